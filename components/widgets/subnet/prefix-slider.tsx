'use client'

/** The prefix length as a line from /0 to the full width, with a tick at each octet (IPv6: each group). */
export function PrefixSlider({
  bits,
  width,
  onBits,
}: {
  readonly bits: number
  readonly width: 32 | 128
  readonly onBits: (bits: number) => void
}) {
  const ticks = Array.from(
    { length: width === 32 ? 5 : 9 },
    (_, index) => (index * width) / (width === 32 ? 4 : 8),
  )
  return (
    <div className="pre-s">
      <span>/0</span>
      <div className="scrub">
        {ticks.map((tick) => (
          <span
            key={tick}
            className={`tk${tick <= bits ? ' d' : ''}`}
            style={{ left: `${(tick / width) * 100}%` }}
          />
        ))}
        <span className="fill" style={{ width: `${(bits / width) * 100}%` }} />
        <input
          type="range"
          aria-label="Prefix length"
          aria-valuetext={`/${bits}: ${bits} network bits, ${width - bits} host bits`}
          min={0}
          max={width}
          value={bits}
          onChange={(event) => onBits(event.currentTarget.valueAsNumber)}
        />
      </div>
      <span>/{width}</span>
    </div>
  )
}
