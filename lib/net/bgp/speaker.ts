import type { Prefix4 } from '../addr/prefix'
import { formatPrefix } from '../addr/prefix'
import { type Decision, decide, type IgpMetric } from './decide'
import { exportRoute, type Withheld } from './export-route'
import { type Heard, importRoute } from './import-route'
import { type Neighbour, type Network, neighboursOf, type Speaker, speakerNamed } from './network'
import { type Attributes, ownAttributes, type Route } from './route'
import type { Update } from './update'

/** Prefixes as text. What a speaker heard, originates, chose and told: the three RIBs of RFC 4271 section 3.2. */
export type SpeakerState = {
  readonly id: string
  readonly own: ReadonlyMap<string, Route>
  /** by neighbour, then by prefix */
  readonly adjRibIn: ReadonlyMap<string, ReadonlyMap<string, Heard>>
  readonly locRib: ReadonlyMap<string, Decision>
  readonly adjRibOut: ReadonlyMap<string, ReadonlyMap<string, Attributes>>
  /** neighbours whose session is down */
  readonly down: ReadonlySet<string>
}

/** What happens to a speaker. */
export type SpeakerEvent =
  | { readonly kind: 'originate'; readonly prefix: Prefix4; readonly asPath: Attributes['asPath'] }
  | { readonly kind: 'stop'; readonly prefix: Prefix4 }
  | { readonly kind: 'session-down'; readonly peer: string }
  | { readonly kind: 'receive'; readonly peer: string; readonly update: Update }

export type Turn = {
  readonly state: SpeakerState
  readonly sent: readonly { readonly to: string; readonly update: Update }[]
  /** neighbours that the new choice is kept from */
  readonly withheld: readonly { readonly to: string; readonly because: Withheld }[]
  /** what import made of the route that arrived */
  readonly heard: Heard | null
  /** decisions before and after, of the prefixes that were looked at */
  readonly decisions: readonly {
    readonly prefix: string
    readonly before: Decision
    readonly after: Decision
  }[]
}

const NOTHING: Decision = { best: null, because: null, lost: [] }

export function newSpeaker(id: string): SpeakerState {
  return {
    id,
    own: new Map(),
    adjRibIn: new Map(),
    locRib: new Map(),
    adjRibOut: new Map(),
    down: new Set(),
  }
}

/** One turn of a speaker: RFC 4271 section 9. An event about a session that is down changes nothing. */
export function stepSpeaker(
  network: Network,
  state: SpeakerState,
  event: SpeakerEvent,
  igpMetric: IgpMetric,
): Turn {
  const own = speakerNamed(network, state.id)
  const neighbours = neighboursOf(network, state.id)
  const { next, touched, heard } = take(network, own, neighbours, state, event)
  const reflects = neighbours.some(({ mine }) => mine.client)
  const sent: { to: string; update: Update }[] = []
  const withheld: { to: string; because: Withheld }[] = []
  const decisions: { prefix: string; before: Decision; after: Decision }[] = []
  const locRib = new Map(next.locRib)
  const adjRibOut = new Map(next.adjRibOut)
  for (const prefix of touched) {
    const key = formatPrefix(prefix)
    const before = state.locRib.get(key) ?? NOTHING
    const after = decide(candidates(next, key), igpMetric)
    decisions.push({ prefix: key, before, after })
    if (after.best) locRib.set(key, after)
    else locRib.delete(key)
    if (isSameRoute(before.best, after.best)) continue
    for (const to of neighbours) {
      const peer = to.speaker.id
      if (next.down.has(peer)) continue
      const told = new Map(adjRibOut.get(peer))
      const earlier = told.get(key)
      const out = after.best && exportRoute(own, reflects, after.best, to)
      if (out?.told) {
        told.set(key, out.attributes)
        sent.push({ to: peer, update: { kind: 'announce', prefix, attributes: out.attributes } })
      } else {
        if (out) withheld.push({ to: peer, because: out.because })
        if (!earlier) continue
        told.delete(key)
        sent.push({ to: peer, update: { kind: 'withdraw', prefix } })
      }
      adjRibOut.set(peer, told)
    }
  }
  return { state: { ...next, locRib, adjRibOut }, sent, withheld, heard, decisions }
}

type Taken = {
  readonly next: SpeakerState
  readonly touched: readonly Prefix4[]
  readonly heard: Heard | null
}

/** Puts the event into the tables, before anything is decided. */
function take(
  network: Network,
  own: Speaker,
  neighbours: readonly Neighbour[],
  state: SpeakerState,
  event: SpeakerEvent,
): Taken {
  switch (event.kind) {
    case 'originate': {
      const route = {
        prefix: event.prefix,
        attributes: ownAttributes(own.routerId, event.asPath),
        from: null,
      }
      const next = { ...state, own: new Map(state.own).set(formatPrefix(event.prefix), route) }
      return { next, touched: [event.prefix], heard: null }
    }
    case 'stop': {
      const left = new Map(state.own)
      left.delete(formatPrefix(event.prefix))
      return { next: { ...state, own: left }, touched: [event.prefix], heard: null }
    }
    case 'session-down': {
      const lost = [...(state.adjRibIn.get(event.peer)?.values() ?? [])].map(({ route }) => route.prefix)
      const adjRibIn = new Map(state.adjRibIn)
      const adjRibOut = new Map(state.adjRibOut)
      adjRibIn.delete(event.peer)
      adjRibOut.delete(event.peer)
      const down = new Set(state.down).add(event.peer)
      return { next: { ...state, adjRibIn, adjRibOut, down }, touched: lost, heard: null }
    }
    case 'receive': {
      const neighbour = neighbours.find(({ speaker }) => speaker.id === event.peer)
      if (!neighbour || state.down.has(event.peer)) return { next: state, touched: [], heard: null }
      const { update } = event
      const table = new Map(state.adjRibIn.get(event.peer))
      const heard =
        update.kind === 'announce'
          ? importRoute(own, neighbour, update.prefix, update.attributes, network.roas)
          : null
      if (heard) table.set(formatPrefix(update.prefix), heard)
      else table.delete(formatPrefix(update.prefix))
      const next = { ...state, adjRibIn: new Map(state.adjRibIn).set(event.peer, table) }
      return { next, touched: [update.prefix], heard }
    }
  }
}

function candidates(state: SpeakerState, prefix: string): readonly Route[] {
  const own = state.own.get(prefix)
  const heard = [...state.adjRibIn.values()].flatMap((table) => {
    const entry = table.get(prefix)
    return entry && !entry.refused ? [entry.route] : []
  })
  return own ? [own, ...heard] : heard
}

/** Routes are plain data, and attributes are replaced, never changed. */
function isSameRoute(a: Route | null, b: Route | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
