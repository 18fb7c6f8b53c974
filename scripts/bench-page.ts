import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test'

/** Bytes over the wire (headers and compressed bodies) by kind, and how many requests. */
export interface Weight {
  all: number
  html: number
  js: number
  css: number
  font: number
  requests: number
}

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }

/** What the page weighs at phone width before the reader touches anything, and after reading to the end and stepping the stepper. */
export async function measureTransfer(
  browser: Browser,
  url: string,
): Promise<{ beforeTouch: Weight; afterReading: Weight }> {
  const { context, page, cdp } = await open(browser)
  const weight: Weight = { all: 0, html: 0, js: 0, css: 0, font: 0, requests: 0 }
  const kindOf = new Map<string, string>()
  await cdp.send('Network.enable')
  cdp.on('Network.responseReceived', ({ requestId, type }) => kindOf.set(requestId, type))
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kindOf.get(requestId)
    weight.all += encodedDataLength
    weight.requests += 1
    if (kind === 'Document') weight.html += encodedDataLength
    if (kind === 'Script') weight.js += encodedDataLength
    if (kind === 'Stylesheet') weight.css += encodedDataLength
    if (kind === 'Font') weight.font += encodedDataLength
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  const beforeTouch = { ...weight }
  await page.mouse.move(10, 10)
  const height = await page.evaluate(() => document.body.scrollHeight)
  for (let top = 0; top <= height; top += 700) {
    await page.evaluate((to) => window.scrollTo(0, to), top)
    await page.waitForLoadState('networkidle')
  }
  const next = page.getByRole('button', { name: 'Next step' }).first()
  if (await next.count()) await next.click()
  await page.waitForLoadState('networkidle')
  await context.close()
  return { beforeTouch, afterReading: weight }
}

/** How long a reader waits, in milliseconds: a step of the stepper, the first quiz answer, the next page. */
export async function measureAnswers(
  browser: Browser,
  url: string,
): Promise<{ step: { median: number; worst: number }; quiz: number; next: number | null }> {
  return {
    step: await timeSteps(browser, url),
    quiz: await timeQuiz(browser, url),
    next: await timeNextPage(browser, url),
  }
}

/** From the click to the frame painted after it, at 6x CPU slow-down, over every step of the first stepper. */
async function timeSteps(browser: Browser, url: string): Promise<{ median: number; worst: number }> {
  const { context, page, cdp } = await open(browser)
  await page.goto(url)
  await page.mouse.move(10, 10)
  const stepper = page.getByRole('button', { name: 'Next step' }).first()
  await stepper.scrollIntoViewIfNeeded()
  await page.waitForLoadState('networkidle')
  await stepper.click()
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  const handle = await stepper.elementHandle()
  if (!handle) throw new Error(`${url} has no stepper`)
  const times = await handle.evaluate(async (button) => {
    const measured: number[] = []
    while (
      !(button as HTMLButtonElement).disabled &&
      button.getAttribute('aria-disabled') !== 'true' &&
      measured.length < 6
    ) {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const began = performance.now()
      ;(button as HTMLButtonElement).click()
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      measured.push(performance.now() - began)
    }
    return measured.sort((one, other) => one - other)
  })
  await context.close()
  return {
    median: Math.round(times[times.length >> 1] ?? Number.NaN),
    worst: Math.round(times.at(-1) ?? Number.NaN),
  }
}

/** From navigation to the answer shown after the first click on "Check answer", at 4x CPU slow-down. */
async function timeQuiz(browser: Browser, url: string): Promise<number> {
  const { context, page, cdp } = await open(browser)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const began = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  const question = page
    .getByRole('region', { name: /^Question \d+ of \d+$/ })
    .filter({ has: page.getByRole('radio') })
    .first()
  await question.getByRole('radio').first().check()
  await question.getByRole('button', { name: 'Check answer' }).click()
  await question.getByText(/^(Correct|Not correct)\.$/).waitFor()
  const elapsed = performance.now() - began
  await context.close()
  return Math.round(elapsed)
}

/** From the click on the next or previous hop to its heading shown, at 4x CPU and slow 4G, after the reader has looked around. */
async function timeNextPage(browser: Browser, url: string): Promise<number | null> {
  const { context, page, cdp } = await open(browser)
  await page.goto(url)
  await page.mouse.move(10, 10)
  const link = page.locator('nav[aria-label="Hops"] a').last()
  if (!(await link.count())) return null
  await link.scrollIntoViewIfNeeded()
  await page.waitForLoadState('networkidle')
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 204_800,
    uploadThroughput: 76_800,
  })
  const heading = await page.locator('h1').textContent()
  const began = performance.now()
  await link.click()
  await page.waitForFunction((old) => document.querySelector('h1')?.textContent !== old, heading)
  const elapsed = performance.now() - began
  await context.close()
  return Math.round(elapsed)
}

async function open(browser: Browser): Promise<{ context: BrowserContext; page: Page; cdp: CDPSession }> {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  return { context, page, cdp: await context.newCDPSession(page) }
}
