'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import type { Speed, Stepper } from '@/components/motion/use-stepper'
import { Glyph, type GlyphName } from '@/components/ui/glyph'

const SPEEDS: readonly Speed[] = [0.5, 1, 2]
/** More ticks than this cannot be told apart. */
const MOST_TICKS = 60

/** First, back, play, next, the scrub line and the speed. `stepText` names a step for a screen reader. */
export function Controls({
  stepper,
  stepText,
}: {
  readonly stepper: Stepper
  readonly stepText: (index: number) => string
}) {
  const { index, count, playing } = stepper
  const slider = useRef<HTMLInputElement>(null)
  // where the slider was put before this code was here
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on arrival
  useEffect(() => {
    const chosen = (slider.current?.valueAsNumber ?? 1) - 1
    if (chosen !== index) stepper.seek(chosen)
  }, [])
  const atStart = index === 0
  const atEnd = index === count - 1
  const part = count > 1 ? index / (count - 1) : 1
  return (
    <div className="ct">
      <ControlButton glyph="first" label="First step" off={atStart} onPress={stepper.first} />
      <ControlButton glyph="back" label="Back one step" off={atStart} onPress={stepper.back} />
      <button
        type="button"
        className="btn sq sm pri"
        aria-label={playing ? 'Pause' : 'Play'}
        onClick={stepper.togglePlay}
      >
        <Glyph name={playing ? 'pause' : 'play'} size="i" />
      </button>
      <ControlButton glyph="next" label="Next step" off={atEnd} onPress={stepper.next} />
      <div className="scrub">
        <Ticks count={count} index={index} />
        <span className="fill" style={{ width: `${part * 100}%` }} />
        <input
          ref={slider}
          type="range"
          aria-label="Step"
          aria-valuetext={stepText(index)}
          min={1}
          max={count}
          value={index + 1}
          onChange={(event) => stepper.seek(event.currentTarget.valueAsNumber - 1)}
        />
      </div>
      <fieldset className="seg">
        <legend className="vh">Speed</legend>
        {SPEEDS.map((speed) => (
          <button
            type="button"
            key={speed}
            aria-pressed={stepper.speed === speed}
            onClick={() => stepper.setSpeed(speed)}
          >
            {speed}×
          </button>
        ))}
      </fieldset>
    </div>
  )
}

function ControlButton({
  glyph,
  label,
  off,
  onPress,
}: {
  readonly glyph: GlyphName
  readonly label: string
  readonly off: boolean
  readonly onPress: () => void
}): ReactNode {
  return (
    <button
      type="button"
      className={`btn sq sm${off ? ' is-off' : ''}`}
      aria-label={label}
      aria-disabled={off}
      onClick={onPress}
    >
      <Glyph name={glyph} size="i" />
    </button>
  )
}

function Ticks({ count, index }: { readonly count: number; readonly index: number }) {
  if (count < 2) return null
  const every = Math.ceil(count / MOST_TICKS)
  return Array.from({ length: count }, (_, tick) => tick)
    .filter((tick) => tick % every === 0 || tick === count - 1)
    .map((tick) => (
      <span
        key={tick}
        className={`tk${tick <= index ? ' d' : ''}`}
        style={{ left: `${(tick / (count - 1)) * 100}%` }}
      />
    ))
}
