'use client'

import { useEffect } from 'react'
import { type Block, readShare } from '@/components/progress/read-share'
import { loadProgress, useProgress } from '@/components/progress/use-progress'
import { percentRead } from '@/lib/study/progress-summary'

const KEEP_AFTER_MS = 800

/** How much of the lesson was read, "38% read". Follows the reader and keeps the place in this browser. */
export function Reading({ lesson }: { readonly lesson: string }) {
  const known = useProgress()

  useEffect(() => {
    const article = document.getElementById('main')
    if (!article) return
    const weights = [...article.children].map((block) => block.textContent?.length ?? 0)
    let reached: { readonly read: number; readonly place: string | null } | null = null
    let timer: ReturnType<typeof setTimeout> | undefined

    const keep = () => {
      clearTimeout(timer)
      timer = undefined
      const reading = reached
      reached = null
      if (reading) loadProgress().then(({ keepReading }) => keepReading(lesson, reading))
    }
    const look = () => {
      const read = readShare(blocksOf(article, weights), window.innerHeight)
      reached = { read, place: placeIn(article) }
      timer ??= setTimeout(keep, KEEP_AFTER_MS)
    }
    window.addEventListener('scroll', look, { passive: true })
    // the reader may have scrolled before this was here
    if (window.scrollY > 0) look()
    // who leaves in the middle of a stretch is not sent back to its beginning
    document.addEventListener('visibilitychange', keep)
    window.addEventListener('pagehide', keep)
    return () => {
      keep()
      window.removeEventListener('scroll', look)
      document.removeEventListener('visibilitychange', keep)
      window.removeEventListener('pagehide', keep)
    }
  }, [lesson])

  const percent = known ? percentRead(known.progress, lesson) : 0
  return percent > 0 ? `, ${percent}% read` : null
}

function blocksOf(article: HTMLElement, weights: readonly number[]): readonly Block[] {
  return [...article.children].map((block, index) => {
    const { top, height } = block.getBoundingClientRect()
    return { top, height, weight: weights[index] ?? 0 }
  })
}

/** The id of the last heading above the middle of the window, null above the first. */
function placeIn(article: HTMLElement): string | null {
  const headings = [...article.querySelectorAll('h2[id]')]
  return headings.findLast((one) => one.getBoundingClientRect().top < window.innerHeight / 2)?.id ?? null
}
