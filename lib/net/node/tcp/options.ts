import type { TcpOptions } from '../tcp-port'
import type { Tcb } from './tcb'

/** NOP NOP and the ten bytes of the timestamps option: what every segment loses once timestamps are agreed (RFC 7323 appendix A). */
export const TIMESTAMPS_BYTES = 12

/** RFC 7323 section 2.3: a larger shift is used as 14. */
const WSCALE_MAX = 14

/** What our SYN offers: Linux sends MSS, SACK-permitted, timestamps, (NOP) window scale. */
export function synOptions(tcb: Tcb, now: number): TcpOptions {
  const { settings } = tcb
  return {
    mss: tcb.advMss,
    ...(settings.sack ? { sackPermitted: true } : {}),
    ...(settings.timestamps ? { timestamps: timestamps(tcb, now) } : {}),
    ...(settings.windowScaling ? { windowScale: tcb.rcvWscale } : {}),
  }
}

/** A SYN-ACK only answers what the SYN offered; the MSS is always said. */
export function synAckOptions(tcb: Tcb, now: number): TcpOptions {
  return {
    mss: tcb.advMss,
    ...(tcb.sackOk ? { sackPermitted: true } : {}),
    ...(tcb.timestampsOk ? { timestamps: timestamps(tcb, now) } : {}),
    ...(tcb.wscaleOk ? { windowScale: tcb.rcvWscale } : {}),
  }
}

/** After the handshake: timestamps, and the blocks beyond a hole while there is one; as many as fit into 40 bytes of options. */
export function segmentOptions(tcb: Tcb, now: number): TcpOptions {
  const options: { timestamps?: TcpOptions['timestamps']; sack?: TcpOptions['sack'] } = {}
  if (tcb.timestampsOk) options.timestamps = timestamps(tcb, now)
  if (tcb.sackOk && (tcb.sackBlocks.length > 0 || tcb.duplicate !== null)) {
    const blocks: (readonly [number, number])[] = tcb.sackBlocks.map(({ start, end }) => [start, end])
    if (tcb.duplicate !== null) blocks.unshift([tcb.duplicate.start, tcb.duplicate.end])
    options.sack = blocks.slice(0, tcb.timestampsOk ? 3 : 4)
  }
  return options
}

/** Takes over what the peer's SYN said. `ours` is what we offered or are willing to. */
export function negotiate(tcb: Tcb, options: TcpOptions): void {
  const { settings } = tcb
  if (options.mss !== undefined && options.mss > 0) tcb.peerMss = options.mss
  tcb.sackOk = settings.sack && options.sackPermitted === true
  tcb.timestampsOk = settings.timestamps && options.timestamps !== undefined
  tcb.wscaleOk = settings.windowScaling && options.windowScale !== undefined
  tcb.sndWscale = tcb.wscaleOk ? Math.min(options.windowScale ?? 0, WSCALE_MAX) : 0
  if (!tcb.wscaleOk) tcb.rcvWscale = 0
  if (tcb.timestampsOk && options.timestamps) tcb.tsRecent = options.timestamps.value
}

/** TSval: milliseconds, from a start that is another one for each connection. */
export function timestampNow(tcb: Tcb, now: number): number {
  return (Math.floor(now / 1000) + tcb.tsOffset) >>> 0
}

function timestamps(tcb: Tcb, now: number): { value: number; echo: number } {
  return { value: timestampNow(tcb, now), echo: tcb.tsRecent }
}
