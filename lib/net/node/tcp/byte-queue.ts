/** Bytes in order, added at the end and dropped at the front. Plain data: `bytes[start .. start + length)` are the content. */
export type ByteQueue = { bytes: Uint8Array; start: number; length: number }

export function emptyQueue(): ByteQueue {
  return { bytes: new Uint8Array(0), start: 0, length: 0 }
}

/** Amortised constant time a byte: room doubles, and content moves to the front only when half of the room is free there. */
export function appendBytes(queue: ByteQueue, added: Uint8Array): void {
  if (added.length === 0) return
  const needed = queue.length + added.length
  if (queue.start + needed > queue.bytes.length) {
    const room = needed * 2 <= queue.bytes.length ? queue.bytes : new Uint8Array(Math.max(needed * 2, 64))
    room.set(queue.bytes.subarray(queue.start, queue.start + queue.length))
    queue.bytes = room
    queue.start = 0
  }
  queue.bytes.set(added, queue.start + queue.length)
  queue.length = needed
}

/** A queue that ran empty gives its room back, so that a snapshot of an idle connection is small. */
export function dropBytes(queue: ByteQueue, count: number): void {
  queue.start += count
  queue.length -= count
  if (queue.length > 0) return
  queue.start = 0
  if (queue.bytes.length > 65536) queue.bytes = new Uint8Array(0)
}

/** A copy of `count` bytes, `offset` bytes behind the front. */
export function copyBytes(queue: ByteQueue, offset: number, count: number): Uint8Array {
  return queue.bytes.slice(queue.start + offset, queue.start + offset + count)
}

export function takeBytes(queue: ByteQueue, count: number): Uint8Array {
  const taken = copyBytes(queue, 0, count)
  dropBytes(queue, count)
  return taken
}
