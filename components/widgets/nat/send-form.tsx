'use client'

import { type FormEvent, useState } from 'react'
import { portOf, wrongPort } from '@/components/widgets/frame/port-number'
import type { Act } from '@/lib/net/nat-lab/act'
import { type World, worlds } from '@/lib/net/nat-lab/places'
import { nameOf } from './nat-stage'

const PROTOCOLS = ['tcp', 'udp', 'icmp'] as const

/** Any host sends to any other: TCP opens a connection, UDP sends a datagram, ICMP a ping. */
export function SendForm({
  id,
  world,
  onAct,
}: {
  readonly id: string
  readonly world: World
  readonly onAct: (act: Act) => void
}) {
  const [problem, setProblem] = useState<{ readonly field: string; readonly text: string } | null>(null)
  const [protocol, setProtocol] = useState<(typeof PROTOCOLS)[number]>('tcp')
  const [from] = world.hosts

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const sport = portOf(text('sport'))
    const dport = protocol === 'icmp' ? 0 : portOf(text('dport'))
    if (sport === null) return setProblem({ field: 'sport', text: wrongPort(text('sport')) })
    if (dport === null) return setProblem({ field: 'dport', text: wrongPort(text('dport')) })
    const sender = world.hosts.find(({ name }) => name === text('from'))
    if (sender?.address === text('to'))
      return setProblem({ field: 'to', text: 'That is the sender itself. Choose another receiver.' })
    setProblem(null)
    onAct({ do: 'send', from: text('from'), to: text('to'), protocol, sport, dport })
  }
  const field = (name: string) => ({
    id: `${id}-${name}`,
    name,
    'aria-invalid': problem?.field === name || undefined,
    'aria-describedby': problem?.field === name ? `${id}-problem` : undefined,
  })

  return (
    <form className="natform" onSubmit={submit} noValidate method="dialog" aria-label="Send a packet">
      <div>
        <label className="lab" htmlFor={`${id}-from`}>
          From
        </label>
        <select className="inp" defaultValue={from.name} {...field('from')}>
          {world.hosts.map(({ name, title, address }) => (
            <option key={name} value={name}>
              {nameOf(title)}, {address}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label className="lab" htmlFor={`${id}-to`}>
          To
        </label>
        <select className="inp" defaultValue={farHost(world)} {...field('to')}>
          {world.hosts.map(({ name, title, address }) => (
            <option key={name} value={address}>
              {nameOf(title)}, {address}
            </option>
          ))}
          {world.nats.map(({ name, title, outside }) => (
            <option key={name} value={outside}>
              {nameOf(title)}, outside, {outside}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label className="lab" htmlFor={`${id}-protocol`}>
          Protocol
        </label>
        <select
          id={`${id}-protocol`}
          className="inp"
          value={protocol}
          onChange={(event) =>
            setProtocol(PROTOCOLS.find((each) => each === event.currentTarget.value) ?? 'tcp')
          }
        >
          <option value="tcp">TCP</option>
          <option value="udp">UDP</option>
          <option value="icmp">ICMP (ping)</option>
        </select>
      </div>
      <div>
        <label className="lab" htmlFor={`${id}-sport`}>
          {protocol === 'icmp' ? 'Identifier' : 'From port'}
        </label>
        <input className="inp wire" inputMode="numeric" defaultValue="51514" {...field('sport')} />
      </div>
      {protocol !== 'icmp' && (
        <div>
          <label className="lab" htmlFor={`${id}-dport`}>
            To port
          </label>
          <input
            className="inp wire"
            inputMode="numeric"
            defaultValue={world === worlds.peers ? '3478' : '443'}
            {...field('dport')}
          />
        </div>
      )}
      <button type="submit" className="btn pri">
        Send
      </button>
      <p className="said" id={`${id}-problem`} role="alert">
        {problem?.text}
      </p>
    </form>
  )
}

/** The first host that is not inside with the first one. */
function farHost(world: World): string {
  const [first] = world.hosts
  return world.hosts.find(({ gateway }) => gateway !== first.gateway)?.address ?? first.address
}
