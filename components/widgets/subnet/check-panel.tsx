'use client'

import { type FormEvent, useRef, useState } from 'react'
import { Glyph } from '@/components/ui/glyph'
import { formatPrefix } from '@/lib/net/addr/prefix'
import { formatAddress, readAddress } from '@/lib/net/subnet/address'
import { isMember } from '@/lib/net/subnet/membership'
import { nearestForm } from '@/lib/net/subnet/nearest-form'
import type { Query } from '@/lib/net/subnet/query'

/** A second address: is it in the block (or the range) on show? */
export function CheckPanel({
  id,
  query,
  other,
  heading: Heading,
  onOther,
}: {
  readonly id: string
  readonly query: Query
  readonly other: string
  readonly heading: 'h2' | 'h3'
  readonly onOther: (other: string) => void
}) {
  const field = useRef<HTMLInputElement>(null)
  /** counts checks, so that the same verdict is said again */
  const [, setAsked] = useState(0)
  const address = readAddress(other.trim())
  const verdict = address.ok
    ? verdictOf(query, other.trim())
    : { yes: false, text: refusalOf(other, address.error) }

  function check(event: FormEvent) {
    event.preventDefault()
    setAsked((asked) => asked + 1)
    onOther(field.current?.value ?? '')
  }

  return (
    <section>
      <Heading>Is it in this subnet?</Heading>
      <p>Check a second address against {nameOf(query)}.</p>
      <form className="ans needs-script" onSubmit={check} autoComplete="off">
        <label className="vh" htmlFor={`${id}-other`}>
          Address to check
        </label>
        <input
          id={`${id}-other`}
          key={other}
          ref={field}
          className="inp wire"
          defaultValue={other}
          maxLength={60}
          spellCheck={false}
          autoCapitalize="none"
          aria-describedby={`${id}-other-said`}
        />
        <button type="submit" className="btn">
          Check
        </button>
      </form>
      <p className={`ver${verdict.yes ? '' : ' no'}`} id={`${id}-other-said`} role="status">
        <Glyph name={verdict.yes ? 'check' : 'cross'} size="i" />
        <span>{verdict.text}</span>
      </p>
    </section>
  )
}

function nameOf(query: Query): string {
  if (query.kind === 'block') return formatPrefix(query.prefix)
  const { family, first, last } = query.range
  return `${formatAddress({ family, value: first })} to ${formatAddress({ family, value: last })}`
}

function verdictOf(query: Query, text: string): { readonly yes: boolean; readonly text: string } {
  const address = readAddress(text)
  if (!address.ok) return { yes: false, text: address.error }
  if (query.kind === 'range') {
    const { family, first, last } = query.range
    const { value } = address.value
    const yes = address.value.family === family && first <= value && value <= last
    return {
      yes,
      text: `${yes ? 'Yes' : 'No'}. ${formatAddress(address.value)} is ${yes ? '' : 'not '}in ${nameOf(query)}.`,
    }
  }
  const member = isMember(address.value, query.prefix)
  if (!member)
    return {
      yes: false,
      text: `No. ${text} is IPv${address.value.family}, and ${nameOf(query)} is IPv${query.prefix.family}.`,
    }
  return { yes: member.inside, text: member.sentence }
}

function refusalOf(text: string, error: string): string {
  const nearest = nearestForm(text)
  return `That is not an address: ${error}.${nearest ? ` Nearest: ${nearest}.` : ''}`
}
