import { asciiBytes } from '../../bytes/ascii'
import { sendUdp } from '../socket-udp'
import type { Turn } from '../turn'
import { endpointText } from './listener'

/** Answers every datagram with this machine's name and the sender that it saw. */
export type UdpResponderProcess = {
  readonly kind: 'udp-responder'
  readonly id: number
  readonly socket: number
}

export function runUdpResponder(turn: Turn, process: UdpResponderProcess): void {
  const socket = turn.machine.sockets.get(process.socket)
  if (socket?.kind !== 'udp') return
  for (let datagram = socket.received.shift(); datagram; datagram = socket.received.shift()) {
    sendUdp(turn, socket, asciiBytes(`${turn.machine.name} ${endpointText(datagram.from)}`), datagram.from)
  }
}
