'use client'

import { type FormEvent, useState } from 'react'
import { portOf, wrongPort } from '@/components/widgets/frame/port-number'
import type { Act } from '@/lib/net/socket-lab/act'

const ADDRESSES = ['0.0.0.0', '127.0.0.1', '192.0.2.80', '192.0.2.81', '::', '::1', '2001:db8::80']

/** A program on the server binds to an address and a port. */
export function BindForm({ id, onAct }: { readonly id: string; readonly onAct: (act: Act) => void }) {
  const [problem, setProblem] = useState<string | null>(null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = String(data.get('port') ?? '').trim()
    const port = portOf(text)
    setProblem(port === null ? wrongPort(text) : null)
    if (port === null) return
    onAct({
      do: 'bind',
      protocol: data.get('protocol') === 'udp' ? 'udp' : 'tcp',
      address: String(data.get('address')),
      port,
      v6Only: data.has('v6only'),
      reuse: data.has('reuse'),
    })
  }

  return (
    <form className="sockform" onSubmit={submit} noValidate method="dialog" aria-label="Bind a socket">
      <h4>A program on the server binds</h4>
      <label>
        Protocol
        <select name="protocol" className="inp">
          <option value="tcp">TCP, and listens</option>
          <option value="udp">UDP</option>
        </select>
      </label>
      <label>
        Address
        <select name="address" className="inp wire">
          {ADDRESSES.map((address) => (
            <option key={address}>{address}</option>
          ))}
        </select>
      </label>
      <label>
        Port
        <input
          name="port"
          className="inp wire"
          inputMode="numeric"
          defaultValue="8080"
          aria-invalid={problem !== null || undefined}
          aria-describedby={`${id}-bind-problem`}
        />
      </label>
      <span className="socktick">
        <label>
          <input type="checkbox" name="v6only" className="qbox" /> IPv6 only
        </label>
        <label>
          <input type="checkbox" name="reuse" className="qbox" /> SO_REUSEADDR
        </label>
      </span>
      <button type="submit" className="btn pri">
        Bind
      </button>
      <p className="said" id={`${id}-bind-problem`} role="alert">
        {problem}
      </p>
    </form>
  )
}
