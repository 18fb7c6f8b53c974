type Due = { readonly atUs: number; readonly order: number; readonly run: () => void }

/** What is going to happen, soonest first; at the same time, in the order in which it was added. A binary heap. */
export class EventQueue {
  private readonly heap: Due[] = []
  private order = 0

  first(): Due | undefined {
    return this.heap[0]
  }

  clear(): void {
    this.heap.length = 0
  }

  add(atUs: number, run: () => void): void {
    const { heap } = this
    const due = { atUs, order: this.order++, run }
    let at = heap.length
    heap.push(due)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isSooner(due, heap[parent] as Due)) break
      heap[at] = heap[parent] as Due
      at = parent
    }
    heap[at] = due
  }

  removeFirst(): void {
    const { heap } = this
    const last = heap.pop()
    if (!last || heap.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isSooner(heap[child + 1] as Due, heap[child] as Due)) child += 1
      if (!isSooner(heap[child] as Due, last)) break
      heap[at] = heap[child] as Due
      at = child
    }
    heap[at] = last
  }
}

function isSooner(one: Due, other: Due): boolean {
  return one.atUs < other.atUs || (one.atUs === other.atUs && one.order < other.order)
}
