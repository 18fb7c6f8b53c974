import type { Browser } from '@playwright/test'
import { openPhone } from './bench-phone'

/** Bytes over the wire (headers and compressed bodies) by kind, and how many requests. */
export interface Weight {
  all: number
  html: number
  js: number
  css: number
  font: number
  requests: number
}

/**
 * What the page weighs at phone width before the reader touches anything, and after reading to the end and stepping its first
 * stepper, if it has one.
 */
export async function measureTransfer(
  browser: Browser,
  url: string,
): Promise<{ readonly beforeTouch: Weight; readonly afterReading: Weight }> {
  const { context, page, cdp } = await openPhone(browser)
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
  await page.waitForLoadState('networkidle')
  const height = await page.evaluate(() => document.body.scrollHeight)
  for (let top = 0; top <= height; top += 700) {
    await page.evaluate(async (to) => {
      window.scrollTo(0, to)
      // an island asks for its player in the frame after it has come near
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    }, top)
  }
  await page.waitForLoadState('networkidle')
  const next = page.getByRole('button', { name: /^Next / }).first()
  if (await next.count()) await next.click()
  await page.waitForLoadState('networkidle')
  await context.close()
  return { beforeTouch, afterReading: weight }
}
