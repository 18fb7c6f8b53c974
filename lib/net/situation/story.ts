import { formatIpv4 } from '../addr/ipv4'
import { ACK, SYN } from '../node/tcp-port'
import { type CapturedSegment, segmentLength } from '../trace/captured-segment'
import type { FlowEnd } from '../trace/flows'
import { newDirection, reasonFor } from '../trace/segment-reason'
import type { Conversation, StateChange, Step } from '../trace/tcp-conversation'
import { ENDPOINTS } from './network'
import type { SituationRun } from './run'
import { icmpIn, segmentIn } from './segment-in'
import type { End, Settings } from './situation'
import { type Draft, draftsOf, eventsOf, toldArrival, viewAfter } from './story-drafts'
import { sentenceOf } from './story-sentence'
import type { EndView } from './tcb-view'
import { type Transition, transitionOf } from './transition'

/** What belongs to one step besides the segment itself. */
export type StoryMoment = {
  /** what happens, which states it changes, and why, for the live line and the text form */
  readonly sentence: string
  /** what both ends know once each has done its part of this step */
  readonly ends: readonly [EndView, EndView]
  /** when that is: µs since the first call */
  readonly atUs: number
  readonly transitions: readonly Transition[]
  /** which packet on the cable it is, from 1; null for a moment at which nothing is sent */
  readonly packet: number | null
}

/** A run as the stepper plays it. Plain data, and without the engine. */
export type Story = {
  readonly ends: readonly [FlowEnd, FlowEnd]
  readonly conversation: Conversation
  readonly moments: readonly StoryMoment[]
  /** the moment of the run that is 0 in the steps: its first call. The views of the ends count from the run's beginning. */
  readonly startUs: number
  readonly isCut: boolean
}

/**
 * Tells a run segment by segment, in the order in which they leave. What a segment changes at its receiver belongs to its own
 * step, unless the receiver sent something meanwhile: then it belongs to the answer, or is a step by itself.
 */
export function tellStory(run: SituationRun, { rttMs }: Settings): Story {
  const drafts = draftsOf(run)
  const half = Math.max(1, (rttMs * 1000) / 4)
  const startUs = drafts[0]?.happening.atUs ?? 0
  const steps = stepsOf(drafts, run, startUs)
  const conversation: Conversation = {
    roles: 'seen',
    source: 'engine',
    vantage: { at: 'between', roundTripUs: rttMs * 1000, delayUs: [half, half] },
    initial: [run.initial[0].state, run.initial[1].state],
    steps,
  }
  const moments = drafts.map((draft, index): StoryMoment => {
    const done = drafts.slice(0, index + 1)
    return {
      sentence: sentenceOf(draft, drafts, steps[index], conversation, run),
      ends: [viewAfter(run, 0, done), viewAfter(run, 1, done)],
      atUs: Math.max(draft.happening.atUs, toldArrival(draft)?.atUs ?? 0) - startUs,
      transitions: transitionsOf(draft, run),
      packet: draft.packet,
    }
  })
  return { ends: [endOf(0), endOf(1)], conversation, moments, startUs, isCut: run.isCut }
}

function endOf(end: End): FlowEnd {
  const { address, port } = ENDPOINTS[end]
  return { address: formatIpv4(address as number), port }
}

function stepsOf(drafts: readonly Draft[], run: SituationRun, startUs: number): readonly Step[] {
  const directions = [newDirection(), newDirection()] as const
  const sentBefore = [new Map<string, number>(), new Map<string, number>()] as const
  const initial = initialNumbers(run)
  return drafts.map((draft, index): Step => {
    const { happening, bytes, lost, arrival } = draft
    const { end: from } = happening
    const atUs = happening.atUs - startUs
    const to = from === 0 ? 1 : 0
    const segment = bytes && segmentIn(bytes, from, atUs, draft.packet ?? 0)
    const states = statesOf(draft, draft.tellsCause)
    const common = {
      number: index + 1,
      sentUs: atUs,
      arrivedUs: bytes ? (arrival ? arrival.atUs - startUs : null) : atUs,
      estimated: { sent: false, arrived: false },
      outcome: lost ? ('no-answer' as const) : ('arrived' as const),
      states,
    }
    if (!segment)
      return {
        ...NO_SEGMENT,
        ...common,
        frame: draft.packet ?? 0,
        timeUs: atUs,
        from,
        kind: bytes ? 'icmp' : 'moment',
        label: bytes ? icmpIn(bytes) : (transitionsOf(draft, run)[0]?.event ?? ''),
        because: bytes ? 'icmp' : 'moment',
      }
    const seen = statesWhenSeen(draft)
    // a SYN-ACK after a SYN of the same number is another segment: both ends open at once
    const same = `${segment.sequence} ${(segment.flags & (SYN | ACK)) === (SYN | ACK)}`
    const repeats = segmentLength(segment) > 0 ? (sentBefore[from].get(same) ?? null) : null
    if (segmentLength(segment) > 0) sentBefore[from].set(same, index + 1)
    return {
      ...segment,
      ...common,
      kind: 'segment',
      repeats,
      windowBytes: segment.flags & SYN ? segment.window : segment.window * 2 ** scaleOf(run, from),
      relative: {
        sequence: (segment.sequence - (initial[from] ?? segment.sequence)) >>> 0,
        acknowledgment: segment.flags & ACK ? (segment.acknowledgment - (initial[to] ?? 0)) >>> 0 : null,
      },
      because: reasonOf(segment, draft, run, repeats, directions, seen),
    }
  })
}

