'use client'

import type { Ref } from 'react'
import type { RefusedEntry } from './entries'
import { useCut } from './use-cut'

/** The one field that takes anything, and what was not understood of it, with the place and the nearest right form. */
export function Field({
  id,
  field,
  wrote,
  refused,
  onWrite,
  onMend,
}: {
  readonly id: string
  readonly field: Ref<HTMLTextAreaElement>
  readonly wrote: string
  readonly refused: readonly RefusedEntry[]
  readonly onWrite: (wrote: string) => void
  readonly onMend: (entry: RefusedEntry, nearest: string) => void
}) {
  const lines = wrote.split('\n').length
  const [write, cut] = useCut(wrote, onWrite)
  return (
    <div className="entry">
      <label className="lab" htmlFor={`${id}-field`}>
        Address, network or range
      </label>
      <textarea
        id={`${id}-field`}
        ref={field}
        className="inp wire"
        rows={Math.min(Math.max(lines, 1), 8)}
        spellCheck={false}
        autoCapitalize="none"
        autoCorrect="off"
        autoComplete="off"
        value={wrote}
        aria-invalid={refused.length > 0}
        aria-describedby={`${id}-said`}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <div id={`${id}-said`}>
        {cut && (
          <p className="problem" role="status">
            {cut}
          </p>
        )}
        {refused.slice(0, 3).map((entry) => (
          <Refusal key={entry.line.start} entry={entry} alone={lines === 1} onMend={onMend} />
        ))}
        {refused.length > 3 && <p className="problem">and {refused.length - 3} more entries</p>}
        {refused.length === 0 && (
          <p className="hint">A mask, a wildcard mask, a range, a MAC or IPv6 will do, and several lines.</p>
        )}
      </div>
    </div>
  )
}

function Refusal({
  entry,
  alone,
  onMend,
}: {
  readonly entry: RefusedEntry
  readonly alone: boolean
  readonly onMend: (entry: RefusedEntry, nearest: string) => void
}) {
  const { line, error, at, nearest } = entry
  const end = wordEnd(line.text, at)
  return (
    <p className="problem">
      {line.text !== '' && (
        <code>
          {line.text.slice(0, at)}
          <mark>{line.text.slice(at, end) || '␣'}</mark>
          {line.text.slice(end)}
        </code>
      )}{' '}
      {alone ? '' : `Line ${line.line}: `}
      {error}.{' '}
      {nearest !== null && (
        <button type="button" className="btn sm" onClick={() => onMend(entry, nearest)}>
          Use {nearest}
        </button>
      )}
    </p>
  )
}

/** Up to where the part goes that begins at `at`. */
function wordEnd(text: string, at: number): number {
  const rest = /^[^.:/\s-]+|^./.exec(text.slice(at))
  return at + (rest?.[0].length ?? 0)
}
