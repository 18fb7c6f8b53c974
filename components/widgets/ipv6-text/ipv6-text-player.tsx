'use client'

import { useEffect, useRef, useState } from 'react'
import { explainIpv6Text } from '@/lib/net/explain/ipv6-text'

export type Ipv6TextPlayerProps = { readonly examples: readonly string[] }

/** Type an address as you like: its eight groups, what may be left out, and each line of the working. */
export function Ipv6TextPlayer({ examples }: Ipv6TextPlayerProps) {
  const [written, setWritten] = useState(examples[0])
  const input = useRef<HTMLInputElement>(null)
  // what was typed before this code was here
  useEffect(() => setWritten(input.current?.value ?? examples[0]), [examples])
  const explained = explainIpv6Text(written)

  function show(example: string) {
    if (input.current) input.current.value = example
    setWritten(example)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields alone
    <div className="wid v6" role="group" aria-label="An IPv6 address, long and short">
      <div className="hd">
        <h3>An IPv6 address, long and short</h3>
      </div>
      <div className="v6-in">
        <label>
          Your address
          <input
            ref={input}
            className="v6-text"
            defaultValue={examples[0]}
            maxLength={60}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            aria-invalid={!explained.ok}
            onInput={(event) => setWritten(event.currentTarget.value)}
          />
        </label>
        <div className="v6-examples">
          {examples.map((example) => (
            <button key={example} type="button" className="btn" onClick={() => show(example)}>
              {example}
            </button>
          ))}
        </div>
      </div>
      <div className="v6-out stage">
        {explained.ok && (
          <>
            <section aria-label="The eight groups">
              <ol className="v6-groups">
                {explained.groups.map(({ zeros, digits, hidden }, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place
                  <li key={place} className={hidden ? 'hidden-run' : undefined}>
                    <code>
                      <s>{zeros}</s>
                      {digits}
                    </code>
                    {hidden && <small>in ::</small>}
                  </li>
                ))}
              </ol>
            </section>
            <ol className="v6-working" id="text-ipv6-text">
              {explained.working.map(({ text, result }) => (
                <li key={text}>
                  <span>{text}</span>
                  <code>{result}</code>
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
      <div className="say" aria-live="polite" aria-atomic="true">
        <span>
          {explained.ok
            ? `Written short, this address is ${explained.short}`
            : `Not an address: ${explained.error}, at character ${explained.at + 1}.`}
        </span>
      </div>
    </div>
  )
}
