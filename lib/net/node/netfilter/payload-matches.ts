import { readU16 } from '../../bytes/integers'
import { type PacketView, tcpFlags } from './packet-view'
import type { Match } from './rule'
import { ICMP, ICMPV6, TCP } from './tuple'

// Conditions that read beyond addresses and ports: xt_tcpudp.c (--tcp-option), xt_tcpmss.c, xt_string.c.

type PayloadMatch = Extract<Match, { kind: 'tcp-option' | 'tcp-mss' | 'text' }>

export function matchesPayload(match: PayloadMatch, view: PacketView): boolean {
  if (match.kind === 'text') return containsText(match, view) !== match.negated
  if (tcpFlags(view) < 0) return false
  const at = findTcpOption(view, match.kind === 'tcp-option' ? match.option : MSS)
  if (match.kind === 'tcp-option') return at >= 0 !== match.negated
  if (at < 0 || view.bytes[at + 1] !== 4) return match.negated
  const mss = readU16(view.bytes, at + 2)
  return match.among.some(({ from, to }) => mss >= from && mss <= to) !== match.negated
}

const MSS = 2

/** Where the option begins; -1 when the header has none of that kind. */
export function findTcpOption({ bytes, transport, transportLength }: PacketView, kind: number): number {
  const end = transport + Math.min(transportLength, (bytes[transport + 12] >>> 4) * 4)
  for (let at = transport + 20; at < end; ) {
    if (bytes[at] === kind) return at
    if (bytes[at] === 0) return -1
    at += bytes[at] === 1 ? 1 : Math.max(2, bytes[at + 1])
  }
  return -1
}

function containsText(
  { bytes, from, to, ignoreCase }: Extract<Match, { kind: 'text' }>,
  view: PacketView,
): boolean {
  const fold = (byte: number) => (ignoreCase && byte >= 65 && byte <= 90 ? byte + 32 : byte)
  const last = Math.min(to, view.length - bytes.length)
  for (let at = from; at <= last; at++) {
    let same = 0
    while (same < bytes.length && fold(view.bytes[at + same]) === fold(bytes[same])) same++
    if (same === bytes.length) return true
  }
  return false
}

export function trafficClass({ bytes, family }: PacketView): number {
  return family === 4 ? bytes[1] : ((bytes[0] & 15) << 4) | (bytes[1] >>> 4)
}

const RST = 4

/** Whether a program's socket made this packet: not the kernel's own RSTs, ICMP errors and echo replies. */
export function isFromProgram(view: PacketView): boolean {
  const { protocol, bytes, transport } = view
  if (protocol === TCP) return (tcpFlags(view) & RST) === 0
  if (protocol === ICMP) return bytes[transport] === 8
  return protocol !== ICMPV6 || bytes[transport] === 128
}
