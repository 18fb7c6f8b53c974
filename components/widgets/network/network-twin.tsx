import type { NetworkStory, Story } from './network-story'
import { stepTime } from './step-time'
import { tablesAt } from './tables-at'

/** All situations as text: their steps as an ordered list, what commands printed, and how the tables stand at the end. */
export function NetworkTwin({ id, story }: { readonly id: string; readonly story: NetworkStory }) {
  return (
    <details className="twin" id={id}>
      <summary>Read these steps as text</summary>
      {story.situations.map((situation) => (
        <TwinOf key={situation.name} story={situation} />
      ))}
    </details>
  )
}

function TwinOf({ story }: { readonly story: Story }) {
  const tables = tablesAt(story, story.steps.length - 1)
  return (
    <>
      <p className="sit">{story.label}</p>
      <ol>
        {story.steps.map(({ at, sentence, output }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          <li key={index}>
            {at !== null && <span className="when">{stepTime(at)} </span>}
            {sentence}
            {output && <pre>{output.trimEnd()}</pre>}
          </li>
        ))}
      </ol>
      {tables.map(({ title, columns, rows }) => (
        <p key={title}>
          {title} at the end:{' '}
          {rows.length === 0 ? 'empty.' : `${rows.map(({ cells }) => inWords(columns, cells)).join('; ')}.`}
        </p>
      ))}
    </>
  )
}

/** A row with the names of its columns; a cell with nothing in it is not said. */
function inWords(columns: readonly string[], cells: readonly string[]): string {
  return cells.flatMap((cell, column) => (cell === '' ? [] : [`${columns[column]} ${cell}`])).join(', ')
}
