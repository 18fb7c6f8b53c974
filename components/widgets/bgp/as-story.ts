import { formatIpv4 } from '@/lib/net/addr/ipv4'
import { formatAsPath } from '@/lib/net/bgp/as-path'
import { DEFAULT_LOCAL_PREF, type Decision } from '@/lib/net/bgp/decide'
import { followPacket } from '@/lib/net/bgp/follow-packet'
import type { Route } from '@/lib/net/bgp/route'
import { type Moment, runBgp } from '@/lib/net/bgp/run'
import { type AsSituation, asNames, networkOf, type Safeguards } from '@/lib/net/bgp/situations'
import type { SpeakerState } from '@/lib/net/bgp/speaker'
import { preferenceText, refusalText } from '@/lib/net/explain/bgp-reason'
import { describeBgp, describePacketPath } from '@/lib/net/explain/describe-bgp'

/** One step of the figure: a speaker's turn, or how things stand before it begins and after it ends. */
export type AsFrame = {
  readonly sentence: string
  /** the AS that acts; null at rest */
  readonly speaker: string | null
  readonly sent: readonly { readonly to: string; readonly kind: 'announce' | 'withdraw' }[]
  /** ASes that the packets pass, in their order */
  readonly hops: readonly string[]
  readonly cuts: readonly (readonly [string, string])[]
  readonly states: ReadonlyMap<string, SpeakerState>
}

/** Plays a situation on the engine. */
export function tellAsStory(situation: AsSituation, safeguards: Safeguards): readonly AsFrame[] {
  const network = networkOf(situation, safeguards)
  const moments = runBgp(network, situation.acts)
  const shown = moments.filter(({ atUs }) => atUs >= situation.startUs)
  const before = moments.filter(({ atUs }) => atUs < situation.startUs).at(-1)
  const { from, to } = situation.packet
  const cutsAt = ({ states }: Moment) =>
    [...states.values()].flatMap(({ id, down }) => [...down].map((peer) => [id, peer] as const))
  const at = (moment: Moment, words: (packets: string) => string, acts: boolean): AsFrame => {
    const path = followPacket(moment.states, from, to)
    return {
      sentence: words(describePacketPath(path, to)),
      speaker: acts ? moment.speaker : null,
      sent: acts ? moment.sent.map(({ to: neighbour, kind }) => ({ to: neighbour, kind })) : [],
      hops: path.hops,
      cuts: cutsAt(moment),
      states: moment.states,
    }
  }
  const last = shown.at(-1)
  return [
    ...(before ? [at(before, (packets) => `Before: ${packets}`, false)] : []),
    ...shown.map((moment) => at(moment, () => describeBgp(moment), true)),
    ...(last ? [at(last, (packets) => `All is quiet. ${packets}`, false)] : []),
  ]
}

export const CHOSEN_COLUMNS = ['AS', 'Prefix', 'AS path', 'Heard from', 'Why this one'] as const
export const HEARD_COLUMNS = ['Prefix', 'Heard from', 'AS path', 'Local preference', 'Outcome'] as const

/** What every AS has chosen: a row for each AS and prefix, and one for an AS that has nothing. */
export function chosenRows({ states }: AsFrame): readonly (readonly string[])[] {
  return asNames.flatMap((name) => {
    const chosen = [...(states.get(name)?.locRib ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
    if (chosen.length === 0) return [[name, 'none', '', '', '']]
    return chosen.map(([prefix, decision]) => [
      name,
      prefix,
      decision.best ? pathText(decision.best) : '',
      decision.best ? senderText(decision.best) : '',
      whyText(decision),
    ])
  })
}

/** Everything that one AS has heard or originates, with what became of it. */
export function heardRows({ states }: AsFrame, name: string): readonly (readonly string[])[] {
  const state = states.get(name)
  if (!state) return []
  const own = [...state.own.values()].map((route) => ({ route, outcome: outcomeText(state, route) }))
  const heard = [...state.adjRibIn.values()].flatMap((table) =>
    [...table.values()].map(({ route, refused }) => ({
      route,
      outcome: refused ? `dropped: ${refusalText(refused)}` : outcomeText(state, route),
    })),
  )
  return [...own, ...heard].map(({ route, outcome }) => [
    prefixText(route),
    senderText(route),
    pathText(route),
    route.from ? String(route.attributes.localPref ?? DEFAULT_LOCAL_PREF) : '',
    outcome,
  ])
}

function outcomeText(state: SpeakerState, route: Route): string {
  const decision = state.locRib.get(prefixText(route))
  if (!decision?.best) return 'not chosen'
  const lost = decision.lost.find((one) => one.route === route)
  return lost ? `not chosen; the other: ${preferenceText(lost.because, decision.best, route)}` : 'chosen'
}

function whyText({ best, because, lost }: Decision): string {
  if (best && !best.from) return 'its own'
  const last = lost.at(-1)
  return best && because && last ? preferenceText(because, best, last.route) : 'the only one'
}

function prefixText({ prefix }: Route): string {
  return `${formatIpv4(prefix.network)}/${prefix.bits}`
}

function pathText({ attributes }: Route): string {
  return formatAsPath(attributes.asPath)
}

function senderText({ from }: Route): string {
  if (!from) return 'itself'
  return from.relation ? `${from.relation} ${from.peer}` : from.peer
}
