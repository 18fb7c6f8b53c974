import type { UdpSocket } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { openUdp, sendUdp } from '../node/socket-udp'
import { call } from '../sim/simulation'
import { type Path, RECEIVER, SENDER } from '../transfer/network'
import { goOn, quietPath, START_US, startLosing } from './path'
import { type LossRow, RowLog } from './row'
import { PIECE_BYTES, PIECES, type SameLossSettings } from './settings'

export const UDP_PORT = 4433
export const UDP_PAYLOAD = 14 + 20 + 8

/** The pieces as datagrams, one each. The program writes the number of the piece into the first byte; nobody counts or repeats. */
export function overUdp(settings: SameLossSettings): LossRow {
  const path = quietPath(settings)
  const { simulation } = path
  const [sender, receiver] = udpSockets(path)
  startLosing(path, settings)
  const log = new RowLog(path, START_US, (frame) => ({
    piece: frame[UDP_PAYLOAD],
    number: frame[UDP_PAYLOAD],
  }))
  call(simulation, SENDER.name, (turn) => {
    for (let piece = 0; piece < PIECES; piece++) {
      const bytes = new Uint8Array(PIECE_BYTES).fill(piece)
      sendUdp(turn, sender, bytes, { address: RECEIVER.address, port: UDP_PORT })
    }
  })
  do {
    log.note()
    for (const { bytes } of receiver.received.splice(0)) log.deliver(bytes[0] as number)
  } while (goOn(simulation))
  log.note()
  return log.row('udp')
}

/** A bound socket at each end. */
export function udpSockets({ simulation }: Path): readonly [sender: UdpSocket, receiver: UdpSocket] {
  const open = ({ name, address }: typeof SENDER | typeof RECEIVER) => {
    let socket: UdpSocket | undefined
    call(simulation, name, (turn) => {
      socket = openUdp(turn.machine, 4)
      bindSocket(turn, socket, { address, port: UDP_PORT })
    })
    return socket!
  }
  return [open(SENDER), open(RECEIVER)]
}
