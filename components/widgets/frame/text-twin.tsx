import { DataTable } from './data-table'

export type TwinTable = {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * A run as an ordered list, and as tables: for whoever reads rather than watches, for paper, without JavaScript, and when the
 * widget fails (`island.tsx` then opens it). Rendered on the server, outside of the island; a widget with free input renders it
 * inside its player, so that it always tells the run that is on show.
 */
export function TextTwin({
  id,
  sentences,
  start = 1,
  tables = [],
  summary = 'Read these steps as text',
}: {
  readonly id: string
  readonly sentences: readonly string[]
  readonly start?: number
  readonly tables?: readonly TwinTable[]
  readonly summary?: string
}) {
  return (
    <details className="twin" id={id}>
      <summary>{summary}</summary>
      <ol start={start}>
        {sentences.map((sentence, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={index}>{sentence}</li>
        ))}
      </ol>
      {tables.map((table) => (
        <DataTable key={table.caption} {...table} />
      ))}
    </details>
  )
}
