import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import { openPhone } from './bench-phone'
import { bundleIslands } from './bundle-islands.mjs'

/** Bytes with brotli of a player's code beside what every page has, and of what it may fetch when it is used. */
export interface InstrumentWeight {
  readonly name: string
  readonly added: number
  readonly later: number
}

/** The players of components/widgets, the heaviest first. */
export async function weighInstruments(root: string): Promise<readonly InstrumentWeight[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hop-islands-'))
  try {
    const { players } = await bundleIslands(root.replace(/\/$/, ''), folder, '')
    const weigh = (files: readonly string[]) =>
      files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(folder, file))).length, 0)
    return Object.entries(players)
      .filter(([, { source }]) => /^components\/widgets\/(?!frame\/)/.test(source))
      .map(([name, { files, later }]) => ({ name, added: weigh(files), later: weigh(later) }))
      .sort((one, other) => other.added - one.added)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export interface Motion {
  /** frames a second while it plays */
  readonly frames: number
  /** ms between two frames at the worst */
  readonly longest: number
  /** layouts while something moves: none, for what moves is a transform or an opacity */
  readonly layouts: number
}

const PLAYED_MS = 6000
/** A step is drawn, and what follows its first paint, within this; then there is only motion until the next step. */
const DRAWN_MS = 300

/** Plays the first stepper of a page for six seconds; null when there is none. */
export async function measureMotion(browser: Browser, url: string): Promise<Motion | null> {
  const { context, page } = await openPhone(browser)
  try {
    await page.goto(url)
    await page.mouse.move(10, 10)
    const play = page.getByRole('button', { name: 'Play', exact: true }).first()
    if (!(await play.count())) return null
    await play.scrollIntoViewIfNeeded()
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => {
      const lines = document.querySelectorAll('.wid [aria-live]')
      const observer = new MutationObserver(() => performance.mark('step'))
      for (const line of lines)
        observer.observe(line, { subtree: true, childList: true, characterData: true })
    })
    await browser.startTracing(page, { categories: ['devtools.timeline', 'blink.user_timing'] })
    await play.click()
    const { frames, longest } = await page.evaluate(
      (span) =>
        new Promise<{ frames: number; longest: number }>((done) => {
          const times: number[] = []
          requestAnimationFrame(function frame(now) {
            times.push(now)
            const first = times[0] as number
            if (now - first < span) return requestAnimationFrame(frame)
            const gaps = times.slice(1).map((time, index) => time - (times[index] as number))
            return done({ frames: (gaps.length * 1000) / (now - first), longest: Math.max(...gaps) })
          })
        }),
      PLAYED_MS,
    )
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[]
    }
    const steps = traceEvents.filter(({ cat, name }) => cat.includes('user_timing') && name === 'step')
    const layouts = traceEvents.filter(
      ({ name, ts, args }) =>
        name === 'Layout' &&
        (args.beginData?.dirtyObjects ?? 0) > 0 &&
        steps.some((step) => step.ts <= ts) &&
        !steps.some((step) => ts >= step.ts && ts < step.ts + DRAWN_MS * 1000),
    )
    return { frames: Math.round(frames), longest: Math.round(longest), layouts: layouts.length }
  } finally {
    await context.close()
  }
}

type TraceEvent = {
  readonly cat: string
  readonly name: string
  /** µs */
  readonly ts: number
  readonly args: { readonly beginData?: { readonly dirtyObjects?: number } }
}
