import { type StateName, states, type Transition, transitions } from './transitions'

const BOX = { width: 140, height: 34 }

/** TCP's eleven states as a drawing, and the same transitions as a table. */
export function StateDiagram() {
  return (
    <figure className="wide figw sd" aria-labelledby="states-caption">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen the drawing scrolls, and the keyboard must reach it */}
      <section className="stage" tabIndex={0} aria-label="Drawing of TCP's states">
        <svg viewBox="0 0 980 670" aria-hidden="true">
          <defs>
            <marker
              id="sd-head"
              viewBox="0 0 10 10"
              refX="9"
              refY="5"
              markerWidth="11"
              markerHeight="11"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0 10 5 0 10z" />
            </marker>
          </defs>
          {transitions.map((transition) => (
            <Arrow key={`${transition.from} ${transition.to}`} transition={transition} />
          ))}
          {Object.entries(states).map(([name, [x, y]]) => (
            <g key={name}>
              <rect x={x - BOX.width / 2} y={y - BOX.height / 2} {...BOX} />
              <text x={x} y={y + 4.5} className="state">
                {name}
              </text>
            </g>
          ))}
        </svg>
      </section>
      <details className="asx">
        <summary>Read the diagram as a table</summary>
        <TransitionTable />
      </details>
      <figcaption className="cap" id="states-caption">
        TCP's eleven states. Thick lines are the way that most connections take: on the left the end that
        opens and closes first, on the right the end that waits. Thin lines are the rest of the rules.
        Capitals are calls of the program.
      </figcaption>
    </figure>
  )
}

function Arrow({ transition: { usual, path, label } }: { readonly transition: Transition }) {
  return (
    <g className={usual ? 'usual' : undefined}>
      <path d={path} markerEnd="url(#sd-head)" />
      <text x={label.x} y={label.y} textAnchor={label.anchor ?? 'start'}>
        {label.lines.map((line, index) => (
          <tspan key={line} x={label.x} dy={index === 0 ? 0 : 15}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  )
}

function TransitionTable() {
  const order = Object.keys(states) as StateName[]
  const rows = transitions.toSorted((a, b) => order.indexOf(a.from) - order.indexOf(b.from))
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th scope="col">In state</th>
          <th scope="col">When the end</th>
          <th scope="col">It sends</th>
          <th scope="col">And goes to</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ from, to, event, sends }) => (
          <tr key={`${from} ${to}`}>
            <td data-label="In state" className="wire">
              {from}
            </td>
            <td data-label="When the end">{sentenceOf(event)}</td>
            <td data-label="It sends" className="wire">
              {sends ?? 'nothing'}
            </td>
            <td data-label="And goes to" className="wire">
              {to}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The column says "When the end …": a call and a timer get their verb. */
function sentenceOf(event: string): string {
  if (event.startsWith('receives')) return event
  if (event.startsWith('twice')) return `has waited until ${event}`
  return `is told by its program: ${event}`
}
