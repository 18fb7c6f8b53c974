import { TIMESTAMPS_BYTES } from './options'
import { distance } from './sequence'
import { DEFAULT_MSS, type Tcb } from './tcb'

/** tcp_rmem[2], which the offered window scale must be able to express. */
const RMEM_MAX = 6_291_456
const U16_MAX = 65_535

/** The scale that we offer: the smallest with which 16 bits can say the largest window that autotuning may reach. */
export function offeredWindowScale(tcb: Tcb): number {
  const space = tcb.receiveBufferFixed ? tcb.receiveSpace : RMEM_MAX
  return Math.min(14, Math.max(0, Math.floor(Math.log2(space)) - 15))
}

/** The first window: whole segments that fit into half of the buffer, 64240 with Linux's defaults (tcp_select_initial_window). */
export function initialWindow(tcb: Tcb, mss: number): number {
  const whole = tcb.receiveSpace > mss ? tcb.receiveSpace - (tcb.receiveSpace % mss) : tcb.receiveSpace
  return Math.min(whole, U16_MAX)
}

/** Our MSS less the options of every segment: what the peer really puts into one. */
export function receiveMss(tcb: Tcb): number {
  return tcb.advMss - (tcb.timestampsOk ? TIMESTAMPS_BYTES : 0)
}

/** Once options are agreed: one segment of the buffer is kept back (tcp_init_buffer_space). */
export function startReceiveWindow(tcb: Tcb, now: number): void {
  const mss = receiveMss(tcb)
  const clamp = tcb.receiveSpace
  tcb.windowClamp = clamp > 2 * mss ? Math.max(2 * mss, clamp - mss) : clamp
  tcb.rcvSsthresh = Math.min(tcb.rcvWnd, tcb.windowClamp)
  tcb.ack.rcvMss = Math.max(88, Math.min(mss, tcb.smss, Math.floor(tcb.rcvWnd / 2), DEFAULT_MSS))
  tcb.copied.space = Math.min(tcb.rcvSsthresh, tcb.rcvWnd, 10 * mss)
  tcb.copied.sinceUs = now
}

/** The window as it was last offered, before data used some of it. */
export function offeredWindow(tcb: Tcb): number {
  return tcb.rcvWnd + distance(tcb.rcvWup, tcb.rcvNxt)
}

/** Linux charges a buffer with the memory of a packet, not with its payload: 2304 bytes for 1448. */
export function packetMemory(payload: number): number {
  return 256 + 2 ** Math.ceil(Math.log2(payload + 450))
}

/** Bytes of payload that the buffer still has room for (tcp_space). */
function freeReceiveSpace(tcb: Tcb): number {
  const used = ((tcb.receiveMemory + tcb.waitingMemory) * tcb.receiveSpace) / tcb.receiveBufferBytes
  return Math.max(0, tcb.receiveSpace - Math.floor(used))
}

/** The window that the buffer would grant now, with the receiver's silly window avoidance (__tcp_select_window, RFC 9293 3.8.6.2.2). */
export function grantableWindow(tcb: Tcb): number {
  const unit = 2 ** tcb.rcvWscale
  const full = Math.min(tcb.windowClamp, tcb.receiveSpace)
  const mss = Math.min(tcb.ack.rcvMss, full)
  let free = freeReceiveSpace(tcb)
  if (free < full / 2) {
    tcb.ack.quick = 0
    free -= free % unit
    if (free < Math.floor(tcb.receiveSpace / 16) || free < mss) return 0
  }
  free = Math.min(free, tcb.rcvSsthresh)
  if (tcb.rcvWscale > 0) return Math.ceil(free / unit) * unit
  const offered = offeredWindow(tcb)
  if (offered <= free - mss || offered > free) return free - (free % mss)
  if (mss === full && free > offered + full / 2) return free
  return offered
}

/** Decides the window of a segment that leaves now and returns the header's field. What was offered is never taken back (RFC 9293 3.8.6). */
export function selectWindow(tcb: Tcb): number {
  const unit = 2 ** tcb.rcvWscale
  let window = grantableWindow(tcb)
  if (window < tcb.rcvWnd) window = Math.ceil(tcb.rcvWnd / unit) * unit
  window = Math.min(window, U16_MAX * unit)
  tcb.rcvWnd = window
  tcb.rcvWup = tcb.rcvNxt
  return Math.floor(window / unit)
}

/** A received segment of some size lets the window grow by two (tcp_grow_window). */
export function growWindow(tcb: Tcb, length: number): void {
  if (length < 128) return
  const room = Math.min(tcb.windowClamp, freeReceiveSpace(tcb)) - tcb.rcvSsthresh
  if (room > 0) tcb.rcvSsthresh += Math.min(room, 2 * Math.max(receiveMss(tcb), length))
}

/** Segments fuller than was assumed: of 131072 bytes of buffer 81920 can be window, not half (tcp_measure_rcv_mss). */
export function learnScaling(tcb: Tcb, length: number): void {
  if (tcb.receiveBufferFixed || length <= DEFAULT_MSS) return
  const ratio = Math.floor((length * 256) / packetMemory(length)) / 256
  const space = Math.floor(tcb.receiveBufferBytes * ratio)
  if (space <= tcb.receiveSpace) return
  tcb.receiveSpace = space
  tcb.windowClamp = space
  tcb.rcvSsthresh = Math.max(tcb.rcvSsthresh, Math.min(offeredWindow(tcb), space))
}

/**
 * The receiver measures the round trip too: a full segment echoes a timestamp of ours that is one round trip old, waiting in
 * queues included (tcp_rcv_rtt_measure_ts). Each echo counts once.
 */
export function measureReceiverRtt(tcb: Tcb, length: number, echo: number | undefined, nowMs: number): void {
  if (!tcb.timestampsOk || !echo || length < tcb.ack.rcvMss || tcb.rcvRtt?.echo === echo) return
  const us = Math.max(1, (nowMs - echo) >>> 0) * 1000
  tcb.rcvRtt = { us: tcb.rcvRtt ? tcb.rcvRtt.us + (us - tcb.rcvRtt.us) / 8 : us, echo }
}

/** Dynamic right-sizing: a user who reads more in a round trip than before gets a buffer of twice that (tcp_rcv_space_adjust). */
export function adjustReceiveSpace(tcb: Tcb, now: number): void {
  const { copied } = tcb
  const roundTrip = tcb.rcvRtt?.us ?? tcb.srtt
  if (roundTrip === null || now - copied.sinceUs < roundTrip) return
  const read = copied.total - copied.mark
  copied.mark = copied.total
  copied.sinceUs = now
  if (read <= copied.space) return
  copied.space = read
  if (tcb.receiveBufferFixed) return
  const ratio = tcb.receiveSpace / tcb.receiveBufferBytes
  const wanted = 2 * read + 16 * receiveMss(tcb)
  const bytes = Math.min(RMEM_MAX, Math.floor(wanted / ratio))
  if (bytes <= tcb.receiveBufferBytes) return
  tcb.receiveBufferBytes = bytes
  tcb.receiveSpace = Math.floor(bytes * ratio)
  tcb.windowClamp = tcb.receiveSpace
}
