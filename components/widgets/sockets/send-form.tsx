'use client'

import { type FormEvent, useState } from 'react'
import { portOf, wrongPort } from '@/components/widgets/frame/port-number'
import type { Act, Sender } from '@/lib/net/socket-lab/act'

const KINDS = ['connect', 'segment', 'datagram'] as const
const TO = ['192.0.2.80', '192.0.2.81', '127.0.0.1', '2001:db8::80', '::1']
const SENDERS: readonly Sender[] = ['ann', 'ben', 'web']

/** A packet with any four values: from whom and which port, to which address and port. */
export function SendForm({ id, onAct }: { readonly id: string; readonly onAct: (act: Act) => void }) {
  const [problem, setProblem] = useState<{ readonly field: string; readonly text: string } | null>(null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const ports = ['sport', 'dport'].map((field) => ({ field, text: String(data.get(field) ?? '').trim() }))
    const wrong = ports.find(({ text }) => portOf(text) === null)
    setProblem(wrong ? { field: wrong.field, text: wrongPort(wrong.text) } : null)
    if (wrong) return
    const [sport, dport] = ports.map(({ text }) => Number(text))
    onAct({
      do: KINDS.find((kind) => kind === data.get('kind')) ?? 'connect',
      from: SENDERS.find((sender) => sender === data.get('from')) ?? 'ann',
      sport,
      to: String(data.get('to')),
      dport,
    })
  }
  const port = (field: string) => ({
    name: field,
    className: 'inp wire',
    inputMode: 'numeric' as const,
    'aria-invalid': problem?.field === field || undefined,
    'aria-describedby': problem?.field === field ? `${id}-send-problem` : undefined,
  })

  return (
    <form className="sockform" onSubmit={submit} noValidate method="dialog" aria-label="Send a packet">
      <h4>Somebody sends</h4>
      <label>
        What
        <select name="kind" className="inp">
          <option value="connect">TCP: connect()</option>
          <option value="segment">TCP: data</option>
          <option value="datagram">UDP: a datagram</option>
        </select>
      </label>
      <label>
        From
        <select name="from" className="inp">
          <option value="ann">Ann</option>
          <option value="ben">Ben</option>
          <option value="web">The server itself</option>
        </select>
      </label>
      <label>
        From port
        <input {...port('sport')} defaultValue="40003" />
      </label>
      <label>
        To
        <select name="to" className="inp wire">
          {TO.map((address) => (
            <option key={address}>{address}</option>
          ))}
        </select>
      </label>
      <label>
        To port
        <input {...port('dport')} defaultValue="8080" />
      </label>
      <button type="submit" className="btn pri">
        Send
      </button>
      <p className="said" id={`${id}-send-problem`} role="alert">
        {problem?.text}
      </p>
    </form>
  )
}
