'use client'

import { useEffect, useRef } from 'react'
import type { Story } from './network-story'

/** Which situation is played: native radio buttons, so that a choice made before this code is here is kept. */
export function SituationChoice({
  title,
  situations,
  chosen,
  onChoose,
}: {
  readonly title: string
  readonly situations: readonly Story[]
  readonly chosen: number
  readonly onChoose: (place: number) => void
}) {
  const group = useRef<HTMLFieldSetElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on arrival: what was chosen before
  useEffect(() => {
    const inputs = [...(group.current?.querySelectorAll('input') ?? [])]
    const before = inputs.findIndex((input) => input.checked)
    if (before > 0 && before !== chosen) onChoose(before)
  }, [])
  return (
    <fieldset className="sits needs-script" ref={group}>
      <legend className="vh">Situation</legend>
      {situations.map(({ name, label }, place) => (
        <label key={name}>
          <input
            type="radio"
            name={`situation of ${title}`}
            value={name}
            defaultChecked={place === 0}
            onChange={() => onChoose(place)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
