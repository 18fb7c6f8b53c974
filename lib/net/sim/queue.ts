import type { PacketTrack } from '../node/netfilter-port'
import type { Timer } from '../node/timer'

/** Something that will happen. `order` keeps what was put in first first, among events of the same microsecond. */
export type QueuedEvent = { readonly at: number; readonly order: number } & (
  | {
      readonly kind: 'arrive'
      readonly node: string
      readonly iface: string
      readonly bytes: Uint8Array
      readonly track?: PacketTrack
    }
  | { readonly kind: 'timer'; readonly node: string; readonly timer: Timer }
  | { readonly kind: 'link'; readonly link: number; readonly up: boolean; readonly noticed: boolean }
)

/** A binary heap, earliest first, in a plain array. */
export type Queue = QueuedEvent[]

function isBefore(a: QueuedEvent, b: QueuedEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}

export function push(queue: Queue, event: QueuedEvent): void {
  let at = queue.length
  queue.push(event)
  while (at > 0) {
    const parent = (at - 1) >>> 1
    if (!isBefore(event, queue[parent])) break
    queue[at] = queue[parent]
    at = parent
  }
  queue[at] = event
}

export function pop(queue: Queue): QueuedEvent | null {
  const first = queue[0]
  const last = queue.pop()
  if (first === undefined || last === undefined) return null
  if (queue.length > 0) sink(queue, last)
  return first
}

function sink(queue: Queue, event: QueuedEvent): void {
  const { length } = queue
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= length) break
    if (child + 1 < length && isBefore(queue[child + 1], queue[child])) child++
    if (!isBefore(queue[child], event)) break
    queue[at] = queue[child]
    at = child
  }
  queue[at] = event
}
