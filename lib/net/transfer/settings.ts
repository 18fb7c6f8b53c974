/** What a learner may set for a bulk transfer through one bottleneck. */
export type TransferSettings = {
  readonly algorithm: 'cubic' | 'reno'
  /** what the sender's program writes, in bytes */
  readonly bytes: number
  /** rate of the bottleneck in Mbit/s */
  readonly rateMbit: number
  /** round trip of an empty path, in ms */
  readonly rttMs: number
  /** how many full frames may wait before the bottleneck */
  readonly queueFrames: number
  /** SO_RCVBUF of the receiver in bytes, as setsockopt is given it; 0 leaves the buffer to Linux's autotuning */
  readonly receiveBuffer: number
  /** the receiver's program reads at once, or makes a pause of a second once this many bytes have been read */
  readonly pauseAfter: number | null
  /** data segments that vanish on the bottleneck, counted from 1 in the order in which they leave the sender */
  readonly lost: readonly number[]
  /** chance in percent that a data segment vanishes on the bottleneck, and the seed that it is drawn from */
  readonly lossPercent: number
  readonly seed: number
}

/** What the figure of the lesson shows first: one segment is lost, and nothing else. */
export const FIRST_TRANSFER: TransferSettings = {
  algorithm: 'cubic',
  bytes: 10_000_000,
  rateMbit: 10,
  rttMs: 40,
  queueFrames: 64,
  receiveBuffer: 0,
  pauseAfter: null,
  lost: [60],
  lossPercent: 0,
  seed: 1,
}

/** A frame that carries a full segment: 14 of Ethernet, 20 of IPv4, 20 of TCP, 12 of timestamps and 1448 of data. */
export const FULL_FRAME = 1514
/** Payload of a full segment when both ends use timestamps. */
export const FULL_SEGMENT = 1448
