/** The protocols of /etc/protocols that people name; iptables and nft print these. */
const NAMES: readonly (readonly [string, number])[] = [
  ['icmp', 1],
  ['igmp', 2],
  ['ipencap', 4],
  ['tcp', 6],
  ['udp', 17],
  ['dccp', 33],
  ['ipv6', 41],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['ipv6-icmp', 58],
  ['ospf', 89],
  ['ipip', 94],
  ['pim', 103],
  ['vrrp', 112],
  ['l2tp', 115],
  ['sctp', 132],
  ['udplite', 136],
]

/** A name (any case) or a number up to 255; `all` is 0. Null when it is neither. */
export function protocolNumber(text: string): number | null {
  const name = text.toLowerCase()
  if (/^\d+$/.test(name)) return Number(name) <= 255 ? Number(name) : null
  if (name === 'all') return 0
  if (name === 'icmpv6') return 58
  return NAMES.find(([known]) => known === name)?.[1] ?? null
}

/** The name, else the number as text. */
export function protocolName(number: number): string {
  if (number === 0) return 'all'
  return NAMES.find(([, known]) => known === number)?.[0] ?? String(number)
}
