/** Echo requests that wait for their reply, to name the request and the round trip at the reply. */
type Waiting = { readonly frame: number; readonly seconds: number; readonly nanoseconds: number }

const MOST_WAITING = 4096

export type PingMemory = { readonly waiting: Map<string, Waiting> }

export function makePingMemory(): PingMemory {
  return { waiting: new Map() }
}

export function rememberPing(memory: PingMemory, key: string, request: Waiting): void {
  memory.waiting.set(key, request)
  if (memory.waiting.size > MOST_WAITING) {
    for (const oldest of memory.waiting.keys()) {
      memory.waiting.delete(oldest)
      break
    }
  }
}

export function answeredPing(memory: PingMemory, key: string): Waiting | null {
  return memory.waiting.get(key) ?? null
}
