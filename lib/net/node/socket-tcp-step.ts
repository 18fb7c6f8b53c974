import type { Errno } from './errno'
import { addressPair, headerLengthOf, sendIp } from './ip'
import { confirmNeighbour } from './neighbour'
import { wakeOwner } from './process'
import { type Decision, lookupRoute } from './route'
import { endpointText, type TcpSocket } from './socket'
import { defaultDiscovery } from './socket-bind'
import { forgetTcp } from './socket-tcp'
import { nextDeadline, stepTcp } from './tcp/connection'
import { ACK, SYN, type TcpEvent, type TcpNotification, type TcpSegment, type TcpStep } from './tcp-port'
import { encodeSegment } from './tcp-wire'
import { note, type Turn, wake } from './turn'

const ECT0 = 2 // RFC 3168 section 5

/** Gives one event to the connection and carries out what comes back. Null when there is no connection any more. */
export function feed(turn: Turn, socket: TcpSocket, event: TcpEvent): TcpStep | null {
  if (!socket.tcb) return null
  const step = stepTcp(socket.tcb as never, event, turn.now, turn.random)
  applyStep(turn, socket, step)
  return step
}

/** Sends the segments, tells the program, sets the timer. */
export function applyStep(turn: Turn, socket: TcpSocket, step: TcpStep): void {
  socket.tcb = step.tcb
  const ends = endsText(socket)
  for (const because of step.because) turn.because.push({ ...because, data: { ...because.data, ...ends } })
  let lost = false
  for (const segment of step.segments) if (sendSegment(turn, socket, segment) !== null) lost = true
  if (step.confirmed) confirmPath(turn, socket)
  for (const notification of step.notifications) hear(turn, socket, notification)
  if (lost && socket.tcb) feed(turn, socket, { kind: 'not-sent' })
  arm(turn, socket)
}

function endsText(socket: TcpSocket): { local: string; remote: string } {
  const { local, remote } = socket
  return {
    local: endpointText(local),
    remote: remote ? endpointText(remote) : '*',
  }
}

/** tcp_transmit_skb down to ip_queue_xmit: DF as path MTU discovery asks; ECN-capable data is marked ECT(0) by the machine's own flag. */
function sendSegment(turn: Turn, socket: TcpSocket, segment: TcpSegment): Errno | null {
  const { local, remote } = socket
  if (!remote) return null
  const route = lookupRoute(turn.machine, remote.address, turn.now)
  const pair = addressPair(local.address, remote.address)
  const payload = encodeSegment(segment, local.port, remote.port, pair)
  const isSynAck = (segment.flags & (SYN | ACK)) === (SYN | ACK) // made afresh each time
  if (!isSynAck && isStillQueued(turn, route, payload)) {
    socket.heldBack = segment
    note(turn, 'tcp.still-queued', 4, endsText(socket))
    return null
  }
  socket.heldBack = null
  return sendIp(turn, {
    source: local.address,
    destination: remote.address,
    protocol: 6,
    payload,
    ttl: socket.ttl,
    discovery: defaultDiscovery(turn.machine),
    tos: segment.ecnCapable ? ECT0 : 0,
    route,
  })
}

/** skb_still_in_host_queue: the same segment is waiting for ARP, so it is not sent a second time. */
function isStillQueued(turn: Turn, route: Decision, segment: Uint8Array): boolean {
  const neighbour = turn.machine.interfaces.get(route.dev)?.neighbours.get(route.nextHop)
  if (neighbour?.state !== 'incomplete') return false
  return neighbour.queue.some(({ bytes }) => {
    const at = headerLengthOf(bytes)
    for (let index = 0; index < 8; index++) if (bytes[at + index] !== segment[index]) return false // ports and sequence number
    return true
  })
}

/** tcp_ld_RTO_revert (RFC 6069): "unreachable" came while a repetition was held back, so that goes out at once. */
export function sendHeldBack(turn: Turn, socket: TcpSocket) {
  const { heldBack } = socket
  if (heldBack) sendSegment(turn, socket, heldBack)
}

function confirmPath(turn: Turn, socket: TcpSocket): void {
  const route = lookupRoute(turn.machine, socket.remote!.address, turn.now)
  const iface = turn.machine.interfaces.get(route.dev)
  if (iface && !iface.loopback) confirmNeighbour(turn, iface, route.nextHop)
}

function hear(turn: Turn, socket: TcpSocket, notification: TcpNotification) {
  switch (notification.kind) {
    case 'connected':
      socket.connected = true
      return finishHandshake(turn, socket)
    case 'readable':
      socket.readable = notification.bytes
      return wakeOwner(turn, socket, 'readable')
    case 'writable':
      return writeRest(turn, socket)
    case 'end-of-file':
      socket.endOfFile = true
      return wakeOwner(turn, socket, 'end-of-file')
    case 'error':
      socket.error = notification.errno
      return wakeOwner(turn, socket, 'error')
    case 'closed':
      return end(turn, socket)
  }
}

/** A child of a listener moves from the SYN queue to the accept queue. */
function finishHandshake(turn: Turn, socket: TcpSocket) {
  const listener = socket.listener === null ? null : turn.machine.sockets.get(socket.listener)
  if (listener?.kind !== 'tcp' || !listener.listening) return wakeOwner(turn, socket, 'connected')
  const { half, accepted } = listener.listening
  const at = half.indexOf(socket.id)
  if (at >= 0) half.splice(at, 1)
  accepted.push(socket.id)
  wakeOwner(turn, listener, 'accept')
}

function writeRest(turn: Turn, socket: TcpSocket): void {
  while (socket.unsent.length > 0 && socket.tcb) {
    const bytes = socket.unsent[0]
    const accepted = feed(turn, socket, { kind: 'send', bytes })?.accepted ?? 0
    if (accepted < bytes.length) {
      socket.unsent[0] = bytes.subarray(accepted)
      return
    }
    socket.unsent.shift()
  }
}

/** The connection is over. The socket stays while a program holds it, to be asked for its error. */
function end(turn: Turn, socket: TcpSocket): void {
  socket.deadline = null
  const listener = socket.listener === null ? null : turn.machine.sockets.get(socket.listener)
  if (listener?.kind === 'tcp' && listener.listening) {
    const { half, accepted } = listener.listening
    for (const queue of [half, accepted])
      if (queue.includes(socket.id)) queue.splice(queue.indexOf(socket.id), 1)
  }
  note(turn, 'tcp.closed', 4, endsText(socket))
  if (socket.closed || socket.listener !== null || socket.owner === null) forgetTcp(turn.machine, socket)
  else wakeOwner(turn, socket, 'closed')
}

function arm(turn: Turn, socket: TcpSocket): void {
  if (!socket.tcb || !turn.machine.sockets.has(socket.id)) return
  const deadline = nextDeadline(socket.tcb as never)
  if (deadline === socket.deadline) return
  socket.deadline = deadline
  if (deadline !== null) wake(turn, Math.max(deadline, turn.now), { kind: 'tcp', socket: socket.id })
}

/** The machine was woken for this socket; an older wake-up than the present deadline means nothing. */
export function tcpTimer(turn: Turn, id: number): void {
  const socket = turn.machine.sockets.get(id)
  if (socket?.kind !== 'tcp' || !socket.tcb || socket.deadline === null || socket.deadline > turn.now) return
  socket.deadline = null
  feed(turn, socket, { kind: 'timer' })
}
