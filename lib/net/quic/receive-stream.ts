/** One stream at the receiver: bytes are handed over in order, whatever other streams wait for (RFC 9000 section 2.2). */

export type ReceiveStream = {
  /** how many bytes the program has been given */
  delivered: number
  /** beyond a hole, by offset */
  readonly waiting: { readonly offset: number; readonly data: Uint8Array }[]
}

export function newReceiveStream(): ReceiveStream {
  return { delivered: 0, waiting: [] }
}

/** Takes a piece of the stream and gives what can be handed over now: the piece, and what waited for it. Bytes that came before are dropped. */
export function receiveStreamData(
  stream: ReceiveStream,
  offset: number,
  data: Uint8Array,
): readonly Uint8Array[] {
  if (offset + data.length <= stream.delivered) return []
  stream.waiting.push({ offset, data })
  stream.waiting.sort((a, b) => a.offset - b.offset)
  const ready: Uint8Array[] = []
  while (stream.waiting.length > 0) {
    const first = stream.waiting[0]
    if (!first || first.offset > stream.delivered) break
    stream.waiting.shift()
    const fresh = first.data.subarray(stream.delivered - first.offset)
    if (fresh.length === 0) continue
    ready.push(fresh)
    stream.delivered += fresh.length
  }
  return ready
}
