import type { Because } from './because'

/**
 * The seam between a host's sockets (`node/socket-*.ts`) and the pure TCP machine (`node/tcp/`, RFC 9293).
 *
 * `node/tcp/connection.ts` exports:
 *   openActive(options, now, random): TcpStep                 connect(): the SYN
 *   openPassive(options, syn, now, random): TcpStep           a SYN for a listener: SYN-RECEIVED and the SYN-ACK
 *   stepTcp(tcb, event, now, random): TcpStep                 everything after that
 *   resetFor(segment): TcpSegment | null                      the RST that a segment without a socket gets (RFC 9293 3.10.7.1)
 *   nextDeadline(tcb): number | null                          earliest of tcb.timers in µs; the host calls stepTcp with 'timer' then
 *
 * A Tcb is plain data (structuredClone gives an exact copy) and holds `state: TcpState`. `stepTcp` may change the tcb that
 * it was given and return it. `random` is a number in [0, 1). Times are integer microseconds.
 */
export type TcpState =
  | 'closed'
  | 'listen'
  | 'syn-sent'
  | 'syn-received'
  | 'established'
  | 'fin-wait-1'
  | 'fin-wait-2'
  | 'close-wait'
  | 'closing'
  | 'last-ack'
  | 'time-wait'

/** Bits of the flags octet of the TCP header (RFC 9293 section 3.1). */
export const FIN = 1
export const SYN = 2
export const RST = 4
export const PSH = 8
export const ACK = 16
export const URG = 32
export const ECE = 64
export const CWR = 128

export type TcpOptions = {
  /** RFC 9293 3.7.1; SYN only */
  readonly mss?: number
  /** RFC 7323 section 2; the shift count; SYN only */
  readonly windowScale?: number
  /** RFC 2018 section 2; SYN only */
  readonly sackPermitted?: boolean
  /** RFC 2018 section 3: left and right edges, first block newest */
  readonly sack?: readonly (readonly [left: number, right: number])[]
  /** RFC 7323 section 3 */
  readonly timestamps?: { readonly value: number; readonly echo: number }
}

/** One TCP segment without ports and addresses: the socket knows those. Numbers are unsigned 32-bit; `window` as on the wire. */
export type TcpSegment = {
  readonly flags: number
  readonly sequence: number
  readonly acknowledgment: number
  readonly window: number
  readonly urgentPointer?: number
  readonly options: TcpOptions
  readonly payload: Uint8Array
  /** the IP header's ECN field was CE (received) */
  readonly congestionExperienced?: boolean
  /** to be sent with ECT(0) in the IP header: new data of a connection with ECN (RFC 3168 section 6.1.1) */
  readonly ecnCapable?: boolean
}

/** Linux sysctl net.ipv4.* that shape a connection; the host passes its own values, the machine has Linux's defaults for the rest. */
export type TcpSettings = {
  readonly synRetries: number // tcp_syn_retries, 6
  readonly synLinearTimeouts: number // tcp_syn_linear_timeouts, 4 (the oracle sets 0)
  readonly synackRetries: number // tcp_synack_retries, 5
  readonly retries2: number // tcp_retries2, 15
  readonly finTimeoutUs: number // tcp_fin_timeout, 60 s
  readonly keepaliveTimeUs: number // tcp_keepalive_time, 7200 s
  readonly keepaliveIntervalUs: number // tcp_keepalive_intvl, 75 s
  readonly keepaliveProbes: number // tcp_keepalive_probes, 9
  readonly sack: boolean // tcp_sack
  readonly timestamps: boolean // tcp_timestamps
  readonly windowScaling: boolean // tcp_window_scaling
  readonly ecn: 0 | 1 | 2 // tcp_ecn, 2
  readonly congestionControl: 'reno' | 'cubic' // tcp_congestion_control
  readonly receiveBuffer: number // tcp_rmem[1]..[2] as used: bytes that may wait for read(); 131072 -> first window 64240, scale 7
  readonly sendBuffer: number // tcp_wmem: bytes that write() may queue
  readonly baseMss: number // tcp_base_mss 1024; for tcp_mtu_probing
  readonly mtuProbing: 0 | 1 | 2 // tcp_mtu_probing
  readonly tailLossProbe?: boolean // tcp_early_retrans 3; off if absent
}

