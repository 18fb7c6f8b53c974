'use client'

import { useEffect, useRef, useState } from 'react'
import { readIpv4 } from '@/lib/net/addr/ipv4'
import { describeKind } from './describe-kind'

export type AddressKindPlayerProps = { readonly examples: readonly string[] }

/** Any IPv4 address: its bits, what kind it is, and who can reach it. */
export function AddressKindPlayer({ examples }: AddressKindPlayerProps) {
  const [wrote, setWrote] = useState(examples[0])
  const field = useRef<HTMLInputElement>(null)
  // what was written before this code was here
  useEffect(() => setWrote(field.current?.value ?? ''), [])
  const read = readIpv4(wrote.trim())

  function show(example: string) {
    if (field.current) field.current.value = example
    setWrote(example)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields alone
    <div className="wid kind" role="group" aria-label="What kind of address is this?">
      <div className="hd">
        <h3>What kind of address is this?</h3>
      </div>
      <div className="kind-in needs-script">
        <label>
          IPv4 address
          <input
            ref={field}
            className="inp wire"
            defaultValue={examples[0]}
            maxLength={40}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            inputMode="decimal"
            onInput={(event) => setWrote(event.currentTarget.value)}
          />
        </label>
        {examples.map((example) => (
          <button key={example} type="button" className="btn sm" onClick={() => show(example)}>
            {example}
          </button>
        ))}
      </div>
      <div className="kind-says" aria-live="polite" aria-atomic="true">
        {read.ok ? (
          <Kind address={read.value} />
        ) : (
          <p className="kind-bits">That is not an IPv4 address: {read.error}.</p>
        )}
      </div>
    </div>
  )
}

function Kind({ address }: { readonly address: Parameters<typeof describeKind>[0] }) {
  const { bits, marked, facts } = describeKind(address)
  return (
    <>
      <p className="kind-bits">
        <span className="vh">Its bits: </span>
        {marked && <b>{marked}</b>}
        {bits}
      </p>
      <dl className="kind-facts">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
