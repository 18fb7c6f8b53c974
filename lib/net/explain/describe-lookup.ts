import { formatIpv4, type Ipv4 } from '../addr/ipv4'
import { formatPrefix } from '../addr/prefix'
import { addressText } from '../node/address'
import type { Route } from '../node/route'
import type { RouteLookup, RouteMatch } from '../node/route-match'

/** Which entry decides about `to`, why, and where the packet goes: two or three sentences. */
export function describeLookup(to: Ipv4, { decision, before, matches }: RouteLookup): string {
  const address = formatIpv4(to)
  if (before) {
    return decision.type === 'broadcast'
      ? `${address} is the broadcast address of a network on ${decision.dev}. The kernel knows its broadcast addresses before it reads this table.`
      : `${address} is this machine itself. The kernel knows its own addresses before it reads this table, and the packet never leaves.`
  }
  const candidates = matches.filter(({ verdict }) => verdict !== 'differs')
  const winner = candidates.find(({ verdict }) => verdict === 'wins')
  if (!winner)
    return `No entry matches ${address}, and there is no default route. Nothing is sent: the program gets “Network is unreachable”.`
  return `${countText(candidates.length, address)} ${whyText(winner, candidates)} ${whereTo(winner.route)}`
}

function countText(count: number, address: string): string {
  return count === 1 ? `One entry matches ${address}.` : `${count} entries match ${address}.`
}

function whyText(winner: RouteMatch, candidates: readonly RouteMatch[]): string {
  const name = entryName(winner.route)
  if (candidates.length === 1) return `It is ${name}, so it decides.`
  const rival = candidates.find(({ verdict }) => verdict === 'metric')
  if (rival) {
    const tied = candidates.filter(({ route }) => route.prefix.bits === winner.route.prefix.bits).length
    const which = tied === candidates.length ? 'They' : `${tied} of them`
    return `${which} are equally long (${bitsText(winner.route.prefix.bits)}), so the lower metric decides: ${winner.route.metric} before ${rival.route.metric}.`
  }
  return `The longest prefix decides: ${name}, with ${bitsText(winner.route.prefix.bits)}.`
}

/** Where a packet goes that takes this route. */
function whereTo({ type, via, dev }: Route): string {
  if (type === 'blackhole') return 'It says blackhole: the packet is thrown away and nobody is told.'
  if (type === 'unreachable') return 'It says unreachable: the sender is told “No route to host”.'
  if (type === 'prohibit') return 'It says prohibit: the sender is told that the packet is not allowed.'
  return via === null
    ? `The packet goes straight to its destination, on ${dev}.`
    : `The packet goes to the router ${addressText(via)}, on ${dev}.`
}

/** What one entry has to do with the destination, in a few words. */
export function describeMatch({ route, verdict, agreeing }: RouteMatch, winner: Route | null): string {
  const { bits } = route.prefix
  if (verdict === 'differs') return `differs at bit ${agreeing + 1}`
  const matched = bits === 0 ? 'matches everything' : `matches, ${bitsText(bits)}`
  if (verdict === 'wins') return `${matched}: wins`
  if (verdict === 'metric') return `${matched}, but metric ${route.metric} is above ${winner?.metric}`
  return bits === 0 ? `${matched}, with 0 bits` : `${matched}, and ${winner?.prefix.bits} are more`
}

/** `10.0.0.0/8`, or `default` with its metric where there may be several. */
export function entryName({ prefix, metric }: Route): string {
  const name = prefix.bits === 0 ? 'default' : formatPrefix(prefix)
  return metric === 0 ? name : `${name} with metric ${metric}`
}

function bitsText(bits: number): string {
  return bits === 1 ? '1 bit' : `${bits} bits`
}
