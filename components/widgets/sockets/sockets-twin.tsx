import { Fragment } from 'react'
import type { ShownSituation } from './sockets-player'

/** All situations as text: their steps as an ordered list, and what ss prints at the end. */
export function SocketsTwin({
  id,
  situations,
}: {
  readonly id: string
  readonly situations: readonly ShownSituation[]
}) {
  return (
    <details className="twin" id={id}>
      <summary>Read these steps as text</summary>
      {situations.map(({ name, label, moments }) => (
        <Fragment key={name}>
          <p className="sit">{label}</p>
          <ol>
            {moments.map(({ sentence, packet, tries }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              <li key={index}>
                {sentence}
                {packet &&
                  ` Looked for: ${tries.map(({ asks, finds }) => `${asks}, ${finds ?? 'none'}`).join('; ')}.`}
              </li>
            ))}
          </ol>
          <pre>{moments.at(-1)?.prints.join('\n')}</pre>
        </Fragment>
      ))}
    </details>
  )
}
