import { readU16, readU32 } from '../../bytes/integers'
import type { PacketView } from './packet-view'
import type { SequenceOffset } from './sequence-offset'
import type { NetfilterSettings, TcpTimeout } from './settings'
import { isInWindow, type SeenEnd, segmentEnd, startTracking } from './tcp-window'

/** Names of conntrack(8); NONE is a connection before its first segment. */
export type TcpState =
  | 'NONE'
  | 'SYN_SENT'
  | 'SYN_RECV'
  | 'ESTABLISHED'
  | 'FIN_WAIT'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'TIME_WAIT'
  | 'CLOSE'
  | 'SYN_SENT2'

/** struct ip_ct_tcp: [0] is the original direction, [1] the reply. */
export type TcpTrack = {
  state: TcpState
  readonly seen: [SeenEnd, SeenEnd]
  lastIndex: SegmentKind
  lastDirection: 0 | 1
  lastSeq: number
  lastAck: number
  lastEnd: number
  lastWindow: number
  retrans: number
  /** a helper made payloads longer or shorter; null as long as none did */
  offsets: [SequenceOffset, SequenceOffset] | null
}

type SegmentKind = 0 | 1 | 2 | 3 | 4 | 5 // SYN, SYN-ACK, FIN, ACK, RST, none
const SYN = 0
const SYNACK = 1
const FIN = 2
const ACK = 3
const RST = 4

const STATES: readonly TcpState[] = [
  'NONE',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
  'SYN_SENT2',
]
// shorthand of nf_conntrack_proto_tcp.c
const [sSS, sSR, sES, sFW, sCW, sLA, sTW, sCL, sS2] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const sIV = 10 // invalid
const sIG = 11 // ignored: let through, but nothing follows from it

/** tcp_conntracks: [direction][segment][state] in the order of STATES. */
const NEXT: readonly (readonly (readonly number[])[])[] = [
  [
    [sSS, sSS, sIG, sIG, sIG, sIG, sIG, sSS, sSS, sS2], // SYN
    [sIV, sIV, sSR, sIV, sIV, sIV, sIV, sIV, sIV, sSR], // SYN-ACK
    [sIV, sIV, sFW, sFW, sLA, sLA, sLA, sTW, sCL, sIV], // FIN
    [sES, sIV, sES, sES, sCW, sCW, sTW, sTW, sCL, sIV], // ACK
    [sIV, sCL, sCL, sCL, sCL, sCL, sCL, sCL, sCL, sCL], // RST
    [sIV, sIV, sIV, sIV, sIV, sIV, sIV, sIV, sIV, sIV],
  ],
  [
    [sIV, sS2, sIV, sIV, sIV, sIV, sIV, sSS, sIV, sS2],
    [sIV, sSR, sIG, sIG, sIG, sIG, sIG, sIG, sIG, sSR],
    [sIV, sIV, sFW, sFW, sLA, sLA, sLA, sTW, sCL, sIV],
    [sIV, sIG, sSR, sES, sCW, sCW, sTW, sTW, sCL, sIG],
    [sIV, sCL, sCL, sCL, sCL, sCL, sCL, sCL, sCL, sCL],
    [sIV, sIV, sIV, sIV, sIV, sIV, sIV, sIV, sIV, sIV],
  ],
]

function kindOf(flags: number): SegmentKind {
  if (flags & 4) return RST
  if (flags & 2) return flags & 16 ? SYNACK : SYN
  if (flags & 1) return FIN
  return flags & 16 ? ACK : 5
}

/** tcp_valid_flags, without PSH, ECE and CWR: SYN, SYN URG, SYN ACK, RST, RST ACK, FIN ACK, FIN ACK URG, ACK, ACK URG. */
const VALID_FLAGS: ReadonlySet<number> = new Set([2, 34, 18, 4, 20, 17, 49, 16, 48])

/** A header that no TCP sends (null, Xmas, FIN without ACK …) or that is cut off is INVALID. */
export function isTcpError(view: PacketView): boolean {
  if (view.transportLength < 20) return true
  const headerLength = (view.bytes[view.transport + 12] >>> 4) * 4
  if (headerLength < 20 || headerLength > view.transportLength) return true
  return !VALID_FLAGS.has(view.bytes[view.transport + 13] & 0x37)
}

/** What the first segment of a connection makes of it; null when it may not open one. */
export function openTcp(view: PacketView, settings: NetfilterSettings): TcpTrack | null {
  const flags = view.bytes[view.transport + 13]
  const next = NEXT[0][kindOf(flags)][0]
  if (next >= sIV) return null
  const midway = next !== sSS
  if (midway && !settings.tcpLoose) return null
  return {
    state: 'NONE',
    seen: startTracking(view, midway),
    lastIndex: 5,
    lastDirection: 0,
    lastSeq: 0,
    lastAck: 0,
    lastEnd: 0,
    lastWindow: 0,
    retrans: 0,
    offsets: null,
  }
}

export type TcpVerdict =
  | { readonly kind: 'valid'; readonly timeout: TcpTimeout; readonly assured: boolean }
  /** let through, entry unchanged */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'invalid'; readonly why: 'state' | 'window' | 'reset' }
  /** the entry is over: drop it; `reopen` then looks the packet up again */
  | { readonly kind: 'gone'; readonly reopen: boolean }

