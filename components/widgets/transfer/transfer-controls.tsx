'use client'

import { type ReactNode, type RefObject, useState } from 'react'
import type { TransferSettings } from '@/lib/net/transfer/settings'
import { bytesText } from '@/lib/net/transfer/tell'
import { CHOICES, readSegments } from './choices'

/** What a learner sets. A choice that was made before this code was here is read from `place` by the player. */
export function TransferControls({
  settings,
  place,
  onChange,
}: {
  readonly settings: TransferSettings
  readonly place: RefObject<HTMLDivElement | null>
  readonly onChange: (next: TransferSettings) => void
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its legend into the border
    <div className="tset" role="group" aria-label="The transfer and its path" ref={place}>
      <Choice
        name="algorithm"
        label="Congestion control"
        settings={settings}
        onChange={onChange}
        text={algorithmText}
      />
      <Choice
        name="rateMbit"
        label="Bottleneck"
        settings={settings}
        onChange={onChange}
        text={(mbit) => `${mbit} Mbit/s`}
      />
      <Choice
        name="rttMs"
        label="Round trip"
        settings={settings}
        onChange={onChange}
        text={(ms) => `${ms} ms`}
      />
      <Choice
        name="queueFrames"
        label="Router’s queue"
        settings={settings}
        onChange={onChange}
        text={(frames) => `${frames} frames`}
      />
      <Choice
        name="receiveBuffer"
        label="Receive buffer"
        settings={settings}
        onChange={onChange}
        text={(bytes) => (bytes === 0 ? 'grows by itself' : `${Number(bytes) / 1024} KiB, fixed`)}
      />
      <Choice
        name="pauseAfter"
        label="Receiving program"
        settings={settings}
        onChange={onChange}
        text={(bytes) =>
          bytes === null ? 'reads at once' : `pauses 1 s after ${bytesText(Number(bytes))} B`
        }
      />
      <Choice
        name="bytes"
        label="To send"
        settings={settings}
        onChange={onChange}
        text={(bytes) => `${bytesText(Number(bytes))} B`}
      />
      <Choice
        name="lossPercent"
        label="Lost by chance"
        settings={settings}
        onChange={onChange}
        text={(percent) => (percent === 0 ? 'nothing' : `${percent} % of segments`)}
      />
      <SegmentsField lost={settings.lost} onLost={(lost) => onChange({ ...settings, lost })} />
      <p className="tset-seed">
        <button
          type="button"
          className="btn sm"
          aria-disabled={settings.lossPercent === 0}
          onClick={() => settings.lossPercent > 0 && onChange({ ...settings, seed: settings.seed + 1 })}
        >
          Draw chance again
        </button>
        <span className="muted">draw {settings.seed}</span>
      </p>
    </div>
  )
}

type Chosen = keyof typeof CHOICES

function Choice({
  name,
  label,
  settings,
  text,
  onChange,
}: {
  readonly name: Chosen
  readonly label: string
  readonly settings: TransferSettings
  readonly text: (value: string | number | null) => string
  readonly onChange: (next: TransferSettings) => void
}): ReactNode {
  const values: readonly (string | number | null)[] = CHOICES[name]
  return (
    <label className="lab">
      {label}
      <select
        className="inp"
        name={name}
        value={values.indexOf(settings[name])}
        onChange={(event) => onChange({ ...settings, [name]: values[Number(event.currentTarget.value)] })}
      >
        {values.map((value, index) => (
          <option key={String(value)} value={index}>
            {text(value)}
          </option>
        ))}
      </select>
    </label>
  )
}

function algorithmText(value: string | number | null): string {
  return value === 'reno' ? 'Reno' : 'CUBIC'
}

/** Which data segments vanish, by their number. What cannot be used is said, and changes nothing. */
function SegmentsField({
  lost,
  onLost,
}: {
  readonly lost: readonly number[]
  readonly onLost: (lost: readonly number[]) => void
}) {
  const [draft, setDraft] = useState<string | null>(null)
  const written = draft ?? lost.join(', ')
  const isUsable = readSegments(written) !== null
  return (
    <label className="lab">
      Lose data segments number
      <input
        className="inp wire"
        type="text"
        name="lost"
        inputMode="numeric"
        autoComplete="off"
        value={written}
        aria-invalid={!isUsable || undefined}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => {
          const next = readSegments(written)
          if (next === null) return
          setDraft(null)
          if (next.join() !== lost.join()) onLost(next)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
      <small className={isUsable ? undefined : 'bad'} role={isUsable ? undefined : 'alert'}>
        {isUsable
          ? 'as they leave, from 1; empty for none'
          : `“${written}” cannot be used: write up to 20 whole numbers from 1 to 99999.`}
      </small>
    </label>
  )
}
