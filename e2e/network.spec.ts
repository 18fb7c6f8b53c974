import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const content = fileURLToPath(new URL('../content', import.meta.url))

/** Lessons with network figures, as paths of the site: those whose page has the figure's files. */
const lessons = readdirSync(content, { withFileTypes: true })
  .filter((module) => module.isDirectory())
  .flatMap((module) =>
    readdirSync(`${content}/${module.name}`)
      .filter(
        (lesson) =>
          existsSync(`${content}/${module.name}/${lesson}/lesson.mdx`) &&
          existsSync(`${content}/${module.name}/${lesson}/networks`),
      )
      .map((lesson) => `${module.name}/${lesson}`),
  )

type Figure = { readonly title: string; readonly situations: readonly { readonly label: string }[] }

function figuresOf(lesson: string): readonly Figure[] {
  const folder = `${content}/${lesson}/networks`
  const source = readFileSync(`${content}/${lesson}/lesson.mdx`, 'utf8')
  return readdirSync(folder)
    .filter((file) => source.includes(`"${file}"`))
    .map((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Figure)
}

async function open(page: Page, lesson: string): Promise<void> {
  await page.goto(`/learn/${lesson}/`)
  await page.keyboard.press('Shift') // the first sign of a reader
}

/**
 * Steps to the end by arrow keys and gives what the live line said at every step. The first key is pressed as a person does; the
 * others are sent from within the page, each as soon as the line has answered, so that fifteen lessons take seconds.
 */
async function stepThrough(frame: Locator, page: Page): Promise<string[]> {
  const line = frame.locator('[aria-live=polite]')
  const first = (await line.textContent()) ?? ''
  await frame.getByRole('slider', { name: 'Step' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(line).not.toHaveText(first)
  const others = await frame.evaluate(async (element) => {
    const slider = element.querySelector<HTMLInputElement>('input[type=range]')
    const region = element.querySelector('[aria-live=polite]')
    if (!slider || !region) throw new Error('no slider, or no live line')
    const said = [region.textContent ?? '']
    while (slider.valueAsNumber < Number(slider.max)) {
      const before = region.textContent
      const answered = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (region.textContent === before) return
          observer.disconnect()
          resolve()
        })
        observer.observe(region, { subtree: true, childList: true, characterData: true })
      })
      slider.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }),
      )
      await answered
      said.push(region.textContent ?? '')
    }
    return said
  })
  return [first, ...others]
}

for (const lesson of lessons) {
  test(`${lesson}: every situation is stepped through by keyboard and says each step`, async ({ page }) => {
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await open(page, lesson)
    for (const { title, situations } of figuresOf(lesson)) {
      const frame = page.getByRole('group', { name: title, exact: true })
      await frame.scrollIntoViewIfNeeded()
      for (const [place, { label }] of situations.entries()) {
        if (situations.length > 1) {
          await frame
            .getByRole('radio')
            .nth(Math.max(0, place - 1))
            .focus()
          if (place > 0) await page.keyboard.press('ArrowRight')
          await expect(frame.getByRole('radio', { name: label, exact: true })).toBeChecked()
        }
        await expect(frame.locator('[aria-live=polite]')).toContainText('step 1 of')
        const said = await stepThrough(frame, page)
        for (const [step, sentence] of said.entries())
          expect(sentence, `${title}: ${label}`).toMatch(
            new RegExp(`^step ${step + 1} of ${said.length}.{8,}$`),
          )
        await page.keyboard.press('Home')
      }
    }
    expect(problems).toEqual([])
  })
}

test('without JavaScript every situation is there as text, and the first frame is drawn', async ({
  browser,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  const lesson = lessons[0]
  await page.goto(`/learn/${lesson}/`)
  const [{ title, situations }] = figuresOf(lesson)
  await expect(page.getByRole('group', { name: title, exact: true })).toContainText('step 1 of')
  await page.getByText('Read these steps as text').first().click()
  for (const { label } of situations)
    await expect(page.locator('.twin .sit', { hasText: label }).first()).toBeVisible()
  await page.close()
})

test('shows the bytes of a frame, and axe finds nothing while a figure is used', async ({ page }) => {
  const lesson = lessons[0]
  await open(page, lesson)
  const [{ title }] = figuresOf(lesson)
  const frame = page.getByRole('group', { name: title, exact: true })
  await frame.scrollIntoViewIfNeeded()
  await frame.getByRole('switch', { name: 'Bytes' }).click()
  await expect(frame.getByRole('option', { name: /^Destination address/ })).toBeVisible()
  await frame.getByRole('button', { name: 'Next step' }).click()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).include('figure.network').analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual(
      [],
    )
  }
})
