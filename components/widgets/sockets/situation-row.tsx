'use client'

import { useEffect, useRef } from 'react'

/** Which situation is played: native radio buttons, so that a choice made before this code is here is kept. */
export function SituationRow({
  id,
  situations,
  onChoose,
}: {
  readonly id: string
  readonly situations: readonly { readonly name: string; readonly label: string }[]
  readonly onChoose: (place: number) => void
}) {
  const group = useRef<HTMLFieldSetElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on arrival: what was chosen before
  useEffect(() => {
    const before = [...(group.current?.querySelectorAll('input') ?? [])].findIndex(({ checked }) => checked)
    if (before > 0) onChoose(before)
  }, [])
  return (
    <fieldset className="sits needs-script" ref={group}>
      <legend className="vh">Situation</legend>
      {situations.map(({ name, label }, place) => (
        <label key={name}>
          <input
            type="radio"
            name={`${id}-situation`}
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
