import { flagNames } from '../explain/flag-names'
import type { TcpState } from '../node/tcp-port'
import type { Trace } from '../sim/trace'
import type { Happening } from './run'
import { icmpIn, segmentIn } from './segment-in'
import type { End } from './situation'

/** One arrow of RFC 9293, figure 5, as an end took it: what happened, and what it sent thereupon. */
export type Transition = {
  readonly end: End
  readonly before: TcpState
  readonly after: TcpState
  /** "active OPEN", "rcv SYN, ACK", "timeout": in the words of the figure */
  readonly event: string
  /** "snd ACK"; null when nothing was sent */
  readonly action: string | null
}

/** The calls of RFC 9293, section 3.9.1, for those of the socket interface. */
const CALLS: Readonly<Record<string, string>> = {
  connect: 'active OPEN',
  listen: 'passive OPEN',
  shutdown: 'CLOSE',
  close: 'CLOSE',
  abort: 'ABORT',
  write: 'SEND',
  read: 'RECEIVE',
}

export function transitionOf({ end, cause, frames, before, after }: Happening, trace: Trace): Transition {
  const sent = trace.frames
    .slice(...frames)
    .filter(({ direction }) => direction === 'out')
    .map(({ bytes }) => nameOf(bytes))
  return {
    end,
    before: before.state,
    after: after.state,
    event:
      cause.kind === 'arrival'
        ? `rcv ${nameOf(cause.bytes)}`
        : cause.kind === 'call'
          ? (CALLS[cause.call] ?? cause.call)
          : before.state === 'time-wait'
            ? '2 MSL passed'
            : 'timeout',
    action: sent.length > 0 ? `snd ${sent.join(', then ')}` : null,
  }
}

function nameOf(bytes: Uint8Array): string {
  const segment = segmentIn(bytes, 0, 0, 0)
  return segment ? flagNames(segment.flags) : `ICMP ${icmpIn(bytes)}`
}
