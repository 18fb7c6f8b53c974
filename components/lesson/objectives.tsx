/** What a reader can do afterwards. */
export function Objectives({ objectives }: { readonly objectives: readonly string[] }) {
  return (
    <section className="can" aria-labelledby="can">
      <p id="can" className="canh">
        After this lesson you can
      </p>
      <ul>
        {objectives.map((objective) => (
          <li key={objective}>
            <span className="sq" aria-hidden="true" />
            <span>{lowerFirst(objective)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The list goes on from "you can": `Read a capture` becomes `read a capture`; `TCP …` stays. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
