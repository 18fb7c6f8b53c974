import type { Browser, Locator, Page } from '@playwright/test'
import { openPhone } from './bench-phone'

/** Event timing tells no duration under this. */
const LEAST_MS = 16

/**
 * Watches interactions as the browser measures them for INP: event timing's duration, from the moment of the input to the paint of
 * the frame that answers it, in steps of 8 ms. Returns the way to ask for the longest, in ms, since it was asked last.
 */
export async function watchInteractions(page: Page): Promise<() => Promise<number>> {
  await page.evaluate((threshold) => {
    const durations = new Map<number, number>()
    Object.assign(window, { durations })
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries() as PerformanceEventTiming[]) {
        if (interactionId) durations.set(interactionId, Math.max(duration, durations.get(interactionId) ?? 0))
      }
    }).observe({ type: 'event', durationThreshold: threshold } as PerformanceObserverInit)
  }, LEAST_MS)
  return async () => {
    // all of it, also what follows the first paint
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 1000 })))
    return page.evaluate(() => {
      const { durations } = window as unknown as { durations: Map<number, number> }
      const longest = Math.max(0, ...durations.values())
      durations.clear()
      return longest
    })
  }
}

/** Clicks where an element is. What a test tool's own click looks up in the slowed page would be measured with it. */
export async function clickAt(page: Page, element: Locator): Promise<void> {
  const box = await element.boundingBox()
  if (!box) throw new Error(`${page.url()}: ${element} is not drawn, so it cannot be clicked`)
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
}

/** Something a reader does first on the page of an instrument. `line` is what answers it. */
export type Act = {
  readonly page: string
  readonly name: string
  readonly line: (page: Page) => Locator
  readonly control: (page: Page) => Locator
  /** a key that is pressed on the control; null for a click */
  readonly key: string | null
}

export type ActTime = {
  /** ms from the input to the paint of the first frame after it */
  readonly painted: number
  /** ms from the input until the live line says what came of it, with whatever code that has to be fetched */
  readonly answered: number
}

const stepper = (page: Page) => page.locator('.wid .say').first()
const subnet = (page: Page) => page.locator('.sub .say').first()
const next = (page: Page) => page.getByRole('button', { name: 'Next step' }).first()

export const acts: readonly Act[] = [
  { page: '/tools/handshake/', name: 'next step', line: stepper, control: next, key: null },
  {
    page: '/tools/handshake/',
    name: 'another situation',
    line: stepper,
    control: (page) => page.getByLabel('Situation'),
    key: 'ArrowDown',
  },
  {
    page: '/tools/subnet/',
    name: 'a digit more',
    line: subnet,
    control: (page) => page.getByRole('textbox', { name: 'Address, network or range' }),
    key: 'Backspace',
  },
  {
    page: '/tools/subnet/',
    name: 'split the block',
    line: subnet,
    control: (page) => page.getByRole('button', { name: /^Split / }).first(),
    key: null,
  },
  { page: '/tools/nat/', name: 'next step', line: stepper, control: next, key: null },
  {
    page: '/tools/nat/',
    name: 'another situation',
    line: stepper,
    control: (page) => page.getByRole('combobox', { name: 'Situations' }),
    key: 'ArrowDown',
  },
  {
    page: '/tools/nat/',
    name: 'send a packet',
    line: stepper,
    control: (page) => page.getByRole('button', { name: 'Send', exact: true }),
    key: null,
  },
]

/** One act as the first that is done on a page, at 6x CPU slow-down, and the same kind of act once more. */
export async function timeAct(
  browser: Browser,
  site: string,
  act: Act,
): Promise<{ readonly first: ActTime; readonly again: ActTime }> {
  const { context, page, cdp } = await openPhone(browser)
  try {
    await page.goto(site + act.page)
    await page.mouse.move(10, 10)
    const control = act.control(page)
    await control.scrollIntoViewIfNeeded()
    await page.waitForLoadState('networkidle')
    const longest = await watchInteractions(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 })
    const once = async (): Promise<ActTime> => {
      const line = act.line(page)
      const before = (await line.textContent()) ?? ''
      if (act.key) await control.focus()
      await longest()
      await line.evaluate((element, old) => {
        let began = 0
        const begin = () => {
          began ||= performance.now()
        }
        for (const kind of ['pointerdown', 'keydown'])
          addEventListener(kind, begin, { capture: true, once: true })
        Object.assign(window, { told: 0 })
        const observer = new MutationObserver(() => {
          const text = element.textContent ?? ''
          if (began === 0 || text === old || text.includes('is being fetched')) return
          observer.disconnect()
          requestAnimationFrame(() =>
            setTimeout(() => Object.assign(window, { told: performance.now() - began })),
          )
        })
        observer.observe(element, { subtree: true, childList: true, characterData: true })
      }, before)
      if (act.key) await page.keyboard.press(act.key)
      else await clickAt(page, control)
      const told = await page.waitForFunction(() => (window as unknown as { told: number }).told)
      return { painted: await longest(), answered: Math.round(await told.jsonValue()) }
    }
    return { first: await once(), again: await once() }
  } finally {
    await context.close()
  }
}
