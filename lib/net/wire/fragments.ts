/** Reassembly of IP fragments: RFC 791 section 3.2, RFC 8200 section 4.5. Identical copies and overlaps are tolerated; the first byte seen stays. */

/** Datagrams that wait at the same time; beyond, the oldest is dropped. */
const MOST_DATAGRAMS = 256
/** Pieces of one datagram: far more than any link cuts. */
const MOST_FRAGMENTS = 1024
/** No IP payload is longer. */
const LONGEST = 65535

type Fragment = { readonly frame: number; readonly offset: number; readonly bytes: Uint8Array }

type Datagram = {
  readonly fragments: Fragment[]
  /** Known once the last fragment was seen; else -1. */
  total: number
}

export type Reassembled = { readonly bytes: Uint8Array; readonly fragments: readonly Fragment[] }

export type FragmentStore = { readonly waiting: Map<string, Datagram> }

export function makeFragmentStore(): FragmentStore {
  return { waiting: new Map() }
}

/** Takes a fragment (bytes are kept as a view); gives the whole payload when it was the last one missing, else null. */
export function addFragment(
  store: FragmentStore,
  key: string,
  frame: number,
  offset: number,
  bytes: Uint8Array,
  more: boolean,
): Reassembled | null {
  let datagram = store.waiting.get(key)
  if (!datagram) {
    datagram = { fragments: [], total: -1 }
    store.waiting.set(key, datagram)
    if (store.waiting.size > MOST_DATAGRAMS) {
      for (const oldest of store.waiting.keys()) {
        store.waiting.delete(oldest)
        break
      }
    }
  }
  const end = offset + bytes.length
  if (bytes.length === 0 || end > LONGEST || datagram.fragments.length >= MOST_FRAGMENTS) return null
  datagram.fragments.push({ frame, offset, bytes })
  if (!more) datagram.total = end
  if (datagram.total < 0) return null
  const whole = join(datagram)
  if (whole) store.waiting.delete(key)
  return whole
}

function join(datagram: Datagram): Reassembled | null {
  let there = 0
  for (const fragment of datagram.fragments) there += fragment.bytes.length
  if (there < datagram.total) return null // cheap: most calls end here
  const fragments = [...datagram.fragments].sort((a, b) => a.offset - b.offset)
  const bytes = new Uint8Array(datagram.total)
  let reached = 0
  for (const { offset, bytes: part } of fragments) {
    if (offset > reached) return null // a hole
    const end = Math.min(offset + part.length, datagram.total)
    if (end > reached) {
      bytes.set(part.subarray(reached - offset, end - offset), reached)
      reached = end
    }
  }
  return reached === datagram.total ? { bytes, fragments } : null
}
