import type { Seen } from './bench'
import type { IpSighting } from './observe'
import type { OutcomeValue } from './outcome'

/** What the probing host itself could see of the reason: ARP (or neighbour solicitations) without answer, ICMP errors about its packets. */
export function evidence(
  seen: readonly Seen[],
  isMine: (quoted: IpSighting) => boolean,
): Record<string, OutcomeValue> {
  const found: Record<string, OutcomeValue> = {}
  const unanswered = unansweredRequests(seen)
  if (Object.keys(unanswered).length > 0) found.arp_unanswered = unanswered
  const errors: string[] = []
  for (const { direction, sighting } of seen) {
    if (
      direction !== 'in' ||
      sighting.kind !== 'ip' ||
      !sighting.icmp ||
      !sighting.quoted ||
      !isMine(sighting.quoted)
    )
      continue
    const mtu = sighting.icmp.mtu === null ? '' : ` mtu ${sighting.icmp.mtu}`
    const line = `${sighting.icmp.name} from ${sighting.source}${mtu}`
    if (!errors.includes(line)) errors.push(line)
  }
  if (errors.length > 0) found.icmp = errors
  return found
}

function unansweredRequests(seen: readonly Seen[]): Record<string, number> {
  const asked = new Map<string, number>()
  const answered = new Set<string>()
  for (const { direction, sighting } of seen) {
    if (sighting.kind !== 'arp') continue
    if (direction === 'out' && sighting.asks)
      asked.set(sighting.target, (asked.get(sighting.target) ?? 0) + 1)
    if (direction === 'in' && !sighting.asks) answered.add(sighting.sender)
  }
  return Object.fromEntries(
    [...asked].filter(([target]) => !answered.has(target)).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
