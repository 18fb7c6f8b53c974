'use client'

import { useEffect, useRef, useState } from 'react'
import { cities } from './cities'
import { asMeasured, cityNamed, floorBetween, kilometres, milliseconds } from './floor-between'

export type LatencyFloorPlayerProps = { readonly from: string; readonly to: string }

const MOST_TRIPS = 6

/** Two cities and a number of round trips: the time that light alone takes, as bars on one axis. */
export function LatencyFloorPlayer({ from: first, to: second }: LatencyFloorPlayerProps) {
  const [from, setFrom] = useState(first)
  const [to, setTo] = useState(second)
  const [trips, setTrips] = useState(1)
  const inputs = useRef<HTMLDivElement>(null)
  // what was chosen before this code was here
  useEffect(() => {
    const [start, end] = Array.from(inputs.current?.querySelectorAll('select') ?? [], ({ value }) => value)
    const slider = inputs.current?.querySelector('input')
    if (start) setFrom(start)
    if (end) setTo(end)
    if (slider) setTrips(slider.valueAsNumber)
  }, [])
  const { floorMs, usualMs, measured } = floorBetween(cityNamed(from), cityNamed(to))
  const bars = [
    { name: 'Light in fibre, straight', ms: floorMs * trips, kind: 'floor' },
    ...(measured ? [{ name: measured.what, ms: measured.ms * trips, kind: 'real' }] : []),
    { name: 'Usual, 2.1 times the floor', ms: usualMs * trips, kind: 'usual' },
  ]
  const longest = Math.max(...bars.map(({ ms }) => ms), 1)

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields alone
    <div className="wid floor" role="group" aria-label="The floor under latency">
      <div className="hd">
        <h3>The floor under latency</h3>
      </div>
      <div className="floor-in" ref={inputs}>
        <CitySelect label="From" value={from} onChange={setFrom} />
        <CitySelect label="To" value={to} onChange={setTo} />
        <label>
          Round trips, one after the other: <b>{trips}</b>
          <input
            type="range"
            min={1}
            max={MOST_TRIPS}
            value={trips}
            onChange={(event) => setTrips(event.currentTarget.valueAsNumber)}
          />
        </label>
      </div>
      <dl className="floor-bars stage">
        {bars.map(({ name, ms, kind }) => (
          <div key={kind}>
            <dt>{name}</dt>
            <dd>
              <i className={kind} style={{ width: `${(ms / longest) * 100}%` }} />
              <b>{kind === 'real' ? asMeasured(ms) : milliseconds(ms)}</b>
            </dd>
          </div>
        ))}
      </dl>
      <div className="say" aria-live="polite" aria-atomic="true">
        <span>{sentenceOf(from, to, trips)}</span>
        {measured && <a href={measured.source}>Source of the measurement</a>}
      </div>
    </div>
  )
}

function CitySelect({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (name: string) => void
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {cities.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}

function sentenceOf(from: string, to: string, trips: number): string {
  if (from === to) return 'The same city twice: light needs no time that you would notice.'
  const { km, floorMs, measured } = floorBetween(cityNamed(from), cityNamed(to))
  const times = trips === 1 ? 'A round trip takes' : `${trips} round trips take`
  const real = measured
    ? ` On a cable laid to be the fastest, ${trips === 1 ? 'one trip' : 'as many trips'} took ${asMeasured(measured.ms * trips)}.`
    : ' No measurement of this path is quoted here.'
  return `${from} and ${to} are ${kilometres(km)} apart. ${times} at least ${milliseconds(floorMs * trips)} in fibre, whatever you pay.${real}`
}
