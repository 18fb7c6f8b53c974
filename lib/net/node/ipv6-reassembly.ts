import { formatIpv6, ipv6FromBytes } from '../addr/ipv6'
import { writeU16 } from '../bytes/integers'
import { IPV6_HEADER } from '../wire/ipv6'
import { fragmentHeaderAt, type UpperLayer } from '../wire/ipv6-extensions'
import { allocatePacket, makePacket, type Packet } from './packet'
import { sysctl } from './sysctl'
import { note, type Turn, wake } from './turn'

const FRAGMENT_HEADER = 8

/** RFC 8200 section 4.5, RFC 5722: the whole packet when this fragment was the missing one, else null. */
export function reassemble6(turn: Turn, packet: Packet, upper: UpperLayer): Packet | null {
  const { machine, now } = turn
  const { bytes } = packet
  const header = fragmentHeaderAt(bytes, IPV6_HEADER)
  const source = ipv6FromBytes(bytes, 8)
  const key = `6|${source}|${ipv6FromBytes(bytes, 24)}|${header.identification}`
  let waiting = machine.reassembly.get(key)
  if (!waiting) {
    const deadline = now + sysctl(machine, 'net.ipv6.ip6frag_time') * 1_000_000
    waiting = { fragments: [], total: null, deadline, in: packet.in, largest: 0, largestDontFragment: 0 }
    machine.reassembly.set(key, waiting)
    wake(turn, deadline, { kind: 'reassembly', key })
  }
  const offset = header.fragmentOffset
  const end = offset + bytes.length - IPV6_HEADER - FRAGMENT_HEADER
  if (waiting.fragments.some((other) => offset < other.end && other.offset < end)) {
    machine.reassembly.delete(key)
    note(turn, 'ipv6.fragments-overlap', 3, { source: formatIpv6(source) })
    return null
  }
  waiting.fragments.push({ offset, end, bytes })
  waiting.fragments.sort((a, b) => a.offset - b.offset)
  waiting.largest = Math.max(waiting.largest, bytes.length)
  if (!header.moreFragments) waiting.total = end
  let reached = 0
  for (const fragment of waiting.fragments) if (fragment.offset === reached) reached = fragment.end
  if (waiting.total === null || reached !== waiting.total) return null
  machine.reassembly.delete(key)
  const whole = allocatePacket(IPV6_HEADER + waiting.total)
  whole.set(waiting.fragments[0].bytes.subarray(0, IPV6_HEADER))
  whole[6] = upper.fragment!.nextHeader
  writeU16(whole, 4, waiting.total)
  for (const part of waiting.fragments)
    whole.set(part.bytes.subarray(IPV6_HEADER + FRAGMENT_HEADER), IPV6_HEADER + part.offset)
  note(turn, 'ipv6.reassembled', 3, {
    source: formatIpv6(source),
    fragments: waiting.fragments.length,
    length: whole.length,
  })
  const joined = makePacket(whole, packet.in, packet.toHost)
  joined.pieces = waiting.fragments.map((part) => part.end - part.offset)
  joined.largestPiece = waiting.largest
  return joined
}
