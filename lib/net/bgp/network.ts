import type { Ipv4 } from '../addr/ipv4'
import type { Relation, SessionKind } from './route'
import type { Roa } from './validate-origin'

/** A router that speaks BGP. Its BGP Identifier is also the address that its sessions run on. */
export type Speaker = {
  readonly id: string
  /** within a confederation: the member AS */
  readonly as: number
  /** the one AS number that a confederation shows outside (RFC 5065), null outside of one */
  readonly confederation: number | null
  readonly routerId: Ipv4
  /** of a reflector; null: its BGP Identifier (RFC 4456, section 7) */
  readonly clusterId: Ipv4 | null
  /** drops routes that ROAs make invalid */
  readonly validates: boolean
  /** sets and checks Only to Customer (RFC 9234) */
  readonly roles: boolean
}

/**
 * One speaker's side of a session. `policy` is for eBGP: what the neighbour is to this speaker, `any` for everything in and out,
 * `none` for no policy at all, with which nothing passes (RFC 8212).
 */
export type SessionEnd = {
  readonly speaker: string
  readonly policy: Relation | 'any' | 'none'
  /** the neighbour is this reflector's client */
  readonly client: boolean
  /** sends everything that it chose, whatever its policy says */
  readonly leaks: boolean
  /** how many times more than once this speaker puts its AS in front */
  readonly prepend: number
}

export type Session = {
  readonly ends: readonly [SessionEnd, SessionEnd]
  readonly delayUs: number
}

export type Network = {
  readonly speakers: readonly Speaker[]
  readonly sessions: readonly Session[]
  readonly roas: readonly Roa[]
}

/** A session as one of its ends sees it. */
export type Neighbour = {
  readonly speaker: Speaker
  readonly kind: SessionKind
  readonly mine: SessionEnd
  readonly delayUs: number
}

/** The AS number that the world outside knows the speaker by. */
export function publicAs({ as, confederation }: Speaker): number {
  return confederation ?? as
}

export function clusterIdOf({ clusterId, routerId }: Speaker): Ipv4 {
  return clusterId ?? routerId
}

/** Throws on a name that no speaker has: a mistake in a plan of ours. */
export function speakerNamed({ speakers }: Network, id: string): Speaker {
  const found = speakers.find((speaker) => speaker.id === id)
  if (!found) throw new Error(`there is no BGP speaker ${id}`)
  return found
}

/** In the order of the sessions. */
export function neighboursOf(network: Network, id: string): readonly Neighbour[] {
  const own = speakerNamed(network, id)
  return network.sessions.flatMap(({ ends: [a, b], delayUs }) => {
    if (a.speaker !== id && b.speaker !== id) return []
    const [mine, other] = a.speaker === id ? [a, b] : [b, a]
    const speaker = speakerNamed(network, other.speaker)
    return [{ speaker, kind: kindBetween(own, speaker), mine, delayUs }]
  })
}

export function kindBetween(a: Speaker, b: Speaker): SessionKind {
  if (a.as === b.as && a.confederation === b.confederation) return 'ibgp'
  return a.confederation !== null && a.confederation === b.confederation ? 'confed' : 'ebgp'
}
