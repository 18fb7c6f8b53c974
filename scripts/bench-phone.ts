import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test'

/** A fresh page at phone width, with the browser's own tools for it. */
export async function openPhone(
  browser: Browser,
): Promise<{ context: BrowserContext; page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 })
  const page = await context.newPage()
  // tsx names functions by a function of its own, which a page that is given one of ours does not have
  await page.addInitScript('globalThis.__name = (named) => named')
  return { context, page, cdp: await context.newCDPSession(page) }
}
