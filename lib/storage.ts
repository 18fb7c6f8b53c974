/**
 * The one door to local storage. Every key begins with `hop-by-hop:`; nothing that comes through here throws.
 * What is stored is text: whoever opens a drawer says what the text means, and what to do when it means nothing.
 */

const PREFIX = 'hop-by-hop:'

/** Whether the last write stayed: `full` = quota exceeded, `forbidden` = the browser refuses storage. */
export type Keeping = 'kept' | 'full' | 'forbidden'

export type Drawer = {
  /** The full key, as the browser's developer tools show it. */
  readonly key: string
  /** The stored text, null when there is none, or `forbidden` as a reason when storage cannot be read. */
  read(): { readonly text: string | null; readonly keeping: Keeping }
  write(text: string): Keeping
  /** Copies `text` under a key of its own (once for equal text) and returns that key; null when it could not be kept. */
  setAside(text: string): string | null
  /** What was set aside, oldest first. */
  aside(): readonly { readonly key: string; readonly text: string }[]
  /** Calls `listener` when another tab changed this drawer. Returns the way to stop. */
  watch(listener: () => void): () => void
}

/** The part of `Storage` that a drawer needs, so that a test can hand in one that is full. */
export type StorageArea = Pick<Storage, 'getItem' | 'setItem' | 'key' | 'length'>

/** One named drawer. `area` answers null where the browser has no storage or throws on the mere mention of it. */
export function openDrawer(name: string, area: () => StorageArea | null = browserArea): Drawer {
  const key = PREFIX + name
  const asidePrefix = `${key}:aside:`

  function aside() {
    const storage = area()
    if (!storage) return []
    const found: { key: string; text: string }[] = []
    try {
      for (let index = 0; index < storage.length; index += 1) {
        const at = storage.key(index)
        if (!at?.startsWith(asidePrefix)) continue
        found.push({ key: at, text: storage.getItem(at) ?? '' })
      }
    } catch {
      return []
    }
    return found.sort((a, b) => asideNumber(a.key) - asideNumber(b.key))
  }

  return {
    key,
    read() {
      const storage = area()
      if (!storage) return { text: null, keeping: 'forbidden' }
      try {
        return { text: storage.getItem(key), keeping: 'kept' }
      } catch {
        return { text: null, keeping: 'forbidden' }
      }
    },
    write: (text) => put(area(), key, text),
    setAside(text) {
      const already = aside()
      const same = already.find((one) => one.text === text)
      if (same) return same.key
      const last = already.at(-1)
      const fresh = asidePrefix + (last ? asideNumber(last.key) + 1 : 1)
      return put(area(), fresh, text) === 'kept' ? fresh : null
    },
    aside,
    watch(listener) {
      if (typeof window === 'undefined') return () => {}
      // `key` is null when another tab cleared everything
      const heard = (event: StorageEvent) => {
        if (event.key === key || event.key === null) listener()
      }
      window.addEventListener('storage', heard)
      return () => window.removeEventListener('storage', heard)
    },
  }
}

function asideNumber(key: string): number {
  return Number(key.slice(key.lastIndexOf(':') + 1)) || 0
}

function put(storage: StorageArea | null, key: string, text: string): Keeping {
  if (!storage) return 'forbidden'
  try {
    storage.setItem(key, text)
    return 'kept'
  } catch (error) {
    return isQuota(error) ? 'full' : 'forbidden'
  }
}

/** Firefox before 118 names it NS_ERROR_DOM_QUOTA_REACHED; every browser gives code 22 or that name. */
function isQuota(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { name } = error as { name?: unknown }
  return name === 'QuotaExceededError' || name === 'NS_ERROR_DOM_QUOTA_REACHED'
}

/** Reading `window.localStorage` itself throws where cookies are blocked. */
function browserArea(): StorageArea | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage
  } catch {
    return null
  }
}
