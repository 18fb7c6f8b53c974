import type { StorageArea } from './storage'

/** A storage area for tests: in memory, and able to be full or forbidden from the start or from some moment on. */
export type MemoryArea = StorageArea & {
  full: boolean
  forbidden: boolean
  entries(): IterableIterator<[string, string]>
  removeItem(key: string): void
}

export function memoryArea(state: { full?: boolean; forbidden?: boolean } = {}): MemoryArea {
  const values = new Map<string, string>()
  const guard = () => {
    if (area.forbidden) throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  const area: MemoryArea = {
    full: state.full ?? false,
    forbidden: state.forbidden ?? false,
    get length() {
      guard()
      return values.size
    },
    key(index) {
      guard()
      return [...values.keys()][index] ?? null
    },
    getItem(key) {
      guard()
      return values.get(key) ?? null
    },
    setItem(key, text) {
      guard()
      if (area.full) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      values.set(key, text)
    },
    removeItem: (key) => void values.delete(key),
    entries: () => values.entries(),
  }
  return area
}