export type OpenOptions = {
  /** MSS that this end announces: MTU of the route minus IP and TCP headers (1460), not minus options */
  readonly mss: number
  /** MSS that the path allows to send at first, if smaller is known (route MTU cache); else the same as `mss` */
  readonly pathMss?: number
  readonly settings: TcpSettings
  readonly noDelay?: boolean
  readonly keepalive?: boolean
  /** initial congestion window in segments (`ip route … initcwnd N`); 10 if absent */
  readonly initcwnd?: number
  /** SO_RCVBUF was set: this many bytes of buffer (twice what setsockopt was given), never autotuned */
  readonly receiveBufferFixed?: number
  /** the initial sequence number, instead of one by clock and chance */
  readonly iss?: number
}

/** Names of the errno values a TCP socket can end with (connect(2), tcp(7)). */
export type TcpErrno =
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'ETIMEDOUT'
  | 'EHOSTUNREACH'
  | 'ENETUNREACH'
  | 'ENOPROTOOPT'
  | 'EPIPE'
  | 'EACCES'
  | 'EINVAL'
  | 'EMSGSIZE'
  | 'ECONNABORTED'

export type TcpEvent =
  | { readonly kind: 'segment'; readonly segment: TcpSegment }
  /** a deadline of tcb.timers has come (now >= it) */
  | { readonly kind: 'timer' }
  /** write(2): the owner hands over bytes; what does not fit in the send buffer is reported by `accepted` */
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  /** read(2): take at most so many bytes; they come back in `received`; opens the window */
  | { readonly kind: 'receive'; readonly max: number }
  /** shutdown(SHUT_WR): FIN after what is queued */
  | { readonly kind: 'shutdown' }
  /** close(2): as shutdown and nobody reads any more; unread data means RST (RFC 9293 3.10.4, RFC 2525 2.17) */
  | { readonly kind: 'close' }
  /** close with SO_LINGER 0: RST at once */
  | { readonly kind: 'abort' }
  /** an ICMP error about this connection, already mapped to errno; a connection past SYN-SENT notes it as soft (RFC 1122 4.2.3.9) */
  | { readonly kind: 'icmp'; readonly errno: TcpErrno; readonly sequence: number | null }
  /** fragmentation needed / packet too big: the path carries at most `mss` bytes of payload + TCP options from now on */
  | { readonly kind: 'path-mss'; readonly mss: number; readonly sequence: number | null }
  /** the segment just sent did not leave this host (no route, queue full, netfilter DROP): only a timer mends it */
  | { readonly kind: 'not-sent' }

export type TcpNotification =
  /** the handshake is over (both sides): connect() returns, accept() gets it */
  | { readonly kind: 'connected' }
  /** bytes wait to be read: in total */
  | { readonly kind: 'readable'; readonly bytes: number }
  /** room in the send buffer again, after a 'send' that was not taken whole */
  | { readonly kind: 'writable'; readonly room: number }
  /** the peer's FIN was reached in order: read() gives end of file */
  | { readonly kind: 'end-of-file' }
  /** the connection is over by an error; the tcb is closed */
  | { readonly kind: 'error'; readonly errno: TcpErrno }
  /** the tcb is closed: forget it (after TIME-WAIT, after a RST, after LAST-ACK) */
  | { readonly kind: 'closed' }

/** What comes back from every call. `Tcb` is `node/tcp`'s own type; the sockets only pass it on and read `tcb.state`. */
type State = { readonly state: TcpState; readonly retransmits: number }
export type TcpStep<Tcb extends State = State> = {
  readonly tcb: Tcb
  /** in the order in which they leave */
  readonly segments: readonly TcpSegment[]
  readonly notifications: readonly TcpNotification[]
  readonly because: readonly Because[]
  /** after 'send': how many bytes were taken */
  readonly accepted?: number
  /** after 'receive': the bytes */
  readonly received?: Uint8Array
  /** new data was acknowledged: the way to the next hop works (RFC 4861 7.3.1, dst_confirm) */
  readonly confirmed?: boolean
  /** a SYN ended TIME-WAIT: the tcb is closed, and the segment belongs to the listener now (RFC 9293 3.10.7.4, RFC 6191) */
  readonly redeliver?: boolean
}
