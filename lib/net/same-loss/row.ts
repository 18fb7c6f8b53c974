import type { Because } from '../node/because'
import { type Path, RECEIVER, ROUTER, SENDER } from '../transfer/network'
import { PIECES, type Transport } from './settings'

/** A packet with data as it left: which piece it carries, when it left and arrived (null: never), and whether it was a repetition. Times in µs. */
export type RowPacket = {
  readonly piece: number
  readonly sentUs: number
  arrivedUs: number | null
  readonly again: boolean
  /** TCP: relative sequence number; QUIC: packet number; UDP: the count */
  readonly number: number
}

/** How the sender noticed a loss. */
export type RowNotice = {
  readonly atUs: number
  readonly how: 'three-reports' | 'time' | 'probe' | 'timeout'
}

/** What became of the pieces over one transport. Times count from the moment at which the first packet left. */
export type LossRow = {
  readonly transport: Transport
  readonly packets: readonly RowPacket[]
  /** when the program had each piece; null when it never did */
  readonly delivered: readonly (number | null)[]
  readonly notices: readonly RowNotice[]
}

/** Writes down packets and deliveries of one row while it runs; frames and events of the simulation are used up by that. */
export class RowLog {
  readonly packets: RowPacket[] = []
  readonly delivered: (number | null)[] = Array.from({ length: PIECES }, () => null)
  readonly notices: RowNotice[] = []
  /** packets that are on their way: the path keeps their order */
  private readonly underWay: RowPacket[] = []
  private readonly seen = new Set<number>()

  constructor(
    private readonly path: Path,
    private readonly startUs: number,
    /** which piece a frame carries, and its number; null for frames without data */
    private readonly read: (frame: Uint8Array) => { readonly piece: number; readonly number: number } | null,
  ) {}

  /** Call after each turn. */
  note(): void {
    const { trace } = this.path.simulation
    for (const [index, { node, iface, direction, bytes, at }] of trace.frames.entries()) {
      const data = this.read(bytes)
      if (!data) continue
      if (node === SENDER.name && direction === 'out') this.left(data, at)
      else if (node === ROUTER && iface === 'eth1' && direction === 'out') {
        if (trace.events.some(({ frame, because }) => frame === index && because.startsWith('link.')))
          this.underWay.splice(
            this.underWay.findIndex(({ number }) => number === data.number),
            1,
          )
      } else if (node === RECEIVER.name && direction === 'in') {
        const packet = this.underWay.shift()
        if (packet) packet.arrivedUs = at - this.startUs
      }
    }
    for (const { because, at } of trace.events) {
      const how = NOTICES[because]
      if (how) this.notice(how, at)
    }
    trace.frames.length = 0
    trace.events.length = 0
  }

  private left({ piece, number }: { readonly piece: number; readonly number: number }, at: number): void {
    const again = this.seen.has(piece)
    this.seen.add(piece)
    const packet = { piece, number, again, sentUs: at - this.startUs, arrivedUs: null }
    this.packets.push(packet)
    this.underWay.push(packet)
  }

  notice(how: RowNotice['how'], at: number): void {
    this.notices.push({ atUs: at - this.startUs, how })
  }

  /** The program has the piece now. */
  deliver(piece: number): void {
    this.delivered[piece] ??= this.path.simulation.now - this.startUs
  }

  row(transport: Transport): LossRow {
    const { packets, delivered, notices } = this
    return { transport, packets, delivered, notices }
  }
}

const NOTICES: Readonly<Record<Because['key'], RowNotice['how']>> = {
  'tcp.fast-retransmit': 'three-reports',
  'tcp.loss-probe': 'probe',
  'tcp.rto': 'timeout',
}
