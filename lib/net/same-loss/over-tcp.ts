import { readU16, readU32 } from '../bytes/integers'
import { concatBytes } from '../bytes/writer'
import type { TcpSocket } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { acceptTcp, connectTcp, listenTcp, openTcp, readTcp, writeTcp } from '../node/socket-tcp'
import { call, type Simulation } from '../sim/simulation'
import { RECEIVER, SENDER } from '../transfer/network'
import { decodeHttp2, encodeHttp2, HTTP2_DATA, HTTP2_HEADER } from '../wire/http2'
import { goOn, quietPath, START_US, startLosing } from './path'
import { type LossRow, RowLog } from './row'
import { PIECE_BYTES, PIECES, type SameLossSettings, streamOf } from './settings'

const PORT = 443
const FRAME_BYTES = HTTP2_HEADER + PIECE_BYTES
const FIRST_BYTE = 1

/** The pieces as DATA frames of HTTP/2 on one TCP connection that is open already: three streams, one order of bytes. */
export function overTcp(settings: SameLossSettings): LossRow {
  const path = quietPath(settings)
  const { simulation } = path
  const ends = connect(simulation)
  startLosing(path, settings)
  const log = new RowLog(path, START_US, pieceInSegment)
  write(simulation, ends.listener)
  const received: Uint8Array[] = []
  do {
    log.note()
    if (ends.receiver.readable === 0) continue
    call(simulation, RECEIVER.name, (turn) => {
      received.push(readTcp(turn, ends.receiver, 1 << 20))
    })
    for (const piece of piecesIn(received)) log.deliver(piece)
    if (log.delivered.every((at) => at !== null)) break
  } while (goOn(simulation))
  log.note()
  return log.row('tcp')
}

function connect(simulation: Simulation): { readonly listener: TcpSocket; readonly receiver: TcpSocket } {
  let listener: TcpSocket | undefined
  let receiver: TcpSocket | undefined
  call(simulation, SENDER.name, (turn) => {
    listener = openTcp(turn.machine, 4)
    listener.initialSequence = FIRST_BYTE - 1
    listener.noDelay = true
    bindSocket(turn, listener, { address: SENDER.address, port: PORT })
    listenTcp(turn.machine, listener, 1)
  })
  call(simulation, RECEIVER.name, (turn) => {
    receiver = openTcp(turn.machine, 4)
    connectTcp(turn, receiver, { address: SENDER.address, port: PORT })
  })
  return { listener: listener!, receiver: receiver! }
}

/** One write for each frame, without Nagle's delay: so each frame is one segment, and a lost packet is one piece. */
function write(simulation: Simulation, listener: TcpSocket): void {
  call(simulation, SENDER.name, (turn) => {
    const socket = acceptTcp(turn.machine, listener)
    if (!socket) throw new Error('same-loss: the connection did not open')
    for (let piece = 0; piece < PIECES; piece++) writeTcp(turn, socket, frameOf(piece))
  })
}

/** Clients open odd streams; answers travel on them (RFC 9113 section 5.1.1). */
function frameOf(piece: number): Uint8Array {
  const payload = new Uint8Array(PIECE_BYTES).fill(piece)
  return encodeHttp2({
    type: HTTP2_DATA,
    flags: 0,
    reserved: false,
    streamId: 2 * streamOf(piece) + 1,
    payload,
  })
}

/** What the program makes of the bytes that it has read: whole frames, in the order of the stream. */
function piecesIn(received: readonly Uint8Array[]): readonly number[] {
  const bytes = concatBytes(...received)
  const pieces: number[] = []
  for (let at = 0; ; ) {
    const frame = decodeHttp2(bytes, at)
    if (!frame.ok) return pieces
    pieces.push(frame.header.payload[0] as number)
    at = frame.payloadEnd
  }
}

/** By its sequence number: each frame is one segment. */
function pieceInSegment(frame: Uint8Array): { piece: number; number: number } | null {
  const tcp = 14 + (frame[14] & 15) * 4
  const header = (frame[tcp + 12] >> 4) * 4
  if (14 + readU16(frame, 16) - tcp - header <= 0) return null
  const number = readU32(frame, tcp + 4)
  return { piece: Math.floor((number - FIRST_BYTE) / FRAME_BYTES), number }
}
