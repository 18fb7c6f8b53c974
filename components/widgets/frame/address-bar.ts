const listeners = new Set<() => void>()

/** The part of this page's address behind and with `#`, '' without one and on the server. */
export function currentHash(): string {
  return typeof window === 'undefined' ? '' : window.location.hash
}

/** Puts `hash` into the address of this page, so that a reload or a copied address leads back here. Makes no entry in the history. */
export function showHash(hash: string): void {
  if (hash === window.location.hash) return
  window.history.replaceState(window.history.state, '', hash)
  for (const listener of listeners) listener()
}

/** Calls `listener` when the hash changes, by the reader or by `showHash`. Returns the way to stop. */
export function watchHash(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('hashchange', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('hashchange', listener)
  }
}
