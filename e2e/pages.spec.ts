import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { everyPage } from './site'

const widths = [390, 1440]
const themes = ['light', 'dark'] as const

for (const path of everyPage()) {
  test.describe(path, () => {
    for (const theme of themes) {
      for (const width of widths) {
        test(`axe finds nothing, ${theme}, ${width} px`, async ({ page }) => {
          const complaints: string[] = []
          page.on('console', (message) => {
            if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
          })
          page.on('pageerror', (error) => complaints.push(String(error)))
          await page.emulateMedia({ colorScheme: theme })
          await page.setViewportSize({ width, height: 900 })
          await page.goto(path)
          await wake(page)
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
            .analyze()
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`),
          ).toEqual([])
          // A page that does not exist answers 404; the browser reports that as a console error of its own.
          expect(complaints.filter((text) => !path.endsWith('404.html') || !text.includes('404'))).toEqual([])
        })
      }
    }

    test('nothing is wider than a 320 px screen', async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 800 })
      await page.goto(path)
      await wake(page)
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBeLessThanOrEqual(0)
    })

    test('asks no other host for anything', async ({ page, baseURL }) => {
      const foreign: string[] = []
      page.on('request', (request) => {
        const url = request.url()
        if (!url.startsWith(baseURL ?? '') && !url.startsWith('data:') && !url.startsWith('blob:'))
          foreign.push(url)
      })
      await page.goto(path)
      await wake(page)
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
      await page.waitForLoadState('networkidle')
      expect(foreign).toEqual([])
    })
  })
}

/** The runtime comes with the reader's first sign; wait until it has hydrated the page. */
async function wake(page: import('@playwright/test').Page) {
  await page.mouse.move(5, 5)
  await page.keyboard.press('Shift')
  await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
}
