import type { Browser, Page } from '@playwright/test'
import { clickAt, watchInteractions } from './bench-interactions'
import { openPhone } from './bench-phone'
import { median } from './bench-table'

export interface Answers {
  /** ms from a press on "Next step" to the frame that shows it; null on a page without a stepper */
  readonly step: { readonly median: number; readonly worst: number } | null
  /** ms from navigation to the first answer of the quiz; null on a page without one */
  readonly quiz: number | null
}

const RUNS = 3
const STEPS = 6

/** How long a reader waits, medians of three visits. */
export async function measureAnswers(browser: Browser, url: string): Promise<Answers> {
  const quiz: number[] = []
  const steps: number[] = []
  for (let run = 0; run < RUNS; run++) {
    steps.push(...(await timeSteps(browser, url)))
    quiz.push(...(await timeQuiz(browser, url)))
  }
  return {
    step: steps.length > 0 ? { median: median(steps), worst: Math.max(...steps) } : null,
    quiz: quiz.length > 0 ? median(quiz) : null,
  }
}

/** Real presses of the mouse on “Next step” at 6x CPU slow-down, each with what follows its first paint. */
async function timeSteps(browser: Browser, url: string): Promise<readonly number[]> {
  const { context, page, cdp } = await openPhone(browser)
  try {
    await page.goto(url)
    await page.mouse.move(10, 10)
    const next = page.getByRole('button', { name: 'Next step' }).first()
    if (!(await next.count())) return []
    await next.scrollIntoViewIfNeeded()
    await page.waitForLoadState('networkidle')
    await next.click()
    const longest = await watchInteractions(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 })
    const line = page.locator('.wid [aria-live=polite]').first()
    const measured: number[] = []
    for (let step = 0; step < STEPS && (await next.getAttribute('aria-disabled')) !== 'true'; step++) {
      const before = await line.textContent()
      await clickAt(page, next)
      await page.waitForFunction((old) => {
        const live = document.querySelector('.wid [aria-live=polite]')
        return live?.textContent !== old
      }, before)
      measured.push(await longest())
    }
    return measured
  } finally {
    await context.close()
  }
}

/**
 * From navigation to the answer shown after the first click on "Check answer", at 4x CPU slow-down. The page is asked by plain
 * selectors: to find a question by its role and name costs the slowed page more than all that a reader waits for.
 */
async function timeQuiz(browser: Browser, url: string): Promise<readonly number[]> {
  const { context, page, cdp } = await openPhone(browser)
  try {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const began = performance.now()
    await page.goto(url, { waitUntil: 'domcontentloaded' })
    if (!(await page.locator('.qz input[type=radio]').count())) return []
    await choose(page, '.qz input[type=radio]')
    await press(page, '.qz:has(input:checked) [type=submit]')
    await page.waitForFunction(() => document.querySelector('.qz:has(input:checked) .qverdict'), null, {
      polling: 'raf',
    })
    return [Math.round(performance.now() - began)]
  } finally {
    await context.close()
  }
}

/** Most frames until what is laid out on arrival has stopped moving what is to be clicked, and most attempts to hit it. */
const SETTLING_FRAMES = 60
const ATTEMPTS = 5

/** Presses a radio button until it is chosen: what is laid out late may move it from under the pointer, as from under a reader's. */
async function choose(page: Page, selector: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await press(page, selector)
    if (await page.evaluate((wanted) => document.querySelector(`${wanted}:checked`) !== null, selector))
      return
  }
  throw new Error(`${page.url()}: ${selector} was pressed ${ATTEMPTS} times and is not chosen`)
}

/** Scrolls to the first element that `selector` finds, and clicks it with the mouse as soon as it rests. */
async function press(page: Page, selector: string): Promise<void> {
  const place = await page.evaluate(
    async ([wanted, frames]) => {
      const element = document.querySelector(wanted)
      let before = Number.NaN
      for (let frame = 0; element && frame < frames; frame++) {
        element.scrollIntoView({ block: 'center', behavior: 'instant' })
        // what comes near is laid out in the next frame, and may move it
        await new Promise(requestAnimationFrame)
        const { x, y, width, height } = element.getBoundingClientRect()
        if (y === before) return { x: x + width / 2, y: y + height / 2 }
        before = y
      }
      return null
    },
    [selector, SETTLING_FRAMES] as const,
  )
  if (!place)
    throw new Error(
      `${page.url()}: ${selector} is not there, or does not rest within ${SETTLING_FRAMES} frames`,
    )
  await page.mouse.click(place.x, place.y)
}
