import type { FormEvent, Ref } from 'react'
import { describeRouteRefusal } from '@/lib/net/explain/describe-route-refusal'
import type { Line, Verb } from './machine-of'

/** A line that was run, and what the tool printed: nothing when it was done. */
export type Told = { readonly line: Line; readonly text: string; readonly word?: string | null }

const VERBS: readonly Verb[] = ['add', 'change', 'replace', 'del']

/** One line of `ip route`, run against the table; a refusal stands beside the field, in the tool's words and in plain ones. */
export function RouteForm({
  host,
  field,
  draft,
  told,
  onDraft,
  onRun,
}: {
  readonly host: string
  readonly field: Ref<HTMLInputElement>
  readonly draft: Line
  readonly told: Told | null
  readonly onDraft: (draft: Line) => void
  readonly onRun: (line: Line) => void
}) {
  const refused = told !== null && told.text !== ''
  function submit(event: FormEvent) {
    event.preventDefault()
    onRun({ ...draft, words: draft.words.trim() })
  }
  return (
    <form
      className="rt-edit needs-script"
      onSubmit={submit}
      noValidate
      autoComplete="off"
      aria-label="Edit the table"
    >
      <div>
        <label className="lab" htmlFor="rt-verb">
          ip route
        </label>
        <select
          id="rt-verb"
          className="inp wire"
          value={draft.verb}
          onChange={(event) => onDraft({ ...draft, verb: event.currentTarget.value as Verb })}
        >
          {VERBS.map((verb) => (
            <option key={verb}>{verb}</option>
          ))}
        </select>
      </div>
      <div>
        <label className="lab" htmlFor="rt-words">
          prefix, gateway, interface, metric
        </label>
        <input
          id="rt-words"
          ref={field}
          className="inp wire"
          value={draft.words}
          maxLength={160}
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={refused}
          aria-describedby="rt-told"
          onChange={(event) => onDraft({ ...draft, words: event.currentTarget.value })}
        />
      </div>
      <button type="submit" className="btn pri">
        Run
      </button>
      <div id="rt-told" className="rt-wide" role="status">
        {told && !refused && (
          <p className="rt-done">
            Done: <code>ip route {`${told.line.verb} ${told.line.words}`}</code>. The tool prints nothing.{' '}
            {host}’s table is as you see it.
          </p>
        )}
        {told && refused && (
          <p className="problem">
            <code>
              ip route {told.line.verb} <Marked text={told.line.words} word={told.word ?? null} />
              <br />
              {told.text.trim()}
            </code>
            <br />
            {describeRouteRefusal(told.text, told.line.verb)}
          </p>
        )}
      </div>
    </form>
  )
}

/** The line, with the word underlined that the message is about. */
function Marked({ text, word }: { readonly text: string; readonly word: string | null }) {
  const at = word === null ? -1 : text.lastIndexOf(word)
  if (word === null || at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark>{word}</mark>
      {text.slice(at + word.length)}
    </>
  )
}
