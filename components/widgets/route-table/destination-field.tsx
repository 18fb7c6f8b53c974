import type { Ref } from 'react'

/** Where a packet goes to: typed, or one of a few that differ in what they show. What is no address is refused beside the field. */
export function DestinationField({
  field,
  wrote,
  problem,
  tries,
  onWrite,
}: {
  readonly field: Ref<HTMLInputElement>
  readonly wrote: string
  readonly problem: { readonly error: string; readonly at: number } | null
  readonly tries: readonly string[]
  readonly onWrite: (wrote: string) => void
}) {
  const text = wrote.trim()
  return (
    <div className="rt-in needs-script">
      <div>
        <label className="lab" htmlFor="rt-to">
          A packet to
        </label>
        <input
          id="rt-to"
          ref={field}
          className="inp wire"
          value={wrote}
          maxLength={40}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          inputMode="decimal"
          aria-invalid={problem !== null}
          aria-describedby="rt-to-said"
          onChange={(event) => onWrite(event.currentTarget.value)}
        />
      </div>
      <fieldset className="rt-tries">
        <legend className="lab">or one of these</legend>
        {tries.map((address) => (
          <button
            type="button"
            className="btn sm wire"
            key={address}
            aria-pressed={address === text}
            onClick={() => onWrite(address)}
          >
            {address}
          </button>
        ))}
      </fieldset>
      <div id="rt-to-said" className="rt-wide">
        {problem && (
          <p className="problem">
            {text !== '' && (
              <code>
                {text.slice(0, problem.at)}
                <mark>{text.slice(problem.at) || '␣'}</mark>
              </code>
            )}{' '}
            {text === '' ? 'Write an IPv4 address' : `No IPv4 address: ${problem.error}`}. The drawing still
            shows the last one.
          </p>
        )}
      </div>
    </div>
  )
}
