import { formatIpv4, type Ipv4 } from '../addr/ipv4'
import { formatPrefix } from '../addr/prefix'
import { formatAsPath } from '../bgp/as-path'
import type { Decision } from '../bgp/decide'
import type { PacketPath } from '../bgp/follow-packet'
import type { Relation, Route } from '../bgp/route'
import type { Moment } from '../bgp/run'
import { preferenceText, refusalText, withheldText } from './bgp-reason'

/** One turn of a BGP speaker in a few sentences: what came, what was decided and why, who is told, and who is not. */
export function describeBgp(moment: Moment): string {
  return [cameText(moment), choiceText(moment), toldText(moment), keptText(moment)]
    .filter((text) => text !== '')
    .join(' ')
}

/** Where packets to an address go now. */
export function describePacketPath({ hops, end }: PacketPath, to: Ipv4): string {
  const way = hops.length > 1 ? `: ${hops.join(', ')}` : ''
  const opening = `Packets from ${hops[0]} to ${formatIpv4(to)}`
  if (end === 'no-route') return `${opening} find no route${way}.`
  if (end === 'loop') return `${opening} go in a circle${way}.`
  return `${opening} end in ${hops.at(-1)}${way}.`
}

function cameText({ speaker, event, turn }: Moment): string {
  switch (event.kind) {
    case 'originate': {
      const behind =
        event.asPath.length > 0 ? `, with ${formatAsPath(event.asPath)} behind its own number` : ''
      return `${speaker} announces ${formatPrefix(event.prefix)}${behind}.`
    }
    case 'stop':
      return `${speaker} announces ${formatPrefix(event.prefix)} no more.`
    case 'session-down':
      return `${speaker} loses its session with ${event.peer}, and with it every route that it heard there.`
    case 'receive': {
      const { update, peer } = event
      const sender = senderText(turn.heard?.route ?? null, peer)
      if (update.kind === 'withdraw')
        return `${speaker} hears from ${peer} that ${formatPrefix(update.prefix)} is gone there.`
      const path = formatAsPath(update.attributes.asPath)
      const opening = `${speaker} hears ${formatPrefix(update.prefix)} from ${sender}, ${path === '' ? 'with an empty AS path' : `AS path ${path}`}.`
      return turn.heard?.refused
        ? `${opening} It drops the route: ${refusalText(turn.heard.refused)}.`
        : opening
    }
  }
}

const TITLES: Readonly<Record<Relation, string>> = {
  customer: 'its customer ',
  peer: 'its peer ',
  provider: 'its provider ',
}

function senderText(route: Route | null, peer: string): string {
  const from = route?.from
  if (!from) return peer
  if (from.kind === 'ebgp') return `${from.relation ? TITLES[from.relation] : ''}${peer}`
  return from.client ? `its client ${peer}` : peer
}

function choiceText({ turn, event }: Moment): string {
  if (turn.heard?.refused && turn.decisions.every(({ before, after }) => isSame(before.best, after.best)))
    return ''
  return turn.decisions
    .map(({ prefix, before, after }) => {
      const name = turn.decisions.length > 1 || event.kind === 'session-down' ? ` for ${prefix}` : ''
      return changeText(before, after, name, turn.heard?.route ?? null)
    })
    .filter((text) => text !== '')
    .join(' ')
}

function changeText(before: Decision, after: Decision, name: string, heard: Route | null): string {
  const { best } = after
  if (!best) return before.best ? `It has no other route${name}.` : ''
  if (!before.best) return best.from ? `It knows no other route${name} and takes this one.` : ''
  if (isSame(before.best, best)) {
    const lost = after.lost.find(({ route }) => route === heard)
    return lost
      ? `It keeps the route${name} ${wayText(best)}: ${preferenceText(lost.because, best, lost.route)}.`
      : ''
  }
  const gone = after.lost.find(({ route }) => isSame(route, before.best))
  const reason = gone ? `: ${preferenceText(gone.because, best, gone.route)}` : ''
  if (!best.from) return ''
  if (best !== heard) return `It falls back on the route${name} ${wayText(best)}.`
  return gone
    ? `It takes this route from now on${reason}.`
    : 'It puts this route in the place of the one before.'
}

function wayText({ from }: Route): string {
  if (!from) return 'of its own'
  return from.relation ? `from its ${from.relation} ${from.peer}` : `from ${from.peer}`
}

function toldText({ sent }: Moment): string {
  const told = sent.filter(({ kind }) => kind === 'announce').map(({ to }) => to)
  const gone = sent.filter(({ kind }) => kind === 'withdraw').map(({ to }) => to)
  const first = told.length > 0 ? `It tells ${listText(told)}.` : ''
  const second = gone.length > 0 ? `It withdraws what it told ${listText(gone)}.` : ''
  return [first, second].filter((text) => text !== '').join(' ')
}

function keptText({ turn: { withheld } }: Moment): string {
  const reasons = [...new Set(withheld.map(({ because }) => because))].filter((because) => because !== 'back')
  return reasons
    .map((reason) => {
      const names = withheld.filter(({ because }) => because === reason).map(({ to }) => to)
      return `Not told: ${listText(names)} (${withheldText(reason)}).`
    })
    .join(' ')
}

function isSame(a: Route | null, b: Route | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** "R2", "R2 and R3", "R2, R3 and R4" */
export function listText(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
