import type { TraceEvent } from '../sim/trace'
import type { Happening, SituationRun } from './run'
import type { End } from './situation'
import type { EndView } from './tcb-view'

/** A step of a story before it has words. `place` counts the happenings of the run. */
export type Draft = {
  readonly place: number
  readonly happening: Happening
  readonly bytes: Uint8Array | null
  readonly lost: boolean
  readonly packet: number | null
  /** its own happening is an arrival that is told here, not with the segment that brought it */
  readonly tellsCause: boolean
  arrival: Happening | null
  arrivalPlace: number
  /** its arrival is told later: the receiver has sent something of its own meanwhile, which comes first */
  isToldLater: boolean
  /** of a step that is an arrival by itself: what arrives */
  readonly arrives: Draft | null
}

/**
 * One draft for each packet that an end sends, and one for a change of state that sends nothing: by a timer or a call, or by an
 * arrival that is told later.
 */
export function draftsOf({ trace, happenings }: SituationRun): readonly Draft[] {
  const drafts: Draft[] = []
  const underWay = new Map<Uint8Array, Draft>()
  let packet = 0
  for (const [place, happening] of happenings.entries()) {
    const { cause } = happening
    const arrived = cause.kind === 'arrival' ? (underWay.get(cause.bytes) ?? null) : null
    if (arrived) {
      arrived.arrival = happening
      arrived.arrivalPlace = place
      arrived.isToldLater = drafts
        .slice(drafts.indexOf(arrived) + 1)
        .some((later) => later.happening.end === happening.end)
    }
    const isToldHere = cause.kind !== 'arrival' || arrived?.isToldLater === true
    const [from, to] = happening.frames
    let sent = 0
    for (let index = from; index < to; index++) {
      const { direction, bytes } = trace.frames[index]
      if (direction !== 'out') continue
      packet++
      const lost = eventsOf(trace.events, happening).some(
        ({ because, frame }) => because === 'link.loss' && frame === index,
      )
      const draft: Draft = {
        ...QUIET,
        happening,
        place,
        bytes,
        lost,
        packet,
        tellsCause: sent === 0 && isToldHere,
      }
      underWay.set(bytes, draft)
      drafts.push(draft)
      sent++
    }
    if (sent === 0 && isToldHere && happening.before.state !== happening.after.state)
      drafts.push({ ...QUIET, happening, place, arrives: arrived, tellsCause: true })
  }
  return drafts
}

const QUIET = {
  bytes: null,
  lost: false,
  packet: null,
  arrival: null,
  arrivalPlace: -1,
  isToldLater: false,
  arrives: null,
} as const

/** The arrival that belongs to the step of its own segment; null when it is told later, or never came. */
export function toldArrival({ arrival, isToldLater }: Draft): Happening | null {
  return isToldLater ? null : arrival
}

/** What an end knows after the steps so far. What is told later counts once it has happened. */
export function viewAfter(
  { happenings, initial }: SituationRun,
  end: End,
  drafts: readonly Draft[],
): EndView {
  const now = (drafts.at(-1) as Draft).place
  let last = -1
  for (const { happening, place, arrival, arrivalPlace, isToldLater } of drafts) {
    if (happening.end === end) last = Math.max(last, place)
    if (arrival?.end === end && (!isToldLater || arrivalPlace <= now)) last = Math.max(last, arrivalPlace)
  }
  // a program that reads takes at once what has come
  while (happenings[last + 1]?.end === end && isRead(happenings[last + 1])) last++
  return last < 0 ? initial[end] : happenings[last].after
}

function isRead({ cause }: Happening): boolean {
  return cause.kind === 'call' && cause.call === 'read'
}

/** What was written down of a happening. */
export function eventsOf(events: readonly TraceEvent[], happening: Happening): readonly TraceEvent[] {
  return events.slice(...happening.events)
}
