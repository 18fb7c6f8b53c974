import { readU16, readU32 } from '../bytes/integers'

/** One end of a conversation: address and port in one Map key. IPv4 fits a number exactly (48 bits); IPv6 is text. */
type EndKey = number | string

export function endKey4(bytes: Uint8Array, address: number, port: number): EndKey {
  return readU32(bytes, address) * 65536 + port
}

export function endKey6(bytes: Uint8Array, address: number, port: number): EndKey {
  let key = String.fromCharCode(port)
  for (let i = 0; i < 16; i += 2) key += String.fromCharCode(readU16(bytes, address + i))
  return key
}

/** Most conversations kept; beyond, the oldest are forgotten, so that a long capture does not fill the memory. */
const MOST_FLOWS = 65536

type Entry<Flow> = { readonly flow: Flow; readonly first: EndKey; readonly second: EndKey }

/** Conversations by their two ends, in whichever direction a frame goes. `count` is the index of the next one. */
export class FlowTable<Flow> {
  count = 0
  private readonly byEnd = new Map<EndKey, Map<EndKey, Entry<Flow>>>()
  private readonly order: Entry<Flow>[] = []
  private oldest = 0
  private last: Entry<Flow> | null = null

  find(one: EndKey, other: EndKey): Flow | null {
    const last = this.last
    if (
      last &&
      ((last.first === one && last.second === other) || (last.first === other && last.second === one))
    )
      return last.flow
    const found = this.byEnd.get(one < other ? one : other)?.get(one < other ? other : one)
    if (!found) return null
    this.last = found
    return found.flow
  }

  /** Replaces an older conversation between the same ends: ports are used again. */
  add(one: EndKey, other: EndKey, flow: Flow): Flow {
    const [first, second] = one < other ? [one, other] : [other, one]
    const entry = { flow, first, second }
    let peers = this.byEnd.get(first)
    if (!peers) {
      peers = new Map()
      this.byEnd.set(first, peers)
    }
    peers.set(second, entry)
    this.order.push(entry)
    this.last = entry
    this.count++
    if (this.order.length - this.oldest > MOST_FLOWS) this.forgetOldest()
    return flow
  }

  private forgetOldest(): void {
    const entry = this.order[this.oldest++]
    const peers = this.byEnd.get(entry.first)
    if (peers?.get(entry.second) === entry) {
      peers.delete(entry.second)
      if (peers.size === 0) this.byEnd.delete(entry.first)
    }
    if (this.oldest > MOST_FLOWS) {
      this.order.splice(0, this.oldest)
      this.oldest = 0
    }
  }
}
