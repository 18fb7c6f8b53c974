import { addressText, destinationOf, sourceOf } from './address'
import { family6 } from './family6'
import { sendIcmpError4 } from './icmp-error'
import { addressPair, headerLengthOf, sendIp } from './ip'
import type { Hook, RejectWith } from './netfilter-port'
import { answerTrack, type Packet } from './packet'
import { lookupRoute } from './route'
import { resetFor } from './tcp/connection'
import { decodeSegment, encodeSegment } from './tcp-wire'
import { note, type Turn } from './turn'

const messages4: Readonly<Record<string, number>> = {
  'icmp-net-unreachable': 0,
  'icmp-host-unreachable': 1,
  'icmp-proto-unreachable': 2,
  'icmp-port-unreachable': 3,
  'icmp-net-prohibited': 9,
  'icmp-host-prohibited': 10,
  'icmp-admin-prohibited': 13,
}

const messages6: Readonly<Record<string, number>> = {
  'icmp6-no-route': 0,
  'icmp6-adm-prohibited': 1,
  'icmp6-addr-unreachable': 3,
  'icmp6-port-unreachable': 4,
}

/** The answer of a REJECT rule: an ICMP error, or a RST as if the far end had refused (nf_reject_ipv4.c). */
export function reject(turn: Turn, packet: Packet, hook: Hook, how: RejectWith) {
  if (how === 'tcp-reset') return reset(turn, packet)
  note(turn, 'netfilter.rejected', 3, { hook, with: how })
  if (how in messages4) sendIcmpError4(turn, packet, { type: 3, code: messages4[how] })
  else family6().sendIcmpError(turn, packet, { type: 1, code: messages6[how] })
}

function reset(turn: Turn, packet: Packet): void {
  const received = decodeSegment(packet.bytes, headerLengthOf(packet.bytes), false)
  const answer = received && resetFor(received.segment)
  if (!received || !answer) return
  const from = destinationOf(packet.bytes)
  const to = sourceOf(packet.bytes)
  note(turn, 'netfilter.reset', 4, { from: addressText(from), to: addressText(to) })
  const payload = encodeSegment(answer, received.destinationPort, received.sourcePort, addressPair(from, to))
  const route = lookupRoute(turn.machine, to, turn.now)
  const track = answerTrack(packet.track)
  sendIp(turn, {
    source: from,
    destination: to,
    protocol: 6,
    payload,
    ttl: null,
    discovery: 'want',
    route,
    track,
  })
}
