'use client'

import { type CSSProperties, type MouseEvent, useMemo } from 'react'
import { Glyph } from '@/components/ui/glyph'
import { formatDuration } from '@/lib/net/explain/quantity'
import type { FlowEnd } from '@/lib/net/trace/flows'
import { stateName } from '@/lib/net/trace/state-name'
import type { Conversation, Step } from '@/lib/net/trace/tcp-conversation'
import { heightAt, placeChips } from './chip-places'
import { currentSpan, Lifeline } from './lifeline'
import { SegmentChip } from './segment-chip'
import { SegmentLines } from './segment-lines'
import { layOutSequence, type SequenceLayout } from './sequence-layout'
import { stateSpans } from './state-spans'

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
  onPick,
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
  /** a pointer's way to a step: its chip was clicked. The keys of the frame do the same. */
  readonly onPick?: (index: number) => void
}) {
  const { part, layout, spans, fronts, fromLeft } = useMemo(
    () => prepare(conversation, shown[0], shown[1]),
    [conversation, shown[0], shown[1]],
  )
  const { segments, axis } = layout
  const at = index - shown[0]
  const front = [fronts[0][at], fronts[1][at]]
  const height = Math.min(WINDOW_PX, axis.height)
  const middle = (segments[at].sentY + segments[at].endY) / 2
  const shift = Math.max(0, Math.min(axis.height - height, middle - height * 0.55))
  const near = visible(segments, shift, height)
  const places = placeChips(segments, fromLeft, at, near)

  function pick(event: MouseEvent<HTMLDivElement>) {
    const chip = (event.target as HTMLElement).closest<HTMLElement>('[data-step]')
    if (chip) onPick?.(shown[0] + Number(chip.dataset.step))
  }

  return (
    <div className="stage hs" aria-hidden="true" onClick={pick}>
      <End which="a" glyph="laptop" name="Client" end={ends[0]} />
      <End which="b" glyph="server" name="Server" end={ends[1]} />
      <div className="nowst">
        {[0, 1].map((end) => (
          <span key={end}>{stateName(currentSpan(spans[end], front[end], at).state)}</span>
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
            front={front[0]}
            near={near}
            moving={moving}
          />
          <Lifeline
            side="b"
            layout={layout}
            spans={spans[1]}
            steps={part}
            at={at}
            front={front[1]}
            near={near}
            moving={moving}
          />
          <div className="area">
            <SegmentLines layout={layout} steps={part} at={at} near={near} moving={moving} />
            {Array.from({ length: near[1] - near[0] }, (_, i) => near[0] + i).map((i) => {
              const place = places.get(i)
              if (part[i].kind === 'moment')
                return i > at ? null : <Moment key={i} step={part[i]} y={segments[i].sentY} />
              if (place === null || place === undefined) return null
              const top = heightAt(segments[i], fromLeft[i], place)
              // where it comes from, seen from where it comes to rest
              const style = {
                top,
                '--at': `${place * 100}%`,
                '--from-x': `${((fromLeft[i] ? 0 : 1) - place) * 100}%`,
                '--from-y': `${segments[i].sentY - top}px`,
              } as CSSProperties
              return (
                <SegmentChip
                  key={i}
                  index={i}
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
      <ScaleNote layout={layout} />
    </div>
  )
}

/** Nothing is sent: a timer or a call changes a state. */
function Moment({ step, y }: { readonly step: Step; readonly y: number }) {
  return (
    <span className="wait" style={{ top: y, left: step.from === 0 ? '22%' : '78%' }}>
      {step.label}
    </span>
  )
}

/** Says where the drawing departs from its scale. */
function ScaleNote({ layout: { axis, waits, hasWidened } }: { readonly layout: SequenceLayout }) {
  const exceptions = [
    hasWidened && `gaps under ${formatDuration(axis.toScaleUs[0])} are drawn wider`,
    waits.length > 0 && `waits over ${formatDuration(axis.toScaleUs[1])} are drawn shorter`,
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

/** Everything about the shown steps that does not depend on the current one. */
function prepare(conversation: Conversation, from: number, to: number) {
  const part = conversation.steps.slice(from, to)
  const story = { ...conversation, steps: part, initial: statesBefore(conversation, from) }
  const layout = layOutSequence(story)
  return {
    part,
    layout,
    spans: [stateSpans(story, layout, 0), stateSpans(story, layout, 1)] as const,
    fronts: [frontsOf(0, part, layout), frontsOf(1, part, layout)] as const,
    fromLeft: part.map((step) => step.from === 0),
  }
}

/** For each step, how far down a lifeline things have happened: that end's own last sending or arrival. */
function frontsOf(end: 0 | 1, steps: Conversation['steps'], { segments }: SequenceLayout): readonly number[] {
  let front = 0
  return steps.map((step, index) => {
    if (step.from === end) front = Math.max(front, segments[index].sentY)
    else if (step.arrivedUs !== null) front = Math.max(front, segments[index].endY)
    return front
  })
}

function statesBefore({ steps, initial }: Conversation, first: number): Conversation['initial'] {
  const before = steps[first - 1]
  return before ? [before.states[0].after, before.states[1].after] : initial
}

/** Index range of the segments within half a window above and below. */
function visible(
  segments: SequenceLayout['segments'],
  shift: number,
  height: number,
): readonly [number, number] {
  let from = 0
  let to = segments.length
  while (from < to && Math.max(segments[from].sentY, segments[from].endY) < shift - height / 2) from++
  while (to > from && Math.min(segments[to - 1].sentY, segments[to - 1].endY) > shift + height * 1.5) to--
  return [from, to]
}
