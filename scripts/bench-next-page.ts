import puppeteer, { type Page } from 'puppeteer-core'

const RUNS = 3
/** A reader reads the line about the next lesson before going there. */
const LOOK_AROUND_MS = 2000

/**
 * From the click on the next hop (or the one before) to the first frame of that page, at 4x CPU and slow 4G, after a look
 * around: ms, median of three; null when neither is written. With Puppeteer, because Playwright forbids pages to be drawn ahead,
 * which is what the course asks the browser for at the end of a page.
 */
export async function measureNextPage(url: string, executablePath: string): Promise<number | null> {
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const times: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const context = await browser.createBrowserContext()
      const time = await timeNextPage(await context.newPage(), url)
      await context.close()
      if (time === null) return null
      times.push(time)
    }
    return times.sort((one, other) => one - other)[RUNS >> 1]
  } finally {
    await browser.close()
  }
}

async function timeNextPage(page: Page, url: string): Promise<number | null> {
  await page.setViewport({ width: 390, height: 844, deviceScaleFactor: 2 })
  await page.goto(url, { waitUntil: 'networkidle0' })
  await page.mouse.move(10, 10)
  const way = (await page.$('main a[rel=next]')) ?? (await page.$('main a[rel=prev]'))
  if (!way) return null
  await way.evaluate((link) => link.scrollIntoView({ block: 'center', behavior: 'instant' }))
  await new Promise((resolve) => setTimeout(resolve, LOOK_AROUND_MS))
  const cdp = await page.createCDPSession()
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 204_800,
    uploadThroughput: 76_800,
  })
  await page.evaluate(noteClick)
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), way.click()])
  const waited = await page.waitForFunction(msSinceClick)
  return Math.round(Number(await waited.jsonValue()))
}

// biome-ignore-start lint/style/noRestrictedGlobals: a note from one measured page to the next
function noteClick(): void {
  addEventListener('click', () =>
    sessionStorage.setItem('clicked', String(performance.timeOrigin + performance.now())),
  )
}

/** A page that was drawn ahead is shown in the moment of its activation; another one when it first has something to show. */
function msSinceClick(): number | null {
  const [visit] = performance.getEntriesByType('navigation') as (PerformanceEntry & {
    readonly activationStart?: number
  })[]
  const [painted] = performance.getEntriesByName('first-contentful-paint')
  if (!painted) return null
  const shown = Math.max(painted.startTime, visit.activationStart ?? 0)
  return performance.timeOrigin + shown - Number(sessionStorage.getItem('clicked'))
}
// biome-ignore-end lint/style/noRestrictedGlobals: a note from one measured page to the next