const IGNORED: TcpVerdict = { kind: 'ignored' }

/** nf_conntrack_tcp_packet: moves the state of a connection by one segment. The header was checked by `isTcpError`. */
export function trackTcp(
  track: TcpTrack,
  view: PacketView,
  direction: 0 | 1,
  settings: NetfilterSettings,
  seenReply: boolean,
  assured: boolean,
): TcpVerdict {
  const { bytes, transport } = view
  const kind = kindOf(bytes[transport + 13])
  const seq = readU32(bytes, transport + 4)
  const ack = readU32(bytes, transport + 8)
  const other = direction === 0 ? 1 : 0
  let old = track.state
  let next = NEXT[direction][kind][STATES.indexOf(old)]
  let windowMatters = true
  const closing = STATES.indexOf(old) >= sTW

  if (next === sSS && closing) {
    const closed = track.seen[0].closeInit || track.seen[1].closeInit
    if (closed || (track.lastDirection === direction && track.lastIndex === RST))
      return { kind: 'gone', reopen: true }
    next = sIG
  }
  if (next === sIG) {
    const answersIgnoredSyn =
      kind === SYNACK && track.lastIndex === SYN && track.lastDirection !== direction && ack === track.lastEnd
    if (!answersIgnoredSyn) {
      remember(track, kind, direction, seq, segmentEnd(view), readU16(bytes, transport + 14))
      return IGNORED
    }
    // our entry was out of step with the two ends: start again from the SYN that was let through
    old = 'SYN_SENT'
    next = sSR
    restart(track.seen[other], track.lastEnd, track.lastWindow)
    clear(track.seen[direction])
  } else if (next === sIV) return { kind: 'invalid', why: 'state' }
  else if (next === sCL && kind === RST) {
    const acked = track.seen[other].maxAck
    const established = old !== 'NONE' && old !== 'SYN_SENT' && old !== 'SYN_RECV' && old !== 'SYN_SENT2'
    if (acked !== null && !(seq === 0 && !established)) {
      if (((seq - acked) | 0) < 0) return { kind: 'invalid', why: 'reset' }
      const exact = !established || seq === acked
      const train = track.lastIndex === ACK && track.lastDirection === direction && seq === track.lastEnd
      // RFC 5961: the receiver will challenge it, so keep the state
      if (!exact && !train) next = STATES.indexOf(old)
    }
    const answersLetThrough =
      ((seenReply && track.lastIndex === SYN) || (!assured && track.lastIndex === ACK)) &&
      ack === track.lastEnd
    if (answersLetThrough) windowMatters = false
  }

  if (windowMatters && !isInWindow(track, old, view, direction, kind === ACK, settings.tcpBeLiberal))
    return { kind: 'invalid', why: 'window' }

  const state = STATES[next]
  track.lastIndex = kind
  track.lastDirection = direction
  track.state = state
  if (old !== state && state === 'FIN_WAIT') track.seen[direction].closeInit = true
  // the usual answer of a closed port: nothing is left to track
  if (!seenReply && kind === RST) return { kind: 'gone', reopen: false }
  return {
    kind: 'valid',
    timeout: timeoutOf(track, kind, settings, seenReply),
    // as in the kernel, `seenReply` is about the packets before this one
    assured: seenReply && state === 'ESTABLISHED' && (old === 'SYN_RECV' || old === 'ESTABLISHED'),
  }
}

function timeoutOf(
  track: TcpTrack,
  kind: SegmentKind,
  { timeouts, tcpMaxRetrans }: NetfilterSettings,
  seenReply: boolean,
): TcpTimeout {
  const state = track.state as TcpTimeout
  const longer = (than: TcpTimeout) => timeouts.tcp[state] > timeouts.tcp[than]
  if (track.retrans >= tcpMaxRetrans && longer('RETRANS')) return 'RETRANS'
  if (kind === RST) return 'CLOSE'
  if ((track.seen[0].unacknowledged || track.seen[1].unacknowledged) && longer('UNACK')) return 'UNACK'
  if (track.lastWindow === 0 && longer('RETRANS')) return 'RETRANS'
  if (!seenReply && state === 'ESTABLISHED' && longer('UNACK')) return 'UNACK'
  return state
}

function remember(
  track: TcpTrack,
  kind: SegmentKind,
  direction: 0 | 1,
  seq: number,
  end: number,
  window: number,
): void {
  track.lastIndex = kind
  track.lastDirection = direction
  track.lastSeq = seq
  track.lastEnd = end
  track.lastWindow = window
}

function restart(seen: SeenEnd, end: number, window: number): void {
  clear(seen)
  seen.end = end
  seen.maxEnd = end
  seen.maxWindow = window || 1
}

function clear(seen: SeenEnd): void {
  seen.end = 0
  seen.maxEnd = 0
  seen.maxWindow = 0
  seen.maxAck = null
  seen.scale = 0
  seen.scaling = false
  seen.sack = false
  seen.liberal = false
  seen.closeInit = false
  seen.unacknowledged = false
}
