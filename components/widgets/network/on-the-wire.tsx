import type { Chip } from '@/components/packet/chips'
import { PacketChips } from '@/components/packet/packet-chips'
import type { Story } from './network-story'
import { shownFrames } from './shown-frames'
import { stepTime } from './step-time'

/** The frames of a step header by header, each once; what a device changed on the way is inverse. */
export function OnTheWire({ story, index }: { readonly story: Story; readonly index: number }) {
  const { frames, steps, graph } = story
  const { at, flights, drops } = steps[index]
  const when = stepTime(at)
  const shown = shownFrames(story, index)
  const rewritten = shown.some(({ before }) => before !== null)
  const nameOf = (id: string) => graph.nodes.find((node) => node.id === id)?.name ?? id
  return (
    <div className="now-at">
      <p>
        <span>
          <b>{drops.length > 0 && flights.length === 0 ? 'Thrown away:' : 'On the wire now:'}</b>{' '}
          {wayText(flights, nameOf) || (drops.length > 0 ? `at ${nameOf(drops[0].node)}` : 'nothing')}
        </span>
        {when && <span className="when">{when} after the first step</span>}
        {rewritten && (
          <span className="key">
            <i /> changed by {nameOf(flights[0].from.node)}
          </span>
        )}
      </p>
      {shown.map(({ frame, before }) => {
        const was = before === null ? {} : changedFields(frames[before].chips, frames[frame].chips)
        return (
          <PacketChips
            key={frame}
            chips={frames[frame].chips}
            now={Object.keys(was)}
            value={({ name, value }) =>
              was[name] && (
                <>
                  <s>{was[name]}</s> {value}
                </>
              )
            }
          />
        )
      })}
    </div>
  )
}

function wayText(flights: Story['steps'][number]['flights'], nameOf: (id: string) => string): string {
  return [
    ...new Set(flights.map(({ from, to }) => `${nameOf(from.node)} to ${to ? nameOf(to.node) : 'nobody'}`)),
  ].join(', ')
}

/** Fields whose value differs, with the value from before; a header that was not there before has none: `''`. */
function changedFields(before: readonly Chip[], after: readonly Chip[]): Readonly<Record<string, string>> {
  const old = new Map(before.flatMap(({ fields }) => fields.map(({ name, value }) => [name, value])))
  return Object.fromEntries(
    after
      .flatMap(({ fields }) => fields)
      .filter(({ name, value }) => old.get(name) !== value)
      .map(({ name }) => [name, old.get(name) ?? '']),
  )
}
