import { openDrawer } from '@/lib/storage'

/** `system` follows the reader's machine and is what an empty drawer means. */
export type Theme = 'system' | 'light' | 'dark'

const drawer = openDrawer('theme')
const listeners = new Set<() => void>()

export const themeDrawerKey = drawer.key

/** What was chosen in this browser. */
export function chosenTheme(): Theme {
  const { text } = drawer.read()
  return text === 'light' || text === 'dark' ? text : 'system'
}

export function unknownTheme(): Theme {
  return 'system'
}

/** Keeps the choice and shows it at once. */
export function chooseTheme(theme: Theme) {
  drawer.write(theme)
  show(theme)
  for (const listener of listeners) listener()
}

/** Calls `listener` when the theme changes here or in another tab. Returns the way to stop. */
export function watchTheme(listener: () => void): () => void {
  listeners.add(listener)
  const stop = drawer.watch(() => {
    show(chosenTheme())
    listener()
  })
  return () => {
    listeners.delete(listener)
    stop()
  }
}

function show(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
