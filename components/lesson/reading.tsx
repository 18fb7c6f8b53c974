'use client'

import { useEffect, useState } from 'react'
import { loadProgress } from '@/components/progress/use-progress'

const KEEP_AFTER_MS = 800

/** How much of the lesson has passed the lower edge of the window, "38% read"; kept in this browser as the reader goes on. */
export function Reading({ lesson }: { readonly lesson: string }) {
  const [percent, setPercent] = useState<number | null>(null)
  useEffect(() => {
    const article = document.getElementById('main')
    if (!article) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const read = readShare(article)
      setPercent(Math.floor(read * 100))
      clearTimeout(timer)
      timer = setTimeout(async () => {
        const { keepReading } = await loadProgress()
        keepReading(lesson, { read, place: placeIn(article) })
      }, KEEP_AFTER_MS)
    }
    window.addEventListener('scroll', look, { passive: true })
    return () => {
      clearTimeout(timer)
      window.removeEventListener('scroll', look)
    }
  }, [lesson])
  return percent === null ? null : `, ${percent}% read`
}

/** 0 to 1; the end counts as reached when the last line is on the screen. */
function readShare(article: HTMLElement): number {
  const { top, height } = article.getBoundingClientRect()
  return Math.min(1, Math.max(0, (window.innerHeight - top) / height))
}

/** The id of the last heading above the middle of the window, null above the first. */
function placeIn(article: HTMLElement): string | null {
  const headings = [...article.querySelectorAll('h2[id]')]
  return headings.findLast((one) => one.getBoundingClientRect().top < window.innerHeight / 2)?.id ?? null
}
