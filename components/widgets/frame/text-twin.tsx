/**
 * The steps of a widget as an ordered list: for whoever reads rather than watches, for paper, without JavaScript, and when the
 * widget fails (`island.tsx` then opens it). Rendered on the server, outside of the island.
 */
export function TextTwin({
  id,
  sentences,
  start = 1,
}: {
  readonly id: string
  readonly sentences: readonly string[]
  readonly start?: number
}) {
  return (
    <details className="twin" id={id}>
      <summary>Read these steps as text</summary>
      <ol start={start}>
        {sentences.map((sentence, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={index}>{sentence}</li>
        ))}
      </ol>
    </details>
  )
}
