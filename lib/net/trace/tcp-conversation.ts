import { ACK, RST, SYN } from '../node/tcp-port'
import type { CapturedSegment } from './captured-segment'
import { type Fate, findFates } from './fate'
import { type ObservedState, observedEnd } from './observed-end'
import { replay } from './replay'
import { newDirection, reasonFor, type SegmentReason } from './segment-reason'
import { findTransits, type Transit } from './transit'
import { findVantage, type Vantage } from './vantage'

export type StateChange = { readonly before: ObservedState; readonly after: ObservedState }

/** One segment of a conversation, with what it did to both ends. */
export type Step = CapturedSegment &
  Transit & {
    /** from 1 */
    readonly number: number
    readonly outcome: Fate['outcome']
    /** number of the step that this one repeats */
    readonly repeats: number | null
    /** the window after scaling (RFC 7323 section 2.2); null when the SYNs with the scale were not captured */
    readonly windowBytes: number | null
    /** sequence and acknowledgment counted from each end's initial sequence number, as tshark shows them */
    readonly relative: { readonly sequence: number; readonly acknowledgment: number | null }
    /** of the client and of the server: the sender's change is made by sending, the receiver's by the arrival */
    readonly states: readonly [StateChange, StateChange]
    readonly because: SegmentReason
    /** `moment`: nothing is sent, a timer or a call changes a state. Absent in a capture, which only shows segments. */
    readonly kind?: 'segment' | 'icmp' | 'moment'
    /** what it is called where no flags say so */
    readonly label?: string
  }

/** A TCP flow of a capture as one story. End 0 is the client, the one that opened. Plain data. */
export type Conversation = {
  /** `guessed`: no SYN was seen, so the end with the higher port counts as the client */
  readonly roles: 'seen' | 'guessed'
  /** made by the engine, which knows what became of each segment; else a capture, which shows what passed one place */
  readonly source?: 'engine'
  readonly vantage: Vantage
  readonly initial: readonly [ObservedState, ObservedState]
  readonly steps: readonly Step[]
}

/** Builds the story from the segments of one connection, in capture order, end 0 being the client. */
export function tcpConversation(
  segments: readonly CapturedSegment[],
  roles: Conversation['roles'] = 'seen',
): Conversation {
  const vantage = findVantage(segments)
  const fates = findFates(segments, vantage.at)
  const transits = findTransits(segments, fates, vantage.delayUs)
  const initial = initialStates(segments)
  const states = replay(segments, transits, vantage.delayUs, [
    observedEnd(initial[0]),
    observedEnd(initial[1]),
  ])
  const directions = [newDirection(), newDirection()] as const
  const scales = windowScales(segments)
  const bases = [sequenceBase(segments, 0), sequenceBase(segments, 1)] as const

  const steps = segments.map((segment, index): Step => {
    const other = segment.from === 0 ? 1 : 0
    const fate = fates[index]
    return {
      ...segment,
      ...transits[index],
      number: index + 1,
      outcome: fate.outcome,
      repeats: fate.repeats === null ? null : fate.repeats + 1,
      windowBytes: windowBytes(segment, scales),
      relative: {
        sequence: (segment.sequence - bases[segment.from]) >>> 0,
        acknowledgment: segment.flags & ACK ? (segment.acknowledgment - bases[other]) >>> 0 : null,
      },
      states: states[index],
      because: reasonFor(
        segment,
        fate,
        directions[segment.from],
        directions[other],
        states[index][segment.from].before,
        states[index][other].before,
      ),
    }
  })
  return { roles, vantage, initial, steps }
}

/**
 * Where both ends stood before the first segment, as what follows shows: a SYN comes from CLOSED, and what answers it with a
 * SYN-ACK was in LISTEN, with a RST in CLOSED.
 */
function initialStates(segments: readonly CapturedSegment[]): [ObservedState, ObservedState] {
  const first = segments[0]
  if (!first || (first.flags & (SYN | ACK)) !== SYN) return ['unknown', 'unknown']
  const answer = segments.find(({ from }) => from === 1)
  if (!answer) return ['closed', 'unknown']
  if (answer.flags & RST) return ['closed', 'closed']
  return ['closed', answer.flags & SYN && answer.flags & ACK ? 'listen' : 'closed']
}

/** The initial sequence number of an end; if its SYN was missed, one before the first number seen, as tshark counts. */
function sequenceBase(segments: readonly CapturedSegment[], end: 0 | 1): number {
  const own = segments.find(({ from, flags }) => from === end && !(flags & RST && !(flags & ACK)))
  if (own && own.flags & SYN) return own.sequence
  const acknowledged = segments.find(({ from, flags }) => from !== end && flags & ACK)
  if (own && own.payloadLength > 0) return (own.sequence - 1) >>> 0
  return ((acknowledged?.acknowledgment ?? own?.sequence ?? 1) - 1) >>> 0
}

/** The shift counts of both ends; scaling holds only if both SYNs offered it (RFC 7323 section 2.2). null: not all SYNs were seen. */
function windowScales(segments: readonly CapturedSegment[]): readonly [number, number] | null {
  const [client, server] = ([0, 1] as const).map((end) =>
    segments.find(({ from, flags }) => from === end && flags & SYN),
  )
  if (!client || !server) return null
  const [a, b] = [client.options.windowScale, server.options.windowScale]
  return a === undefined || b === undefined ? [0, 0] : [a, b]
}

function windowBytes(segment: CapturedSegment, scales: readonly [number, number] | null): number | null {
  if (segment.flags & SYN) return segment.window // never scaled
  return scales === null ? null : segment.window * 2 ** scales[segment.from]
}
