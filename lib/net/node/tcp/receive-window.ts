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

/** Room for bytes that were not read yet and for those that wait beyond a hole. */
function freeReceiveSpace(tcb: Tcb): number {
  return Math.max(0, tcb.receiveSpace - tcb.receiveBuffer.length - tcb.waitingBytes)
}

/** The window that the buffer would grant now, with the receiver's silly window avoidance (__tcp_select_window, RFC 9293 3.8.6.2.2). */
export function grantableWindow(tcb: Tcb): number {
  const unit = 2 ** tcb.rcvWscale
  const mss = Math.min(tcb.ack.rcvMss, tcb.receiveSpace)
  let free = freeReceiveSpace(tcb)
  if (free < tcb.receiveSpace / 2) {
    tcb.ack.quick = 0
    free -= free % unit
    if (free < Math.floor(tcb.receiveSpace / 16) || free < mss) return 0
  }
  free = Math.min(free, tcb.rcvSsthresh)
  if (tcb.rcvWscale > 0) return Math.ceil(free / unit) * unit
  if (tcb.rcvWnd <= free - mss || tcb.rcvWnd > free) return free - (free % mss)
  if (mss === tcb.receiveSpace && free > tcb.rcvWnd + tcb.receiveSpace / 2) return free
  return tcb.rcvWnd
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

/** A received segment teaches how much of the buffer is payload, and lets the window grow by two segments (tcp_grow_window). */
export function growWindow(tcb: Tcb, length: number): void {
  if (length < 128) return
  const room = Math.min(tcb.receiveSpace, freeReceiveSpace(tcb)) - tcb.rcvSsthresh
  if (room > 0) tcb.rcvSsthresh += Math.min(room, Math.max(2 * tcb.advMss, 2 * length))
}

/** Linux counts the memory of a packet, not its payload: 2304 bytes for 1448 of payload, so 131072 bytes of buffer are 81920 of window. */
export function learnScaling(tcb: Tcb, length: number): void {
  if (tcb.receiveBufferFixed || length <= DEFAULT_MSS) return
  const truesize = 256 + 2 ** Math.ceil(Math.log2(length + 450))
  const space = Math.floor((tcb.receiveBufferBytes * Math.floor((length * 256) / truesize)) / 256)
  if (space > tcb.receiveSpace) tcb.receiveSpace = space
}

/** Dynamic right-sizing: a user who reads more in a round trip than before gets a buffer of twice that (tcp_rcv_space_adjust). */
export function adjustReceiveSpace(tcb: Tcb, now: number): void {
  const { copied } = tcb
  if (tcb.srtt === null || now - copied.sinceUs < tcb.srtt) return
  const read = copied.total - copied.mark
  copied.mark = copied.total
  copied.sinceUs = now
  if (read <= copied.space) return
  if (!tcb.receiveBufferFixed) {
    const wanted = 2 * read + 16 * tcb.advMss
    const ratio = tcb.receiveSpace / tcb.receiveBufferBytes
    const bytes = Math.min(RMEM_MAX, Math.floor(wanted / ratio))
    if (bytes > tcb.receiveBufferBytes) {
      tcb.receiveBufferBytes = bytes
      tcb.receiveSpace = Math.floor(bytes * ratio)
    }
  }
  copied.space = read
}
