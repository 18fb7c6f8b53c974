import { draw, type RandomState } from './random'

export type LinkEnd = { readonly node: string; readonly iface: string }

/** A cable between two interfaces, with what tc-netem(8) can do to it, alike in both directions. Times in µs. */
export type Link = {
  readonly ends: readonly [LinkEnd, LinkEnd]
  delayUs: number
  /** bits a second; null for no limit */
  rate: number | null
  /** bytes that may wait for their turn on a link with a rate */
  queueBytes: number
  /** which end's frames may be lost, as when netem stands at one end; null for both */
  losesFrom: 0 | 1 | null
  /** chances from 0 to 1 */
  loss: number
  duplicate: number
  /** chance that a frame overtakes those before it: it is sent without the delay */
  reorder: number
  up: boolean
  /** how many frames that may be lost were put on it so far, and which of them (from 1) are lost whatever chance says */
  carried: number
  readonly losing: number[]
  /** until when each direction is busy sending */
  readonly busyUntil: [number, number]
}

/** A frame takes this long on a cable that has no delay of its own: time has to pass, or nothing is before anything. */
export const CABLE_US = 5

export function makeLink(a: LinkEnd, b: LinkEnd): Link {
  return {
    ends: [a, b],
    delayUs: CABLE_US,
    rate: null,
    queueBytes: 1_000_000,
    losesFrom: null,
    loss: 0,
    duplicate: 0,
    reorder: 0,
    up: true,
    carried: 0,
    losing: [],
    busyUntil: [0, 0],
  }
}

/** When copies of a frame sent now by end `from` arrive at the other; none when it is lost, and why. */
export function carry(
  link: Link,
  from: 0 | 1,
  length: number,
  now: number,
  random: RandomState,
): {
  readonly arrivals: readonly number[]
  readonly lost: 'link.down' | 'link.loss' | 'link.queue-full' | null
} {
  const mayLose = link.losesFrom === null || link.losesFrom === from
  if (mayLose) link.carried++
  if (!link.up) return { arrivals: [], lost: 'link.down' }
  if (mayLose && isLost(link, random)) return { arrivals: [], lost: 'link.loss' }
  const sent = takeTurn(link, from, length, now)
  if (sent === null) return { arrivals: [], lost: 'link.queue-full' }
  const overtakes = link.reorder > 0 && draw(random) < link.reorder
  const at = sent + (overtakes ? CABLE_US : link.delayUs)
  const twice = link.duplicate > 0 && draw(random) < link.duplicate
  return { arrivals: twice ? [at, at] : [at], lost: null }
}

function isLost({ losing, carried, loss }: Link, random: RandomState): boolean {
  if (losing.length > 0 && losing.includes(carried)) return true
  return loss > 0 && draw(random) < loss
}

/** When the last bit is out; null when the queue before the link is full. */
function takeTurn(link: Link, from: 0 | 1, length: number, now: number): number | null {
  if (link.rate === null) return now
  const start = Math.max(now, link.busyUntil[from])
  const waiting = ((start - now) * link.rate) / 8_000_000
  if (waiting + length > link.queueBytes) return null
  const end = start + Math.ceil((length * 8_000_000) / link.rate)
  link.busyUntil[from] = end
  return end
}
