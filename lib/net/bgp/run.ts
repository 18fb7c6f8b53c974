import type { Prefix4 } from '../addr/prefix'
import type { AsPath } from './as-path'
import type { IgpMetric } from './decide'
import { type Network, neighboursOf } from './network'
import { newSpeaker, type SpeakerEvent, type SpeakerState, stepSpeaker, type Turn } from './speaker'
import { decodeUpdate, encodeUpdate } from './update'

/** What is done to the network from outside, at a time. */
export type Act =
  | {
      readonly do: 'announce'
      readonly atUs: number
      readonly speaker: string
      readonly prefix: Prefix4
      /** put behind the speaker's own AS: a forged path; else empty */
      readonly asPath: AsPath
    }
  | { readonly do: 'withdraw'; readonly atUs: number; readonly speaker: string; readonly prefix: Prefix4 }
  | { readonly do: 'cut'; readonly atUs: number; readonly between: readonly [string, string] }

type SentUpdate = {
  readonly to: string
  readonly kind: 'announce' | 'withdraw'
  readonly bytes: Uint8Array
}

/** One speaker's turn, and all tables after it. */
export type Moment = {
  readonly atUs: number
  readonly speaker: string
  readonly event: SpeakerEvent
  readonly turn: Omit<Turn, 'state' | 'sent'>
  readonly sent: readonly SentUpdate[]
  readonly states: ReadonlyMap<string, SpeakerState>
}

type Waiting = { readonly atUs: number; readonly order: number; readonly speaker: string } & (
  | { readonly kind: 'act'; readonly event: SpeakerEvent }
  | { readonly kind: 'arrive'; readonly peer: string; readonly bytes: Uint8Array }
)

/** Any more turns than this are a network that never comes to rest (RFC 3345 has some). */
const MOST_TURNS = 2000

/**
 * Lets the speakers talk until nobody has anything to say. UPDATE messages travel as bytes and take their session's delay; what
 * arrives in one microsecond is taken in the order of sending. `igpMetric` is the same for all; all next hops are one away
 * without it. Throws when the network does not settle.
 */
export function runBgp(
  network: Network,
  acts: readonly Act[],
  igpMetric: (speaker: string) => IgpMetric = () => () => 1,
): readonly Moment[] {
  const states = new Map(network.speakers.map(({ id }) => [id, newSpeaker(id)]))
  const queue: Waiting[] = acts.flatMap((act) => startsOf(act)).map((start, order) => ({ ...start, order }))
  let order = queue.length
  const moments: Moment[] = []
  for (;;) {
    const first = takeFirst(queue)
    if (!first) return moments
    if (moments.length === MOST_TURNS) throw new Error(`BGP has not settled after ${MOST_TURNS} turns`)
    const event = first.kind === 'act' ? first.event : arrival(first.peer, first.bytes)
    const state = states.get(first.speaker)
    if (!state) throw new Error(`there is no BGP speaker ${first.speaker}`)
    if (event.kind === 'receive' && state.down.has(event.peer)) continue // lost with its session
    const {
      state: next,
      sent: updates,
      ...turn
    } = stepSpeaker(network, state, event, igpMetric(first.speaker))
    states.set(first.speaker, next)
    const neighbours = neighboursOf(network, first.speaker)
    const sent = updates.map(({ to, update }): SentUpdate => {
      const bytes = encodeUpdate(update)
      const delayUs = neighbours.find(({ speaker }) => speaker.id === to)?.delayUs ?? 0
      queue.push({
        atUs: first.atUs + delayUs,
        order: order++,
        speaker: to,
        kind: 'arrive',
        peer: first.speaker,
        bytes,
      })
      return { to, kind: update.kind, bytes }
    })
    moments.push({ atUs: first.atUs, speaker: first.speaker, event, turn, sent, states: new Map(states) })
  }
}

function startsOf(act: Act): readonly {
  readonly atUs: number
  readonly speaker: string
  readonly kind: 'act'
  readonly event: SpeakerEvent
}[] {
  const { atUs } = act
  if (act.do === 'cut')
    return act.between.map((speaker, at) => {
      const peer = act.between[1 - at]
      return { atUs, speaker, kind: 'act', event: { kind: 'session-down', peer } }
    })
  const event: SpeakerEvent =
    act.do === 'announce'
      ? { kind: 'originate', prefix: act.prefix, asPath: act.asPath }
      : { kind: 'stop', prefix: act.prefix }
  return [{ atUs, speaker: act.speaker, kind: 'act', event }]
}

function arrival(peer: string, bytes: Uint8Array): SpeakerEvent {
  const update = decodeUpdate(bytes)
  if (!update) throw new Error(`${peer} sent an UPDATE that cannot be read`)
  return { kind: 'receive', peer, update }
}

function takeFirst(queue: Waiting[]): Waiting | null {
  if (queue.length === 0) return null
  const first = queue.reduce((best, one) =>
    one.atUs < best.atUs || (one.atUs === best.atUs && one.order < best.order) ? one : best,
  )
  queue.splice(queue.indexOf(first), 1)
  return first
}
