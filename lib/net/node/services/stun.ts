import { decodeStun, encodeStun } from '../../wire/stun'
import { sendUdp } from '../socket-udp'
import type { Turn } from '../turn'

/** A STUN server over UDP (RFC 8489 section 6.3.1): tells everybody the address and port that it sees. */
export type StunProcess = { readonly kind: 'stun'; readonly id: number; readonly socket: number }

export function runStun(turn: Turn, process: StunProcess): void {
  const socket = turn.machine.sockets.get(process.socket)
  if (socket?.kind !== 'udp') return
  for (let datagram = socket.received.shift(); datagram; datagram = socket.received.shift()) {
    const message = decodeStun(datagram.bytes)
    const { address, port } = datagram.from
    if (message?.kind !== 'request' || typeof address !== 'number') continue
    const mapped = { address, port }
    sendUdp(turn, socket, encodeStun({ ...message, kind: 'response', mapped }), datagram.from)
  }
}
