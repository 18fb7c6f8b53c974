'use client'

import { type CSSProperties, useMemo } from 'react'
import { Glyph } from '@/components/ui/glyph'
import { formatDuration } from '@/lib/net/explain/quantity'
import type { FlowEnd } from '@/lib/net/trace/flows'
import { stateName } from '@/lib/net/trace/state-name'
import type { Conversation } from '@/lib/net/trace/tcp-conversation'
import { heightAt, placeChips } from './chip-places'
import { currentSpan, Lifeline } from './lifeline'
import { SegmentChip } from './segment-chip'
import { SegmentLines } from './segment-lines'
import { layOutSequence } from './sequence-layout'
import { stateSpans } from './state-spans'
import type { TimeAxis } from './time-axis'

/** The drawing is a window of at most this height, which follows the current step. */
const WINDOW_PX = 460

/**
 * Two lifelines with time running down, segments sloping across by their delay, states as bars along the lifelines. Solid is
 * done, dotted is not yet, dashed red with a cross had no answer. Hidden from screen readers: the live line and the text form
 * say the same.
 */
export function SequenceDiagram({
  conversation,
  ends,
  index,
  shown,
  moving,
  selectedField,
}: {
  readonly conversation: Conversation
  readonly ends: readonly [FlowEnd, FlowEnd]
  /** of the current step */
  readonly index: number
  /** first step that is drawn and the one after the last */
  readonly shown: readonly [number, number]
  /** the current step may be shown travelling */
  readonly moving: boolean
  readonly selectedField: string | null
}) {
  const { steps } = conversation
  const drawing = useMemo(() => {
    const layout = layOutSequence({ ...conversation, steps: steps.slice(shown[0], shown[1]) })
    const part = {
      ...conversation,
      steps: steps.slice(shown[0], shown[1]),
      initial: statesBefore(conversation, shown[0]),
    }
    return { layout, spans: [stateSpans(part, layout, 0), stateSpans(part, layout, 1)] as const }
  }, [conversation, steps, shown])
  const { layout, spans } = drawing
  const { segments, axis } = layout
  const part = steps.slice(shown[0], shown[1])
  const at = index - shown[0]
  const fromLeft = part.map(({ from }) => from === 0)
  const fronts = [0, 1].map((end) => frontOf(end as 0 | 1, part, segments, at))
  const height = Math.min(WINDOW_PX, axis.height)
  const middle = (segments[at].sentY + segments[at].endY) / 2
  const shift = Math.max(0, Math.min(axis.height - height, middle - height * 0.55))
  const near = visible(segments, shift, height)
  const places = placeChips(segments, fromLeft, at, near)

  return (
    <div className="stage hs" aria-hidden="true">
      <End which="a" glyph="laptop" name="Client" end={ends[0]} />
      <End which="b" glyph="server" name="Server" end={ends[1]} />
      <div className="nowst">
        {[0, 1].map((end) => (
          <span key={end}>{stateName(currentSpan(spans[end], fronts[end], at).state)}</span>
        ))}
      </div>
      <div className="win" style={{ height }}>
        <div className="cam" style={{ height: axis.height, transform: `translateY(${-shift}px)` }}>
          <Lifeline
            side="a"
            layout={layout}
            spans={spans[0]}
            steps={part}
            at={at}
            front={fronts[0]}
            near={near}
          />
          <Lifeline
            side="b"
            layout={layout}
            spans={spans[1]}
            steps={part}
            at={at}
            front={fronts[1]}
            near={near}
          />
          <div className="area">
            <SegmentLines layout={layout} steps={part} at={at} near={near} moving={moving} />
            {Array.from({ length: near[1] - near[0] }, (_, i) => near[0] + i).map((i) => {
              const place = places.get(i)
              if (place === null || place === undefined) return null
              const style = {
                left: `${place * 100}%`,
                top: heightAt(segments[i], fromLeft[i], place),
                '--from-x': fromLeft[i] ? '0%' : '100%',
                '--from-y': `${segments[i].sentY}px`,
              } as CSSProperties
              return (
                <SegmentChip
                  key={i === at ? `now-${i}` : i}
                  step={part[i]}
                  when={i < at ? 'past' : i > at ? 'ahead' : 'now'}
                  style={style}
                  moving={moving && i === at}
                  selectedField={selectedField}
                />
              )
            })}
          </div>
        </div>
      </div>
      <ScaleNote axis={axis} />
    </div>
  )
}

/** Says where the drawing departs from its scale. */
function ScaleNote({ axis: { offScale, toScaleUs } }: { readonly axis: TimeAxis }) {
  const kinds = new Set(offScale.map(({ kind }) => kind))
  const exceptions = [
    kinds.has('widened') && `gaps under ${formatDuration(toScaleUs[0])} are drawn wider`,
    kinds.has('shortened') && `waits over ${formatDuration(toScaleUs[1])} are drawn shorter`,
  ].filter(Boolean)
  return (
    <p className="scale">
      Time to scale{exceptions.length > 0 && `, except that ${exceptions.join(' and ')}`}.
    </p>
  )
}

function End({
  which,
  glyph,
  name,
  end,
}: {
  readonly which: 'a' | 'b'
  readonly glyph: 'laptop' | 'server'
  readonly name: string
  readonly end: FlowEnd
}) {
  const text = (
    <div>
      <b>{name}</b>
      <span className="wire">
        {end.address.includes(':') ? `[${end.address}]` : end.address}:{end.port}
      </span>
    </div>
  )
  return (
    <div className={`who ${which}`}>
      {which === 'a' && <Glyph name={glyph} size="xl" />}
      {text}
      {which === 'b' && <Glyph name={glyph} size="xl" />}
    </div>
  )
}

/** How far down a lifeline things have happened by the current step: its own last sending or arrival. */
function frontOf(
  end: 0 | 1,
  steps: Conversation['steps'],
  segments: ReturnType<typeof layOutSequence>['segments'],
  at: number,
): number {
  let front = 0
  for (let i = 0; i <= at; i++) {
    if (steps[i].from === end) front = Math.max(front, segments[i].sentY)
    else if (steps[i].arrivedUs !== null) front = Math.max(front, segments[i].endY)
  }
  return front
}

function statesBefore({ steps, initial }: Conversation, first: number): Conversation['initial'] {
  const before = steps[first - 1]
  return before ? [before.states[0].after, before.states[1].after] : initial
}

/** Index range of the segments within one window above and below. */
function visible(
  segments: ReturnType<typeof layOutSequence>['segments'],
  shift: number,
  height: number,
): readonly [number, number] {
  let from = 0
  let to = segments.length
  while (from < to && Math.max(segments[from].sentY, segments[from].endY) < shift - height) from++
  while (to > from && Math.min(segments[to - 1].sentY, segments[to - 1].endY) > shift + 2 * height) to--
  return [from, to]
}
