import type { UdpSocket } from '../node/socket'
import { sendUdp } from '../node/socket-udp'
import {
  type Endpoint,
  type EndpointStep,
  endpointDeadline,
  makeEndpoint,
  receiveDatagram,
  runTimers,
  sendFrames,
} from '../quic/endpoint'
import type { QuicFrame } from '../quic/frame'
import { decodeShortPacket } from '../quic/packet'
import { call, runOne } from '../sim/simulation'
import { type Path, RECEIVER, SENDER } from '../transfer/network'
import { UDP_PAYLOAD, UDP_PORT, udpSockets } from './over-udp'
import { MOST_US, quietPath, START_US, startLosing } from './path'
import { type LossRow, RowLog } from './row'
import { PIECE_BYTES, PIECES, type SameLossSettings, STREAMS, streamOf } from './settings'

/** What the path takes in one datagram: 1500 less the headers of IPv4 and UDP. */
const MAX_DATAGRAM = 1472

/** The pieces as STREAM frames of three streams of one QUIC connection that is open already. */
export function overQuic(settings: SameLossSettings): LossRow {
  const path = quietPath(settings)
  const world = new QuicWorld(path)
  // two packets are acknowledged at once: that measures the round trip, as a handshake would have
  world.send([{ type: 'ping' }])
  world.send([{ type: 'ping' }])
  world.runUntil(START_US)
  startLosing(path, settings)
  const log = new RowLog(path, START_US, pieceInPacket)
  world.log = log
  world.send(Array.from({ length: PIECES }, (_, piece) => frameOf(piece)))
  world.runUntil(MOST_US)
  return log.row('quic')
}

class QuicWorld {
  log: RowLog | null = null
  private readonly sender = makeEndpoint(1, MAX_DATAGRAM)
  private readonly receiver = makeEndpoint(2, MAX_DATAGRAM)
  private readonly sockets: readonly [UdpSocket, UdpSocket]
  private readonly read: number[] = STREAMS.map(() => 0)

  constructor(private readonly path: Path) {
    this.sockets = udpSockets(path)
  }

  send(frames: readonly QuicFrame[]): void {
    this.carryOut(this.sender, sendFrames(this.sender, frames, this.now))
  }

  /** Events of the network and timers of both ends, in the order of their times. */
  runUntil(untilUs: number): void {
    const { simulation } = this.path
    for (;;) {
      this.log?.note()
      const ends = [this.sender, this.receiver].map((end) => ({ end, at: endpointDeadline(end) }))
      const next = ends.filter(({ at }) => at !== null).sort((a, b) => a.at! - b.at!)[0]
      const networkUs = simulation.queue[0]?.at ?? Number.POSITIVE_INFINITY
      if (next && next.at! <= networkUs && next.at! <= untilUs) {
        simulation.now = Math.max(simulation.now, next.at!)
        this.carryOut(next.end, runTimers(next.end, this.now))
      } else if (!runOne(simulation, untilUs)) return
      this.takeDatagrams()
    }
  }

  private get now(): number {
    return this.path.simulation.now
  }

  private takeDatagrams(): void {
    for (const [index, end] of [this.sender, this.receiver].entries())
      for (const { bytes } of this.sockets[index].received.splice(0))
        this.carryOut(end, receiveDatagram(end, bytes, this.now))
  }

  private carryOut(end: Endpoint, { datagrams, readable, because }: EndpointStep): void {
    const isSender = end === this.sender
    const to = { address: (isSender ? RECEIVER : SENDER).address, port: UDP_PORT }
    const socket = this.sockets[isSender ? 0 : 1]
    call(this.path.simulation, isSender ? SENDER.name : RECEIVER.name, (turn) => {
      for (const { bytes } of datagrams) sendUdp(turn, socket, bytes, to)
    })
    for (const { streamId, bytes } of readable) this.deliver(streamId / 4, bytes.length)
    for (const each of because)
      this.log?.notice(
        each.key === 'probe' ? 'probe' : each.by === 'packets' ? 'three-reports' : 'time',
        this.now,
      )
  }

  /** The program counts the bytes of each stream: a piece is there when all of its bytes are. */
  private deliver(stream: number, bytes: number): void {
    const before = Math.floor(this.read[stream] / PIECE_BYTES)
    this.read[stream] += bytes
    const after = Math.floor(this.read[stream] / PIECE_BYTES)
    for (let index = before; index < after; index++) this.log?.deliver(index * STREAMS.length + stream)
  }
}

/** Streams that a client opens for both directions are 0, 4, 8 (RFC 9000 section 2.1). */
function frameOf(piece: number): QuicFrame {
  const index = Math.floor(piece / STREAMS.length)
  return {
    type: 'stream',
    streamId: 4 * streamOf(piece),
    offset: index * PIECE_BYTES,
    data: new Uint8Array(PIECE_BYTES).fill(piece),
    fin: piece >= PIECES - STREAMS.length,
  }
}

function pieceInPacket(frame: Uint8Array): { piece: number; number: number } | null {
  const packet = decodeShortPacket(frame.subarray(UDP_PAYLOAD))
  const stream = packet?.frames.find(({ type }) => type === 'stream')
  if (!packet || stream?.type !== 'stream') return null
  return {
    piece: (stream.offset / PIECE_BYTES) * STREAMS.length + stream.streamId / 4,
    number: packet.number,
  }
}
