import type { TcpErrno, TcpSettings, TcpState } from '../tcp-port'
import type { ByteQueue } from './byte-queue'

/** A transmitted segment that is not yet acknowledged: one entry of the retransmission queue (RFC 9293 3.10.8). */
export type SentSegment = {
  seq: number
  /** first sequence number after it; SYN and FIN count one */
  end: number
  /** SYN, FIN and PSH that it carries */
  flags: number
  sentAtUs: number
  transmissions: number
  /** the receiver reported it (RFC 2018) */
  sacked: boolean
  /** taken for lost (RFC 6675 IsLost, or a timeout) */
  lost: boolean
  /** sent again since it was taken for lost, and that copy is not known to be lost */
  resent: boolean
}

/** Received beyond `rcvNxt`, waiting for the hole to be filled. */
export type WaitingSegment = { readonly seq: number; readonly bytes: Uint8Array; readonly fin: boolean }

/** Absolute times in µs, null when not running. */
export type Timers = {
  /** RTO, and the retries of SYN and SYN-ACK */
  retransmit: number | null
  /** tail loss probe (RFC 8985 section 7) */
  lossProbe: number | null
  delayedAck: number | null
  /** zero-window probe (RFC 9293 3.8.6.1) */
  persist: number | null
  keepalive: number | null
  /** 60 s of TIME-WAIT, and of an orphan's FIN-WAIT-2 */
  timeWait: number | null
}

/**
 * Transmission control block: everything that one end knows about one connection. Plain data. Names of RFC 9293 section 3.3.1,
 * RFC 6298, RFC 5681 and, where the RFCs have none, of Linux. Sequence numbers are unsigned 32-bit, windows are bytes, times µs.
 */
