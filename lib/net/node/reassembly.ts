import { readU16 } from '../bytes/integers'
import { addressText, destinationOf, sourceOf } from './address'
import { sendIcmpError4 } from './icmp-error'
import {
  fragmentOffset,
  hasMoreFragments,
  headerLength,
  isDontFragment,
  markFragment,
  protocolOf,
} from './ipv4-header'
import { allocatePacket, makePacket, type Packet } from './packet'
import { sysctl } from './sysctl'
import { note, type Turn, wake } from './turn'

/** The fragments of one packet that have come so far (RFC 791 section 3.2, RFC 815; Linux net/ipv4/ip_fragment.c). */
export type Reassembly = {
  readonly fragments: { readonly offset: number; readonly end: number; readonly bytes: Uint8Array }[]
  /** payload length, known when the last fragment is here */
  total: number | null
  readonly deadline: number
  readonly in: string | null
  largest: number
  largestDontFragment: number
}

/**
 * Takes a fragment. Gives the whole packet when this was the missing one, else null. Overlapping fragments make Linux
 * throw the whole packet away (RFC 5722, since 2018 for IPv4 too).
 */
export function reassemble(turn: Turn, packet: Packet): Packet | null {
  const { machine, now } = turn
  const { bytes } = packet
  const key = `4|${sourceOf(bytes)}|${destinationOf(bytes)}|${protocolOf(bytes)}|${readU16(bytes, 4)}`
  let waiting = machine.reassembly.get(key)
  if (!waiting) {
    const deadline = now + sysctl(machine, 'net.ipv4.ipfrag_time') * 1_000_000
    waiting = { fragments: [], total: null, deadline, in: packet.in, largest: 0, largestDontFragment: 0 }
    machine.reassembly.set(key, waiting)
    wake(turn, deadline, { kind: 'reassembly', key })
  }
  const header = headerLength(bytes)
  const offset = fragmentOffset(bytes)
  const end = offset + bytes.length - header
  if (overlaps(waiting, offset, end)) {
    machine.reassembly.delete(key)
    note(turn, 'ipv4.fragments-overlap', 3, { source: addressText(sourceOf(bytes)) })
    return null
  }
  const at = waiting.fragments.findIndex((other) => other.offset > offset)
  waiting.fragments.splice(at < 0 ? waiting.fragments.length : at, 0, { offset, end, bytes })
  waiting.largest = Math.max(waiting.largest, bytes.length)
  if (isDontFragment(bytes)) waiting.largestDontFragment = Math.max(waiting.largestDontFragment, bytes.length)
  if (!hasMoreFragments(bytes)) waiting.total = end
  if (!isComplete(waiting)) return null
  machine.reassembly.delete(key)
  return join(turn, packet, waiting)
}

function overlaps({ fragments, total }: Reassembly, offset: number, end: number): boolean {
  if (total !== null && end > total) return true
  return fragments.some((other) => offset < other.end && other.offset < end)
}

function isComplete({ fragments, total }: Reassembly): boolean {
  let reached = 0
  for (const fragment of fragments) {
    if (fragment.offset !== reached) return false
    reached = fragment.end
  }
  return total !== null && reached === total
}

function join(
  turn: Turn,
  last: Packet,
  { fragments, total, largest, largestDontFragment }: Reassembly,
): Packet {
  const first = fragments[0].bytes
  const header = headerLength(first)
  const bytes = allocatePacket(header + total!)
  bytes.set(first.subarray(0, header))
  for (const { offset, bytes: part } of fragments)
    bytes.set(part.subarray(headerLength(part)), header + offset)
  const keepDontFragment = largestDontFragment === largest // IPSKB_FRAG_PMTU
  markFragment(bytes, 0, false, keepDontFragment)
  note(turn, 'ipv4.reassembled', 3, {
    source: addressText(sourceOf(bytes)),
    fragments: fragments.length,
    length: bytes.length,
  })
  const whole = makePacket(bytes, last.in, last.toHost)
  whole.pieces = fragments.map((fragment) => fragment.end - fragment.offset)
  whole.largestPiece = Math.max(largest, largestDontFragment)
  return whole
}

/** RFC 792: "fragment reassembly time exceeded", but only if the first fragment, which names the ports, is here. */
export function reassemblyTimer(turn: Turn, key: string): void {
  const waiting = turn.machine.reassembly.get(key)
  if (!waiting || waiting.deadline !== turn.now) return
  turn.machine.reassembly.delete(key)
  const first = waiting.fragments[0]
  note(turn, 'ipv4.reassembly-timeout', 3, { fragments: waiting.fragments.length })
  if (first?.offset === 0)
    sendIcmpError4(turn, makePacket(first.bytes, waiting.in, true), { type: 11, code: 1 })
}
