import { readU16, readU32 } from '../bytes/integers'
import { flightSize, pipe } from '../node/tcp/flight'
import { INFINITE_SSTHRESH, type Tcb } from '../node/tcp/tcb'
import type { TraceEvent, TraceFrame } from '../sim/trace'
import { type Path, RECEIVER, ROUTER, SENDER } from './network'
import { FULL_FRAME } from './settings'

/** The sender's congestion control at one moment: bytes, times in µs. */
export type Sample = {
  readonly atUs: number
  readonly cwnd: number
  /** null before the first loss: there is no threshold yet */
  readonly ssthresh: number | null
  /** the receiver's window */
  readonly rwnd: number
  /** what the sender takes to be in the network: sent, and not known to have arrived or to be lost (RFC 6675 pipe) */
  readonly inFlight: number
  /** sent and not acknowledged */
  readonly outstanding: number
  readonly sndUna: number
  readonly rtoUs: number
  readonly srttUs: number | null
  /** frames that wait before the bottleneck */
  readonly queued: number
}

/** A data segment as it left the sender. The SYN has number 0, so the first byte of data has 1. */
export type SentData = {
  readonly atUs: number
  readonly from: number
  readonly to: number
  readonly again: boolean
  readonly fate: 'arrived' | 'lost' | 'queue-full'
}

/** What the sender, the receiver or the router said of itself: a key of `because`, its values, and which sample was true then. */
export type Told = {
  readonly atUs: number
  readonly node: string
  readonly key: string
  readonly data: Readonly<Record<string, string | number | boolean>>
  readonly sample: number
}

/** What is kept of the run's events; a run has hundreds of thousands of others. */
const KEYS: ReadonlySet<string> = new Set([
  'tcp.established',
  'tcp.dup-ack',
  'tcp.enter-recovery',
  'tcp.fast-retransmit',
  'tcp.sack-retransmit',
  'tcp.repetition-lost',
  'tcp.leave-recovery',
  'tcp.rto',
  'tcp.loss-probe',
  'tcp.window-full',
  'tcp.zero-window',
  'tcp.window-opened',
  'tcp.window-probe',
  'link.loss',
  'link.queue-full',
])

/** Reads each turn of the simulation and forgets its frames, so that a long run stays small. */
export class TransferLog {
  readonly samples: Sample[] = []
  readonly sent: SentData[] = []
  readonly told: Told[] = []
  private highest = 0
  /** how many data segments the router has passed on: they keep their order */
  private forwarded = 0

  constructor(private readonly path: Path) {}

  /** Call after each turn. `tcb` is the sender's, absent before it exists. */
  note(tcb: Tcb | null | undefined): void {
    const { trace, now } = this.path.simulation
    for (const [index, frame] of trace.frames.entries()) this.noteFrame(frame, index, trace.events)
    if (tcb) this.keepSample(tcb, now)
    for (const event of trace.events) this.keepEvent(event)
    trace.frames.length = 0
    trace.events.length = 0
  }

  private noteFrame(frame: TraceFrame, index: number, events: readonly TraceEvent[]): void {
    if (frame.direction !== 'out') return
    const data = dataIn(frame.bytes)
    if (data === null) return
    if (frame.node === SENDER.name) {
      this.sent.push({ atUs: frame.at, ...data, again: data.from < this.highest, fate: 'arrived' })
      this.highest = Math.max(this.highest, data.to)
      return
    }
    if (frame.node !== ROUTER || frame.iface !== 'eth1') return
    const number = this.forwarded++
    const lost = events.find((event) => event.frame === index && event.because.startsWith('link.'))
    const was = this.sent[number]
    if (lost && was)
      this.sent[number] = { ...was, fate: lost.because === 'link.loss' ? 'lost' : 'queue-full' }
  }

  private keepSample(tcb: Tcb, atUs: number): void {
    const { bottleneck } = this.path
    const waitUs = Math.max(0, bottleneck.busyUntil[0] - atUs)
    const next: Sample = {
      atUs,
      cwnd: tcb.cwnd,
      ssthresh: tcb.ssthresh === INFINITE_SSTHRESH ? null : tcb.ssthresh,
      rwnd: tcb.sndWnd,
      inFlight: pipe(tcb),
      outstanding: flightSize(tcb),
      sndUna: tcb.sndUna,
      rtoUs: tcb.rto,
      srttUs: tcb.srtt,
      queued: Math.round((waitUs * (bottleneck.rate ?? 0)) / 8_000_000 / FULL_FRAME),
    }
    const last = this.samples.at(-1)
    if (last?.atUs === atUs) this.samples.pop()
    this.samples.push(next)
  }

  private keepEvent({ at, node, because, data }: TraceEvent): void {
    if (!KEYS.has(because) || node === RECEIVER.name || this.samples.length === 0) return
    this.told.push({ atUs: at, node, key: because, data, sample: this.samples.length - 1 })
  }
}

/** The stretch of data in a frame that carries TCP over IPv4; null when it carries none. */
function dataIn(bytes: Uint8Array): { readonly from: number; readonly to: number } | null {
  const tcp = 14 + (bytes[14] & 15) * 4
  const length = 14 + readU16(bytes, 16) - tcp - (bytes[tcp + 12] >> 4) * 4
  if (length <= 0) return null
  const from = readU32(bytes, tcp + 4)
  return { from, to: from + length }
}