export type Tcb = {
  state: TcpState
  readonly settings: TcpSettings
  /** opened by a SYN that came in */
  readonly passive: boolean

  iss: number
  sndUna: number
  sndNxt: number
  /** the peer's window in bytes, scaled */
  sndWnd: number
  sndWl1: number
  sndWl2: number
  /** the largest window that the peer ever offered */
  maxWindow: number
  irs: number
  rcvNxt: number
  /** how many bytes beyond rcvNxt the peer may still send */
  rcvWnd: number
  /** rcvNxt in the last ACK that left (Last.ACK.sent of RFC 7323) */
  rcvWup: number

  /** MSS that we announce; MSS that the peer announced; what the path carries (payload and options) */
  readonly advMss: number
  peerMss: number
  pathMss: number
  /** payload of a full segment now, options taken off */
  smss: number
  sndWscale: number
  rcvWscale: number
  wscaleOk: boolean
  sackOk: boolean
  timestampsOk: boolean
  readonly tsOffset: number
  tsRecent: number
  tsRecentAtUs: number

  sendBuffer: ByteQueue
  /** sequence number of the first byte in sendBuffer */
  sendBufferSeq: number
  /** ends of writes that are not sent yet: PSH goes there */
  pushes: number[]
  sendQueue: SentSegment[]
  /** end of the last segment that was not full (Minshall's variant of Nagle) */
  sndSml: number
  readonly noDelay: boolean
  finQueued: boolean
  /** sequence number of our FIN once it was sent */
  finSeq: number | null
  /** a 'send' was not taken whole */
  writerWaits: boolean

  receiveBuffer: ByteQueue
  waiting: WaitingSegment[]
  /** memory charged for what waits to be read, and for what waits beyond a hole */
  receiveMemory: number
  waitingMemory: number
  /** blocks above rcvNxt, newest first */
  sackBlocks: { start: number; end: number }[]
  /** duplicate to report in the next ACK (RFC 2883) */
  duplicate: { start: number; end: number } | null
  /** the peer's FIN was reached in order */
  finReceived: boolean
  /** nobody reads any more */
  receiveShutdown: boolean
  /** closed by the user: no file descriptor left */
  orphan: boolean

  /** bytes that the receive buffer grants as window in total (tcp_full_space) */
  receiveSpace: number
  receiveBufferBytes: number
  /** SO_RCVBUF fixes the size, else it grows with the flow */
  readonly receiveBufferFixed: boolean
  /** largest window that is ever offered with this buffer */
  windowClamp: number
  /** limit of the window while the sender's segment sizes are being learnt (rcv_ssthresh) */
  rcvSsthresh: number
  copied: { total: number; mark: number; space: number; sinceUs: number }
  /** round trip as the receiver sees it, from what its timestamps come back in; null before any did (rcv_rtt_est) */
  rcvRtt: { us: number; echo: number } | null

  ack: {
    /** something was received that wants an ACK */
    scheduled: boolean
    now: boolean
    /** how many more ACKs leave at once (icsk_ack.quick) */
    quick: number
    /** interactive: answers follow requests, so ACKs wait for them */
    pingpong: boolean
    /** a segment smaller than rcvMss was received (ICSK_ACK_PUSHED), or two (PUSHED2) */
    pushed: number
    /** delayed ACK estimate, 0 before the first data */
    atoUs: number
    /** estimate of the peer's segment size */
    rcvMss: number
    lastReceivedUs: number
  }
  /** last answer to a segment out of the window: one per 500 ms (tcp_invalid_ratelimit) */
  lastChallengeUs: number | null

  srtt: number | null
  /** RFC 6298's RTTVAR; never below a quarter of tcp_rto_min, so that rto is at least srtt + 200 ms */
  rttvar: number
  mdev: number
  mdevMax: number
  /** shortest round trip ever measured */
  minRtt: number | null
  rttSeq: number
  rto: number
  /** how often the timer fired in a row */
  retransmits: number
  firstTimeoutUs: number | null
  /** zero-window probes without an answer, and how often their interval doubled */
  probesSent: number
  probeBackoff: number
  totalRetransmissions: number

  cwnd: number
  ssthresh: number
  /** bytes acknowledged towards the next increase of cwnd */
  cwndCredit: number
  readonly initcwnd: number
  cwndLimited: boolean
  maxFlight: number
  cwndUsageSeq: number
  lastSentUs: number
  cubic: { wMax: number; k: number; origin: number; wEst: number; epochUs: number | null; cwndPrior: number }

  recovery: 'open' | 'recovery' | 'loss'
  /** sndNxt when recovery began (RFC 6582) */
  recover: number
  dupAcks: number
  /** proportional rate reduction (RFC 6937) */
  prr: { delivered: number; out: number; priorCwnd: number }
  sackedBytes: number
  lostBytes: number
  resentBytes: number
  highestSacked: number
  /** below this the scoreboard was searched for losses */
  lossSearched: number
  /** when the newest segment that is known to have arrived was sent (RACK.xmit_ts of RFC 8985) */
  rackSentAtUs: number

  /** both ends agreed on ECN (RFC 3168) */
  ecnOk: boolean
  /** a mark was received: ECE on every ACK until CWR comes */
  ecnDemandsReduction: boolean
  /** cwnd was reduced for an ECE: the next new data carries CWR */
  ecnSaysReduced: boolean
  /** sndNxt at the last reduction for an ECE: once a round trip */
  ecnReducedAt: number

  lastHeardUs: number
  readonly keepalive: boolean
  keepaliveProbesSent: number
  softError: TcpErrno | null
  timers: Timers
}

/** TCP_INFINITE_SSTHRESH */
export const INFINITE_SSTHRESH = 0x7fffffff

/** The MSS of a peer that did not say one: RFC 9293 3.7.1 (IPv4). */
export const DEFAULT_MSS = 536

/** RFC 6298 section 2: the timeout before anything was measured. */
export const INITIAL_RTO_US = 1_000_000
export const RTO_MIN_US = 200_000
export const RTO_MAX_US = 120_000_000
