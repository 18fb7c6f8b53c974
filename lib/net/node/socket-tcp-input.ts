import { addressText, destinationOf, familyOf, sourceOf } from './address'
import { addressPair, headerLengthOf, sendIp } from './ip'
import type { Packet } from './packet'
import { isLocal, lookupRoute } from './route'
import { type Endpoint, endpointText, type TcpSocket } from './socket'
import { move } from './socket-bind'
import { findSocket } from './socket-lookup'
import { forgetTcp, openTcp } from './socket-tcp'
import { applyStep, feed } from './socket-tcp-step'
import { sysctl } from './sysctl'
import { openPassive, resetFor } from './tcp/connection'
import { ACK, RST, SYN, type TcpSegment } from './tcp-port'
import { openOptions, segmentSizes } from './tcp-settings'
import { decodeSegment, encodeSegment } from './tcp-wire'
import { note, type Turn } from './turn'

/** tcp_v4_rcv: the connection of these four values, else a listener, else a RST. */
export function receiveTcp(turn: Turn, packet: Packet) {
  const source = sourceOf(packet.bytes)
  const destination = destinationOf(packet.bytes)
  const received = decodeSegment(packet.bytes, headerLengthOf(packet.bytes), isCongested(packet.bytes))
  if (!received) return note(turn, 'tcp.malformed', 4, { source: addressText(source) })
  if (!packet.toHost) return
  const { segment } = received
  const local = { address: destination, port: received.destinationPort }
  const remote = { address: source, port: received.sourcePort }
  const socket = findSocket(turn.machine, 'tcp', local, remote)
  // RFC 9293 3.9.2.3: what was sent to a broadcast address opens nothing and is not answered
  if ((socket?.kind !== 'tcp' || socket.listening) && !isLocal(turn.machine, destination)) return
  if (socket?.kind !== 'tcp') return refuse(turn, local, remote, segment)
  if (socket.listening) return knock(turn, socket, local, remote, segment)
  if (isNewConnection(socket, segment)) {
    forgetTcp(turn.machine, socket) // RFC 9293 3.6.1: TIME-WAIT gives way to a SYN with a later sequence number
    return receiveTcp(turn, packet)
  }
  if (isHeldUp(turn, socket, segment)) return
  feed(turn, socket, { kind: 'segment', segment })
}

function isCongested(bytes: Uint8Array): boolean {
  const tos = bytes[0] >>> 4 === 4 ? bytes[1] : ((bytes[0] << 4) | (bytes[1] >>> 4)) & 0xff
  return (tos & 3) === 3
}

function isNewConnection(socket: TcpSocket, segment: TcpSegment): boolean {
  if (socket.tcb?.state !== 'time-wait' || (segment.flags & (SYN | ACK | RST)) !== SYN) return false
  const { rcvNxt } = socket.tcb as unknown as { readonly rcvNxt: number }
  return ((segment.sequence - rcvNxt) | 0) > 0
}

/** A segment for a listener: only a SYN opens; an ACK is for nobody; a RST means nothing. */
function knock(turn: Turn, listener: TcpSocket, local: Endpoint, remote: Endpoint, segment: TcpSegment) {
  if (segment.flags & RST) return
  if (segment.flags & ACK) return refuse(turn, local, remote, segment)
  if (!(segment.flags & SYN)) return
  const { machine, now, random } = turn
  const { accepted, backlog, half } = listener.listening!
  const data = {
    local: endpointText(local),
    remote: endpointText(remote),
  }
  if (accepted.length > backlog) return note(turn, 'tcp.accept-queue-full', 4, data)
  if (half.length > Math.max(backlog, 8) && !sysctl(machine, 'net.ipv4.tcp_syncookies'))
    return note(turn, 'tcp.syn-queue-full', 4, data)
  const child = openTcp(machine, listener.family)
  child.listener = listener.id
  child.ttl = listener.ttl
  child.reuseAddress = listener.reuseAddress
  child.v6Only = listener.v6Only
  move(machine, child, local, remote)
  half.push(child.id)
  const sizes = segmentSizes(lookupRoute(machine, remote.address, now), familyOf(local.address))
  applyStep(turn, child, openPassive({ ...sizes, ...openOptions(machine, listener) }, segment, now, random))
}

/** The last ACK of a handshake counts only if the accept queue has room; else it is as if it had been lost (tcp_abort_on_overflow 0). */
function isHeldUp(turn: Turn, socket: TcpSocket, segment: TcpSegment): boolean {
  if (socket.listener === null || socket.tcb?.state !== 'syn-received' || !(segment.flags & ACK)) return false
  const listener = turn.machine.sockets.get(socket.listener)
  if (listener?.kind !== 'tcp' || !listener.listening) return false
  const { accepted, backlog } = listener.listening
  if (accepted.length <= backlog) return false
  note(turn, 'tcp.accept-queue-full', 4, {
    local: endpointText(socket.local),
    remote: endpointText(socket.remote!),
  })
  if (sysctl(turn.machine, 'net.ipv4.tcp_abort_on_overflow')) feed(turn, socket, { kind: 'abort' })
  return true
}

/** Nobody is there: RST (RFC 9293 3.10.7.1), itself never answered. */
function refuse(turn: Turn, local: Endpoint, remote: Endpoint, segment: TcpSegment): void {
  const answer = resetFor(segment)
  const data = {
    local: endpointText(local),
    remote: endpointText(remote),
  }
  if (!answer) return
  const unasked = (segment.flags & (SYN | ACK)) === (SYN | ACK)
  if (unasked) note(turn, 'tcp.unasked-answer', 4, { ...data, peer: addressText(remote.address) })
  else note(turn, 'tcp.no-socket', 4, data)
  const route = lookupRoute(turn.machine, remote.address, turn.now)
  const payload = encodeSegment(answer, local.port, remote.port, addressPair(local.address, remote.address))
  sendIp(turn, {
    source: local.address,
    destination: remote.address,
    protocol: 6,
    payload,
    ttl: null,
    discovery: 'want',
    route,
  })
}
