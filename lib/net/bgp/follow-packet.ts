import type { Ipv4 } from '../addr/ipv4'
import { covers4 } from '../addr/prefix'
import type { Route } from './route'
import type { SpeakerState } from './speaker'

/** Where packets to an address go, hop by hop, each hop by the longest prefix that its speaker has chosen a route for. */
export type PacketPath = {
  readonly hops: readonly string[]
  readonly end: 'arrived' | 'no-route' | 'loop'
}

/** From speaker to speaker along the sessions; meant for one speaker an AS. */
export function followPacket(states: ReadonlyMap<string, SpeakerState>, from: string, to: Ipv4): PacketPath {
  const hops: string[] = []
  for (let at: string | null = from; at !== null; ) {
    if (hops.includes(at)) return { hops: [...hops, at], end: 'loop' }
    hops.push(at)
    const best = longestMatch(states.get(at), to)
    if (!best) return { hops, end: 'no-route' }
    if (!best.from) return { hops, end: 'arrived' }
    at = best.from.peer
  }
  return { hops, end: 'no-route' }
}

function longestMatch(state: SpeakerState | undefined, to: Ipv4): Route | null {
  const matching = [...(state?.locRib.values() ?? [])].flatMap(({ best }) =>
    best && covers4(best.prefix, to) ? [best] : [],
  )
  return matching.sort((a, b) => b.prefix.bits - a.prefix.bits)[0] ?? null
}
