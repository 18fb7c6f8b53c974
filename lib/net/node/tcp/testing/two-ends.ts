import {
  ACK,
  FIN,
  type OpenOptions,
  PSH,
  RST,
  SYN,
  type TcpEvent,
  type TcpSegment,
  type TcpSettings,
  type TcpStep,
} from '../../tcp-port'
import { nextDeadline, openActive, openPassive, resetFor, stepTcp } from '../connection'
import type { Tcb } from '../tcb'
import { EventQueue } from './event-queue'

/** Linux's defaults, with the classic SYN retries. */
export const linux: TcpSettings = {
  synRetries: 6,
  synLinearTimeouts: 0,
  synackRetries: 5,
  retries2: 15,
  finTimeoutUs: 60_000_000,
  keepaliveTimeUs: 7_200_000_000,
  keepaliveIntervalUs: 75_000_000,
  keepaliveProbes: 9,
  sack: true,
  timestamps: true,
  windowScaling: true,
  ecn: 2,
  congestionControl: 'reno',
  receiveBuffer: 131_072,
  sendBuffer: 4_194_304,
  baseMss: 1024,
  mtuProbing: 0,
}

/** A seeded source of chance (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Name = 'a' | 'b'

/** One segment as the wire saw it; numbers relative to the initial ones. */
export type Seen = {
  readonly atUs: number
  readonly from: Name
  readonly flags: string
  readonly seq: number
  readonly ack: number
  readonly length: number
  readonly window: number
  readonly sack: readonly (readonly [number, number])[]
  readonly lost: boolean
  readonly segment: TcpSegment
}

export type End = {
  tcb: Tcb | null
  /** reads whatever comes, at once */
  reads: boolean
  /** what a program at this end does when it hears of something */
  onNotification: (notification: TcpStep['notifications'][number], now: number) => void
  toSend: Uint8Array
  received: Uint8Array[]
  receivedBytes: number
  notifications: string[]
  because: string[]
}

export type WireOptions = {
  readonly a?: Omit<Partial<OpenOptions>, 'settings'> & { readonly settings?: Partial<TcpSettings> }
  readonly b?: Omit<Partial<OpenOptions>, 'settings'> & { readonly settings?: Partial<TcpSettings> }
  readonly delayUs?: number
  readonly seed?: number
  /** true: the wire loses this segment (`nth` counts the segments of that end from 1) */
  readonly lose?: (seen: Seen, nth: number) => boolean
  /** extra delay of this segment in µs */
  readonly extraDelayUs?: (seen: Seen) => number
  readonly duplicate?: (seen: Seen) => boolean
  /** true: a router marks this packet with CE (RFC 3168) */
  readonly mark?: (seen: Seen) => boolean
  readonly listens?: boolean
  /** keep no log: for benchmarks */
  readonly quiet?: boolean
}

/** Two ends and the wire between them, in virtual time. `a` connects, `b` listens. */
export class TwoEnds {
  now = 0
  readonly seen: Seen[] = []
  readonly a: End = newEnd()
  readonly b: End = newEnd()
  sent = { a: 0, b: 0 }
  /** sees every step of both ends */
  onStep: (step: TcpStep<Tcb>) => void = () => undefined
  private readonly queue = new EventQueue()
  private readonly random: () => number
  private readonly options: WireOptions

  constructor(options: WireOptions = {}) {
    this.options = options
    this.random = seeded(options.seed ?? 1)
  }

  openOptions(name: Name): OpenOptions {
    const own = this.options[name] ?? {}
    return { mss: 1460, ...own, settings: { ...linux, ...own.settings } }
  }

  connect(name: Name = 'a'): void {
    this.take(name, openActive(this.openOptions(name), this.now, this.random))
  }

  at(atUs: number, run: () => void): void {
    this.queue.add(atUs, run)
  }

  event(name: Name, event: TcpEvent): TcpStep<Tcb> {
    const { tcb } = this[name]
    if (tcb === null) throw new Error(`end ${name} has no connection`)
    const step = stepTcp(tcb, event, this.now, this.random)
    this.take(name, step)
    return step
  }

  send(name: Name, text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
    const end = this[name]
    const accepted = this.event(name, { kind: 'send', bytes }).accepted ?? 0
    end.toSend = bytes.subarray(accepted)
  }

  /** Runs until nothing is left to happen, or `untilUs`. Returns true if it came to rest. */
  run(untilUs = Number.POSITIVE_INFINITY): boolean {
    for (;;) {
      const next = this.queue.first()
      const timer = this.nextTimer()
      const at = Math.min(next?.atUs ?? Number.POSITIVE_INFINITY, timer?.atUs ?? Number.POSITIVE_INFINITY)
      if (at > untilUs || at === Number.POSITIVE_INFINITY) {
        if (untilUs !== Number.POSITIVE_INFINITY) this.now = untilUs
        return at === Number.POSITIVE_INFINITY
      }
      this.now = Math.max(this.now, at)
      if (next && next.atUs <= at) {
        this.queue.removeFirst()
        next.run()
      } else if (timer) this.event(timer.name, { kind: 'timer' })
    }
  }

