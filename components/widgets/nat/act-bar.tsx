'use client'

import { type FormEvent, useState } from 'react'
import { Glyph } from '@/components/ui/glyph'
import { portOf, wrongPort } from '@/components/widgets/frame/port-number'
import { Toggle } from '@/components/widgets/frame/toggle'
import type { Act } from '@/lib/net/nat-lab/act'
import type { NatPlace, World } from '@/lib/net/nat-lab/places'
import type { Hairpin, NatSettings } from '@/lib/net/nat-lab/settings'
import type { SettingsByNat } from '@/lib/net/nat-lab/world'
import { nameOf } from './nat-stage'

const WAITS = [
  [10, '10 s'],
  [30, '30 s'],
  [130, '2 min 10 s'],
  [600, '10 min'],
  [7500, '2 h 5 min'],
  [432000, '5 days'],
] as const
const ALICE = 5000
const BOB = 6000

/** What else can be done now: wait, ask STUN, punch; and for each NAT: forward a port, break it, restart it. */
export function ActBar({
  id,
  world,
  settings,
  onAct,
}: {
  readonly id: string
  readonly world: World
  readonly settings: SettingsByNat
  readonly onAct: (act: Act) => void
}) {
  const [seconds, setSeconds] = useState<number>(30)
  return (
    <>
      <div className="acts natacts">
        <label className="lab" htmlFor={`${id}-wait`}>
          Let time pass
        </label>
        <select
          id={`${id}-wait`}
          className="inp"
          value={seconds}
          onChange={(event) => setSeconds(Number(event.currentTarget.value))}
        >
          {WAITS.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
        <button type="button" className="btn sm" onClick={() => onAct({ do: 'wait', seconds })}>
          Wait
        </button>
        {world.name === 'peers' ? <PunchButtons onAct={onAct} /> : null}
        {world.name === 'home' && (
          <button
            type="button"
            className="btn sm"
            onClick={() => onAct({ do: 'ftp', from: 'laptop', to: 'web', sport: 50000, dataPort: 40000 })}
          >
            Fetch by FTP from the laptop
          </button>
        )}
      </div>
      {world.nats.map((nat) => (
        <NatActs
          key={nat.name}
          id={`${id}-${nat.name}`}
          nat={nat}
          world={world}
          settings={settings[nat.name]}
          onAct={onAct}
        />
      ))}
    </>
  )
}

function PunchButtons({ onAct }: { readonly onAct: (act: Act) => void }) {
  const buttons: readonly (readonly [string, Act])[] = [
    ['Alice asks STUN', { do: 'stun', from: 'alice', sport: ALICE }],
    ['Bob asks STUN', { do: 'stun', from: 'bob', sport: BOB }],
    ['Alice sends to Bob', { do: 'punch', from: 'alice', to: 'bob', sport: ALICE }],
    ['Bob sends to Alice', { do: 'punch', from: 'bob', to: 'alice', sport: BOB }],
  ]
  return buttons.map(([text, act]) => (
    <button key={text} type="button" className="btn sm" onClick={() => onAct(act)}>
      {text}
    </button>
  ))
}

function NatActs({
  id,
  nat,
  world,
  settings,
  onAct,
}: {
  readonly id: string
  readonly nat: NatPlace
  readonly world: World
  readonly settings: NatSettings
  readonly onAct: (act: Act) => void
}) {
  const set = (change: Partial<NatSettings>) => onAct({ do: 'set', nat: nat.name, change })
  return (
    <fieldset className="natacts">
      <legend>{nameOf(nat.title)}</legend>
      <Toggle label="Translates" on={settings.masquerade} onChange={(masquerade) => set({ masquerade })} />
      <Toggle label="Filters" on={settings.firewall} onChange={(firewall) => set({ firewall })} />
      <Toggle
        label="Forwards packets"
        on={settings.forwarding}
        onChange={(forwarding) => set({ forwarding })}
      />
      <Toggle label="FTP helper" on={settings.ftpHelper} onChange={(ftpHelper) => set({ ftpHelper })} />
      <button type="button" className="btn sm" onClick={() => onAct({ do: 'flush', nat: nat.name })}>
        Restart it
      </button>
      <span className="pair">
        <label className="lab" htmlFor={`${id}-hairpin`}>
          Hairpin
        </label>
        <select
          id={`${id}-hairpin`}
          className="inp"
          value={settings.hairpin}
          onChange={(event) => set({ hairpin: event.currentTarget.value as Hairpin })}
        >
          <option value="off">off</option>
          <option value="destination-only">destination only</option>
          <option value="on">on</option>
        </select>
      </span>
      <ForwardForm id={id} nat={nat} world={world} settings={settings} onSet={set} />
    </fieldset>
  )
}

function ForwardForm({
  id,
  nat,
  world,
  settings,
  onSet,
}: {
  readonly id: string
  readonly nat: NatPlace
  readonly world: World
  readonly settings: NatSettings
  readonly onSet: (change: Partial<NatSettings>) => void
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const inside = world.hosts.filter(({ gateway }) => gateway === nat.inside)
  if (inside.length === 0) return null
  const { forwards } = settings

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const [port, toPort] = ['port', 'toPort'].map((name) => String(data.get(name) ?? '').trim())
    const [from, to] = [portOf(port), portOf(toPort)]
    if (from === null || to === null) return setProblem(wrongPort(from === null ? port : toPort))
    const protocol = data.get('protocol') === 'udp' ? 'udp' : 'tcp'
    if (forwards.some((each) => each.port === from && each.protocol === protocol))
      return setProblem(`Port ${from} (${protocol}) is forwarded already. Remove that first.`)
    setProblem(null)
    onSet({ forwards: [...forwards, { protocol, port: from, host: String(data.get('host')), toPort: to }] })
  }

  return (
    <>
      <form
        className="fwd"
        onSubmit={add}
        noValidate
        method="dialog"
        aria-label={`Forward a port of ${nat.title}`}
      >
        <select className="inp" name="protocol" aria-label="Protocol">
          <option value="tcp">TCP</option>
          <option value="udp">UDP</option>
        </select>
        <input
          className="inp wire"
          name="port"
          aria-label="Outside port"
          inputMode="numeric"
          defaultValue="8080"
          aria-invalid={problem !== null || undefined}
          aria-describedby={`${id}-forward-problem`}
        />
        <Glyph name="next" size="i" />
        <select className="inp" name="host" aria-label="Inside host">
          {inside.map(({ name, title }) => (
            <option key={name} value={name}>
              {nameOf(title)}
            </option>
          ))}
        </select>
        <input
          className="inp wire"
          name="toPort"
          aria-label="Inside port"
          inputMode="numeric"
          defaultValue="80"
        />
        <button type="submit" className="btn sm">
          Forward the port
        </button>
        {forwards.map((each) => (
          <button
            key={`${each.protocol} ${each.port}`}
            type="button"
            className="btn sm"
            onClick={() => onSet({ forwards: forwards.filter((other) => other !== each) })}
          >
            <Glyph name="cross" size="i" />
            Remove {each.port}
          </button>
        ))}
      </form>
      <p className="said" id={`${id}-forward-problem`} role="alert">
        {problem}
      </p>
    </>
  )
}
