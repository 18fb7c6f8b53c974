import type { Because } from '../because'
import type { TcpErrno, TcpNotification, TcpSegment, TcpStep } from '../tcp-port'
import type { TcpBecauseKey } from './because'
import type { Tcb } from './tcb'

/** One step in the making: the block that it changes and what it has brought about so far. */
export type Work = {
  readonly tcb: Tcb
  readonly now: number
  readonly segments: TcpSegment[]
  readonly notifications: TcpNotification[]
  readonly because: Because[]
  confirmed: boolean
  accepted?: number
  received?: Uint8Array
  redeliver?: boolean
}

export function beginWork(tcb: Tcb, now: number): Work {
  return { tcb, now, segments: [], notifications: [], because: [], confirmed: false }
}

export function endWork({
  tcb,
  segments,
  notifications,
  because,
  confirmed,
  accepted,
  received,
  redeliver,
}: Work): TcpStep<Tcb> {
  return { tcb, segments, notifications, because, confirmed, accepted, received, redeliver }
}

/** Remembers why. */
export function note(work: Work, key: TcpBecauseKey, data?: Because['data']): void {
  work.because.push(data === undefined ? { key, layer: 4 } : { key, layer: 4, data })
}

/** CLOSED: all timers stop, nothing waits; with an errno the user hears of it. */
export function enterClosed(work: Work, errno: TcpErrno | null): void {
  const { tcb } = work
  if (tcb.state === 'closed') return
  tcb.state = 'closed'
  for (const name of Object.keys(tcb.timers) as (keyof Tcb['timers'])[]) tcb.timers[name] = null
  tcb.ack.scheduled = false
  tcb.ack.now = false
  if (errno !== null && !tcb.orphan) work.notifications.push({ kind: 'error', errno })
  work.notifications.push({ kind: 'closed' })
}
