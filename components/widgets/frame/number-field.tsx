'use client'

import { useState } from 'react'

/** A whole number within limits. What is typed stays as it was typed; what cannot be used is said beside it. */
export function NumberField({
  label,
  unit,
  value,
  limits: [least, most],
  onValue,
}: {
  readonly label: string
  readonly unit?: string
  readonly value: number
  readonly limits: readonly [number, number]
  readonly onValue: (value: number) => void
}) {
  const [draft, setDraft] = useState<string | null>(null)
  const written = draft ?? String(value)
  const number = /^\d{1,10}$/.test(written.trim()) ? Number(written) : null
  const isUsable = number !== null && number >= least && number <= most
  return (
    <label className="lab">
      {label}
      <input
        className="inp wire"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={written}
        aria-invalid={!isUsable || undefined}
        onChange={(event) => {
          const text = event.currentTarget.value
          setDraft(text)
          const next = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN
          if (next >= least && next <= most) onValue(next)
        }}
        onBlur={() => {
          if (isUsable) setDraft(null)
        }}
      />
      {isUsable ? (
        unit && <small>{unit}</small>
      ) : (
        <small className="bad" role="alert">
          “{written}” cannot be used: write a whole number from {least} to {most}. The run still has {value}.
        </small>
      )}
    </label>
  )
}
