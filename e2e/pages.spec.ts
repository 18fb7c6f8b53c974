import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { everyPage, wake } from './site'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What the theme can change: colours, and nothing else. */
const rulesOfColour = ['color-contrast', 'link-in-text-block']

for (const path of everyPage()) {
  test(`${path}: axe finds nothing in both themes, on a phone and on a desk; no other host is asked`, async ({
    page,
    baseURL,
  }) => {
    test.slow()
    const complaints: string[] = []
    const foreign: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(baseURL ?? '') && !url.startsWith('data:') && !url.startsWith('blob:'))
        foreign.push(url)
    })
    await page.setViewportSize({ width: 390, height: 900 })
    await page.goto(path)
    await wake(page)
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme: 'light' })
      expect(await violations(page), `light, ${width} px`).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await violations(page, rulesOfColour), `dark, ${width} px`).toEqual([])
    }
    await page.setViewportSize({ width: 320, height: 800 })
    expect(await overflow(page), 'wider than a 320 px screen').toBeLessThanOrEqual(0)
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await page.waitForLoadState('networkidle')
    expect(foreign).toEqual([])
    // A page that does not exist answers 404; the browser reports that as a console error of its own.
    expect(complaints.filter((text) => !path.endsWith('404.html') || !text.includes('404'))).toEqual([])
  })
}

/** What axe finds, a line a rule. No page holds a frame of another origin, for which axe's slower way would be needed. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // without a list of all that passed, which takes most of its time on a long page
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true)
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(tags)).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
