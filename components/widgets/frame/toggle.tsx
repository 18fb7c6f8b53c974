'use client'

/** A switch with its name beside it. */
export function Toggle({
  label,
  on,
  onChange,
}: {
  readonly label: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      className={`tgl${on ? ' on' : ''}`}
      onClick={() => onChange(!on)}
    >
      <i />
      {label}
    </button>
  )
}
