import { useSyncExternalStore } from 'react'
import type { ProgressSnapshot } from '@/lib/study/progress-store'

type Here = typeof import('@/lib/study/browser-progress')

let here: Here | null = null
let loading: Promise<Here> | null = null

/** The progress of this browser with its verbs, loaded once and only when something asks for it. */
export function loadProgress(): Promise<Here> {
  loading ??= import('@/lib/study/browser-progress').then((loaded) => {
    here = loaded
    return loaded
  })
  return loading
}

/** What is known of the reader: null in server HTML, in the first client render and until storage has been read. */
export function useProgress(): ProgressSnapshot | null {
  return useSyncExternalStore(subscribe, current, unknown)
}

function subscribe(listener: () => void): () => void {
  let stop: (() => void) | null = null
  let left = false
  loadProgress().then(({ browserProgress }) => {
    if (left) return
    stop = browserProgress.subscribe(listener)
    listener()
  })
  return () => {
    left = true
    stop?.()
  }
}

function current(): ProgressSnapshot | null {
  return here?.browserProgress.get() ?? null
}

function unknown(): null {
  return null
}
