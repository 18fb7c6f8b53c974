import type { Machine } from '../node/machine'
import type { TcpSocket } from '../node/socket'
import type { Tcb, Timers } from '../node/tcp/tcb'
import type { TcpState } from '../node/tcp-port'
import { ENDPOINTS } from './network'
import type { End } from './situation'

/** A timer that is running. Times in µs of the run. */
export type RunningTimer = {
  readonly name: keyof Timers
  readonly deadlineUs: number
  readonly startedUs: number
}

/** What an end knows of its connection at one moment (RFC 9293 section 3.3.1); raw sequence numbers, windows in bytes. */
export type TcbView = {
  readonly iss: number
  readonly sndUna: number
  readonly sndNxt: number
  readonly sndWnd: number
  /** null before the peer's SYN has come */
  readonly irs: number | null
  readonly rcvNxt: number | null
  readonly rcvWnd: number
  readonly cwnd: number
  readonly rtoUs: number
  readonly timers: readonly RunningTimer[]
}

/** One end at one moment; no block when there is no connection (CLOSED) or none yet (LISTEN). */
export type EndView = { readonly atUs: number; readonly state: TcpState; readonly tcb: TcbView | null }

/** The socket of the watched connection at this end, null while there is none. */
export function socketOf(machine: Machine, end: End): TcpSocket | null {
  const local = ENDPOINTS[end]
  const remote = ENDPOINTS[end === 0 ? 1 : 0]
  for (const socket of machine.sockets.values()) {
    if (socket.kind !== 'tcp' || !socket.tcb || !socket.remote) continue
    if (socket.local.port === local.port && socket.remote.port === remote.port) return socket
  }
  return null
}

/** `before` is the same end a moment earlier: it tells since when a timer runs, and what CLOSED means. */
export function viewEnd(machine: Machine, end: End, atUs: number, before: EndView | null): EndView {
  const tcb = socketOf(machine, end)?.tcb as Tcb | null | undefined
  if (!tcb) return { atUs, state: stateWithoutTcb(machine, before), tcb: null }
  const early = tcb.state === 'syn-sent'
  const view: TcbView = {
    iss: tcb.iss,
    sndUna: tcb.sndUna,
    sndNxt: tcb.sndNxt,
    sndWnd: tcb.sndWnd,
    irs: early ? null : tcb.irs,
    rcvNxt: early ? null : tcb.rcvNxt,
    rcvWnd: tcb.rcvWnd,
    cwnd: tcb.cwnd,
    rtoUs: tcb.rto,
    timers: runningTimers(tcb.timers, atUs, before?.tcb?.timers ?? []),
  }
  return { atUs, state: tcb.state, tcb: view }
}

function stateWithoutTcb(machine: Machine, before: EndView | null): TcpState {
  const listens = Array.from(machine.sockets.values()).some((each) => each.kind === 'tcp' && each.listening)
  const wasHalfOpen = before?.state === 'syn-received' || before?.state === 'listen'
  return listens && (before === null || wasHalfOpen) ? 'listen' : 'closed'
}

const SHOWN = ['retransmit', 'delayedAck', 'lossProbe', 'persist', 'timeWait'] as const

function runningTimers(
  timers: Timers,
  atUs: number,
  earlier: readonly RunningTimer[],
): readonly RunningTimer[] {
  return SHOWN.flatMap((name) => {
    const deadlineUs = timers[name]
    if (deadlineUs === null) return []
    const same = earlier.find((timer) => timer.name === name && timer.deadlineUs === deadlineUs)
    return [same ?? { name, deadlineUs, startedUs: atUs }]
  })
}