  received(name: Name): Uint8Array {
    const parts = this[name].received
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }

  /** Everything that is on the wire now is lost. */
  dropUnderWay(): void {
    this.queue.clear()
  }

  /** True if exactly `pattern(length)` arrived. */
  gotPattern(name: Name, length: number): boolean {
    const bytes = this.received(name)
    return bytes.length === length && pattern(length).every((byte, at) => byte === bytes[at])
  }

  /** `ms from FLAGS seq:ack length`, as a reader of tcpdump would write it down. */
  lines(filter: (seen: Seen) => boolean = () => true): string[] {
    return this.seen
      .filter(filter)
      .map(({ from, flags, seq, ack, length }) => `${from} ${flags} seq=${seq} ack=${ack} len=${length}`)
  }

  private nextTimer(): { name: Name; atUs: number } | null {
    const a = this.a.tcb ? nextDeadline(this.a.tcb) : null
    const b = this.b.tcb ? nextDeadline(this.b.tcb) : null
    if (a !== null && (b === null || a <= b)) return { name: 'a', atUs: a }
    return b === null ? null : { name: 'b', atUs: b }
  }

  private take(name: Name, step: TcpStep<Tcb>): void {
    const end = this[name]
    end.tcb = step.tcb
    this.onStep(step)
    if (!this.options.quiet) for (const { key } of step.because) end.because.push(key)
    for (const segment of step.segments) this.transmit(name, segment)
    if (step.received && step.received.length > 0) {
      end.receivedBytes += step.received.length
      if (!this.options.quiet) end.received.push(step.received)
    }
    for (const notification of step.notifications) {
      end.notifications.push(notification.kind === 'error' ? notification.errno : notification.kind)
      if (notification.kind === 'readable' && end.reads)
        this.event(name, { kind: 'receive', max: notification.bytes })
      if (notification.kind === 'writable' && end.toSend.length > 0) this.send(name, end.toSend)
      end.onNotification(notification, this.now)
    }
  }

  private transmit(from: Name, segment: TcpSegment): void {
    const seen = this.look(from, segment)
    this.sent[from] += 1
    const lost = this.options.lose?.(seen, this.sent[from]) ?? false
    if (!this.options.quiet) this.seen.push({ ...seen, lost })
    if (lost) return
    const copies = this.options.duplicate?.(seen) ? 2 : 1
    const arriving = this.options.mark?.(seen) ? { ...segment, congestionExperienced: true } : segment
    for (let i = 0; i < copies; i += 1) {
      const atUs = this.now + (this.options.delayUs ?? 10_000) + (this.options.extraDelayUs?.(seen) ?? 0)
      this.at(atUs, () => this.arrive(from === 'a' ? 'b' : 'a', arriving))
    }
  }

  private arrive(name: Name, segment: TcpSegment): void {
    const end = this[name]
    if (end.tcb && end.tcb.state !== 'closed') {
      this.event(name, { kind: 'segment', segment })
      return
    }
    const listens = name === 'b' && (this.options.listens ?? true)
    if (end.tcb === null && listens && (segment.flags & (SYN | ACK | RST)) === SYN) {
      this.take(name, openPassive(this.openOptions(name), segment, this.now, this.random))
      return
    }
    const reset = resetFor(segment)
    if (reset) this.transmit(name, reset)
  }

  private look(from: Name, segment: TcpSegment): Seen {
    const own = this[from].tcb
    const iss = own?.iss ?? segment.sequence
    const irs = own && segment.flags & ACK ? own.irs : segment.acknowledgment
    return {
      atUs: this.now,
      from,
      flags: flagsText(segment.flags),
      seq: (segment.sequence - iss) | 0,
      ack: segment.flags & ACK ? (segment.acknowledgment - irs) >>> 0 : 0,
      length: segment.payload.length,
      window: segment.window * (segment.flags & SYN ? 1 : 2 ** (own?.rcvWscale ?? 0)),
      sack: (segment.options.sack ?? []).map(([l, r]) => [(l - irs) >>> 0, (r - irs) >>> 0] as const),
      lost: false,
      segment,
    }
  }
}

function newEnd(): End {
  return {
    tcb: null,
    reads: true,
    onNotification: () => undefined,
    toSend: new Uint8Array(0),
    received: [],
    receivedBytes: 0,
    notifications: [],
    because: [],
  }
}

export function flagsText(flags: number): string {
  const names: [number, string][] = [
    [SYN, 'SYN'],
    [FIN, 'FIN'],
    [RST, 'RST'],
    [PSH, 'PSH'],
    [ACK, 'ACK'],
  ]
  return names
    .filter(([bit]) => flags & bit)
    .map(([, name]) => name)
    .join(',')
}

/** Bytes that differ everywhere, so that a shifted or repeated piece is noticed. */
export function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i += 1) bytes[i] = (i * 31 + (i >> 8) * 17 + (i >> 16) * 7) & 255
  return bytes
}