const NO_SEGMENT = {
  flags: 0,
  sequence: 0,
  acknowledgment: 0,
  window: 0,
  options: {},
  payloadLength: 0,
  repeats: null,
  windowBytes: null,
  relative: { sequence: 0, acknowledgment: null },
} as const

function reasonOf(
  segment: CapturedSegment,
  { happening, lost }: Draft,
  { trace }: SituationRun,
  repeats: number | null,
  directions: readonly [ReturnType<typeof newDirection>, ReturnType<typeof newDirection>],
  states: readonly [StateChange, StateChange],
): Step['because'] {
  const { from } = segment
  const to = from === 0 ? 1 : 0
  const fate = { outcome: lost ? 'no-answer' : 'arrived', acknowledgedBy: null, repeats } as const
  const reason = reasonFor(
    segment,
    fate,
    directions[from],
    directions[to],
    states[from].before,
    states[to].before,
  )
  const isFast = eventsOf(trace.events, happening).some(
    ({ because }) => because === 'tcp.fast-retransmit' || because === 'tcp.sack-retransmit',
  )
  // it crosses the other SYN only if that is out already
  if (reason === 'syn.crossing' && directions[to].highest === null) return 'syn'
  return reason === 'data.again' && isFast ? 'data.again-fast' : reason
}

/** The sender's change is made by the sending, unless what arrived just before made it and was told; the receiver's by the arrival. */
function statesOf(draft: Draft, isTold: boolean): readonly [StateChange, StateChange] {
  const { happening } = draft
  const arrival = toldArrival(draft)
  const sender: StateChange = {
    before: isTold ? happening.before.state : happening.after.state,
    after: happening.after.state,
  }
  const receiver: StateChange = arrival
    ? { before: arrival.before.state, after: arrival.after.state }
    : NO_CHANGE
  return happening.end === 0 ? [sender, receiver] : [receiver, sender]
}

/** In which states the ends are when a segment leaves and when it comes, whenever that is told. */
function statesWhenSeen(draft: Draft): readonly [StateChange, StateChange] {
  return statesOf({ ...draft, isToldLater: false }, draft.happening.cause.kind !== 'arrival')
}

const NO_CHANGE: StateChange = { before: 'unknown', after: 'unknown' }

function transitionsOf(draft: Draft, { trace }: SituationRun): readonly Transition[] {
  const parts = [draft.tellsCause ? draft.happening : null, toldArrival(draft)]
  return parts.flatMap((part) =>
    part && part.before.state !== part.after.state ? [transitionOf(part, trace)] : [],
  )
}

function initialNumbers({ happenings }: SituationRun): readonly [number | null, number | null] {
  return ([0, 1] as const).map(
    (end) => happenings.find((each) => each.end === end && each.after.tcb)?.after.tcb?.iss ?? null,
  ) as [number | null, number | null]
}

/** The shift count of an end's windows: both SYNs have to offer one (RFC 7323, section 2.2). */
function scaleOf({ trace }: SituationRun, end: End): number {
  const node = end === 0 ? 'client' : 'server'
  const scales = ['client', 'server'].map((name) => {
    const syn = trace.frames.find((frame) => frame.node === name && frame.direction === 'out')
    return syn && segmentIn(syn.bytes, 0, 0, 0)?.options.windowScale
  })
  if (scales.some((scale) => scale === undefined)) return 0
  return scales[node === 'client' ? 0 : 1] ?? 0
}
