import { formatIpv4, type Ipv4 } from '../../net/addr/ipv4'
import { covers4, formatPrefix, type Prefix4, prefix4 } from '../../net/addr/prefix'
import { pick, type Random, shuffle, wholeNumber } from '../seeded-random'

export type MadeEntry = { readonly prefix: Prefix4; readonly gateway: number; readonly matches: boolean }

/** A destination and five entries of a routing table, of which one to four match it. The gateways are in 192.168.1.0/24. */
export type MadeRoutes = { readonly to: Ipv4; readonly entries: readonly MadeEntry[] }

export function makeRoutes(random: Random): MadeRoutes {
  const [second, third] = [
    wholeNumber(random, 1, 250),
    wholeNumber(random, 1, 7) * 32 + wholeNumber(random, 1, 30),
  ]
  const to = ((10 << 24) + (second << 16) + (third << 8) + wholeNumber(random, 1, 254)) as Ipv4
  const other = (address: number, bits: number) => prefix4((address ^ (1 << (32 - bits))) as Ipv4, bits)
  const lengths = [16, pick(random, [19, 20, 21]), 24]
  // from one length on the entries belong to the block beside the destination's
  const until = wholeNumber(random, 0, lengths.length)
  const prefixes = [
    prefix4(0 as Ipv4, 0),
    prefix4(to, 8),
    ...lengths.map((bits, index) => (index < until ? prefix4(to, bits) : other(to, bits))),
  ]
  const gateways = shuffle(
    random,
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
  const entries = prefixes.map((prefix, index) => ({
    prefix,
    gateway: gateways[index] as number,
    matches: covers4(prefix, to),
  }))
  return { to, entries: shuffle(random, entries) }
}

/** What the reader is told: the destination, and the table as `ip route` would list it, in an order of chance. */
export function givenOf({
  to,
  entries,
}: MadeRoutes): readonly { readonly name: string; readonly value: string }[] {
  return [
    { name: 'destination', value: formatIpv4(to) },
    ...entries.map(({ prefix, gateway }, index) => ({
      name: `entry ${index + 1}`,
      value: `${nameOf(prefix)} via 192.168.1.${gateway}`,
    })),
  ]
}

/** One line for each entry: whether it matches, and if not, where it differs. */
export function linesOf({ to, entries }: MadeRoutes): string[] {
  return entries.map(({ prefix, matches }) => {
    if (prefix.bits === 0) return '`default` compares no bit, so it matches.'
    const name = `\`${nameOf(prefix)}\``
    const own = formatPrefix(prefix4(to, prefix.bits))
    return matches
      ? `${name}: the first ${prefix.bits} bits agree, so it matches.`
      : `${name}: cut to ${prefix.bits} bits, the destination is in \`${own}\`. No match.`
  })
}

export function nameOf(prefix: Prefix4): string {
  return prefix.bits === 0 ? 'default' : formatPrefix(prefix)
}
