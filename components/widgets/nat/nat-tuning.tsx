'use client'

import { useState } from 'react'
import { NumberField } from '@/components/widgets/frame/number-field'
import type { NatPlace } from '@/lib/net/nat-lab/places'
import type { NatSettings } from '@/lib/net/nat-lab/settings'
import type { Tuned } from './nat-state'

const BEHAVIOURS = [
  ['linux', 'As Linux does it'],
  ['endpoint-independent', 'Endpoint-independent'],
  ['address-dependent', 'Address-dependent'],
  ['address-and-port-dependent', 'Address and port-dependent'],
] as const
const PORTS = [
  ['preserve', 'Kept if free'],
  ['random', 'Random'],
  ['sequential', 'One after the other'],
] as const
const UDP = [
  [10, '10 s'],
  [30, '30 s (Linux)'],
  [120, '2 min (RFC 4787)'],
  [300, '5 min'],
] as const
const STREAM = [
  [30, '30 s'],
  [120, '2 min (Linux, RFC 4787)'],
  [300, '5 min'],
] as const
const TCP = [
  [300, '5 min'],
  [7440, '2 h 4 min (RFC 5382)'],
  [432000, '5 days (Linux)'],
] as const

/** How one NAT behaves, in the words of RFC 4787; a change plays the situation again with it. */
export function NatTuning({
  id,
  nat,
  title,
  settings,
  onTune,
}: {
  readonly id: string
  readonly nat: NatPlace
  /** heading; none where there is one NAT */
  readonly title: string | null
  readonly settings: NatSettings
  readonly onTune: (nat: string, tuned: Tuned) => void
}) {
  const row = <Key extends Exclude<keyof Tuned, 'portRange'>>(
    key: Key,
    label: string,
    options: readonly (readonly [Tuned[Key] & (string | number), string])[],
  ) => (
    <Choice
      id={`${id}-${nat.name}-${key}`}
      label={label}
      value={settings[key]}
      options={options}
      onChoose={(value) => onTune(nat.name, { [key]: value } as Tuned)}
    />
  )
  return (
    <fieldset className="opt">
      <legend className={title ? 'scnh' : 'vh'}>{title ?? 'Settings of the router'}</legend>
      {row('mapping', 'Mapping', BEHAVIOURS)}
      {row('filtering', 'Filtering: who may reply?', BEHAVIOURS)}
      {row('ports', 'Outside port', PORTS)}
      <PortRange range={settings.portRange} onRange={(portRange) => onTune(nat.name, { portRange })} />
      {row('udpTimeout', 'UDP row, one way, lives', UDP)}
      {row('udpStreamTimeout', 'UDP row, both ways, lives', STREAM)}
      {row('tcpTimeout', 'Idle TCP row lives', TCP)}
    </fieldset>
  )
}

const LINUX_PORTS = [1024, 65535] as const
const ANY_PORT = [1, 65535] as const

/** The ports that mappings may take, `--to-ports` of MASQUERADE. Two fields, one value: taken once both ends fit each other. */
function PortRange({
  range,
  onRange,
}: {
  readonly range: NatSettings['portRange']
  readonly onRange: (range: NatSettings['portRange']) => void
}) {
  const [wanted, setWanted] = useState<readonly [number, number] | null>(null)
  const used = range ?? LINUX_PORTS
  const [from, to] = wanted ?? [used[0], used[1]]
  function take(first: number, last: number) {
    setWanted([first, last])
    if (first > last) return
    onRange(first === LINUX_PORTS[0] && last === LINUX_PORTS[1] ? null : [first, last])
  }
  return (
    <>
      <NumberField
        label="Lowest outside port"
        unit={from > to ? '' : range ? `${to - from + 1} in all` : 'Linux’s own'}
        value={from}
        limits={ANY_PORT}
        onValue={(first) => take(first, to)}
      />
      <NumberField
        label="Highest outside port"
        unit="for each protocol"
        value={to}
        limits={ANY_PORT}
        onValue={(last) => take(from, last)}
      />
      {from > to && (
        <small className="bad" role="alert">
          The lowest, {from}, is above the highest, {to}: change either. The run still has {used[0]} to{' '}
          {used[1]}.
        </small>
      )}
    </>
  )
}

function Choice<Value extends string | number>({
  id,
  label,
  value,
  options,
  onChoose,
}: {
  readonly id: string
  readonly label: string
  readonly value: Value
  readonly options: readonly (readonly [Value, string])[]
  readonly onChoose: (value: Value) => void
}) {
  return (
    <div>
      <label className="lab" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="inp"
        value={String(value)}
        onChange={(event) => {
          const chosen = options.find(([each]) => String(each) === event.currentTarget.value)
          if (chosen) onChoose(chosen[0])
        }}
      >
        {options.every(([each]) => each !== value) && (
          <option value={String(value)}>{String(value)} s</option>
        )}
        {options.map(([each, text]) => (
          <option key={String(each)} value={String(each)}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
