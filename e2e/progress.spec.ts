import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { answerRightly, check, fillWrong, itemOf, items, LESSON, markOf, open } from './lesson-quiz'
import { wake } from './site'

const KEY = 'hop-by-hop:progress'
const choice = itemOf('choice')
const written = itemOf('answer')

const stored = (page: Page) => page.evaluate(() => Object.entries(localStorage))

test.describe('what was answered', () => {
  test('is still known after a reload', async ({ page }) => {
    await open(page)
    await answerRightly(page, choice)
    await fillWrong(page, written)
    await check(page, written)
    await page.reload()
    await wake(page)
    await expect(markOf(page, choice)).toHaveAccessibleName(/, correct last time|\d+ ?correct last time/)
    await expect(markOf(page, written)).toHaveAccessibleName(/not correct last time/)
  })

  test('stands on the page Your progress, with what is worth another look', async ({ page }) => {
    await open(page)
    await answerRightly(page, choice)
    const misconception = await fillWrong(page, written)
    await check(page, written)
    await open(page, '/progress/')
    await expect(page.getByText(`1 of ${items.length} right`)).toBeVisible()
    const link = page.getByRole('link', { name: misconception ?? '' })
    await expect(link).toHaveAttribute('href', `/learn/${LESSON}/#q-${written.id}`)
    await open(page)
    await answerRightly(page, written)
    await open(page, '/progress/')
    await expect(page.getByText(`2 of ${items.length} right`)).toBeVisible()
    await expect(link).toHaveCount(0)
  })

  test('in two tabs is kept from both, and each shows the answer of the other', async ({ context }) => {
    const [one, two] = [await context.newPage(), await context.newPage()]
    await open(one)
    await open(two)
    await answerRightly(one, choice)
    await answerRightly(two, written)
    await expect(markOf(one, written)).toHaveAccessibleName(/correct last time/)
    await expect(markOf(two, choice)).toHaveAccessibleName(/correct last time/)
    await one.reload()
    await wake(one)
    for (const item of [choice, written])
      await expect(markOf(one, item)).toHaveAccessibleName(/correct last time/)
  })
})

test.describe('how far the lesson was read', () => {
  test('is kept, shown on the page Your progress, and offered as the place to go on', async ({ page }) => {
    await open(page)
    await page.evaluate(() => document.getElementById('closing')?.scrollIntoView())
    await expect.poll(async () => JSON.stringify(await stored(page))).toContain('closing')
    await open(page, '/progress/')
    await expect(page.getByText(/[1-9]\d?% read/)).toBeVisible()
    await open(page, '/')
    await expect(page.getByRole('link', { name: /^Continue: / })).toHaveAttribute(
      'href',
      `/learn/${LESSON}/#closing`,
    )
  })

  test('is kept also by who leaves at once', async ({ page }) => {
    const scrollTo = (id: string) =>
      page.evaluate(
        (id) =>
          new Promise((scrolled) => {
            addEventListener('scroll', scrolled, { once: true })
            document.getElementById(id)?.scrollIntoView()
          }).then(() => {}),
        id,
      )
    await open(page)
    await scrollTo('three-segments')
    await expect.poll(async () => JSON.stringify(await stored(page))).toContain('three-segments')
    await scrollTo('closing')
    await page.goto('/progress/')
    expect(JSON.stringify(await stored(page))).toContain('closing')
  })

  test('makes the lesson done at its last line', async ({ page }) => {
    await open(page)
    // what is far below is laid out when it comes near: the end moves down once
    await expect
      .poll(async () => {
        await page.keyboard.press('End')
        return JSON.stringify(await stored(page))
      })
      .toContain('\\"read\\":1')
    await open(page, '/progress/')
    await expect(page.getByText('read, done')).toBeVisible()
  })
})

test.describe('data that is not progress of this version', () => {
  for (const [what, text, sentence] of [
    ['corrupt', '{"app":"hop-by-hop","kind":"progr', 'could not be read'],
    ['foreign', '{"theme":"dark","cards":[1,2]}', 'is not progress'],
    [
      'future',
      '{"app":"hop-by-hop","kind":"progress","version":7,"data":{"new":true}}',
      'from a later version of the course',
    ],
  ] as const) {
    test(`${what}: it is set aside, the page says so, and the course works on`, async ({ page }) => {
      await page.addInitScript(
        ([key, value]) => {
          if (!sessionStorage.getItem('placed')) localStorage.setItem(key, value)
          sessionStorage.setItem('placed', 'yes')
        },
        [KEY, text] as const,
      )
      await open(page)
      await expect(page.getByText(sentence)).toBeVisible()
      await expect(page.getByText(`${KEY}:aside:1`)).toBeVisible()
      await answerRightly(page, choice)
      expect((await stored(page)).find(([key]) => key === `${KEY}:aside:1`)?.[1]).toBe(text)
      if (what === 'future') expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBe(text)
      await page.reload()
      await wake(page)
      await expect(markOf(page, choice)).toHaveAccessibleName(/correct last time/)
      await open(page, '/progress/')
      await expect(page.getByRole('heading', { name: 'Set aside' })).toBeVisible()
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save 1 as a file' }).click()
      expect(await readFile(await (await download).path(), 'utf8')).toBe(text)
    })
  }
})

test.describe('storage that refuses', () => {
  test('full: the course works and says that progress is not kept', async ({ page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      }
    })
    await open(page)
    await answerRightly(page, choice)
    await expect(page.getByText('Progress is not kept: the storage of this browser is full.')).toBeVisible()
    await expect(markOf(page, choice)).toHaveAccessibleName(/correct last time/)
  })

  test('forbidden: the course works and says that progress is not kept', async ({ page }) => {
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        },
      })
    })
    await open(page)
    await expect(
      page.getByText('Progress is not kept: this browser does not allow storage here'),
    ).toBeVisible()
    await answerRightly(page, choice)
    await expect(markOf(page, choice)).toHaveAccessibleName(/correct last time/)
    expect(faults).toEqual([])
  })
})

test.describe('moving progress', () => {
  test('export, reset with a question, import: everything is back', async ({ page }) => {
    await open(page)
    await answerRightly(page, choice)
    await open(page, '/progress/')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export to a file' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^hop-by-hop-progress-\d{4}-\d\d-\d\d\.json$/)
    const buffer = await readFile(await file.path())

    await page.getByRole('button', { name: 'Reset progress' }).click()
    const dialog = page.getByRole('dialog', { name: 'Reset your progress?' })
    await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused()
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await expect(page.getByText(`1 of ${items.length} right`)).toBeVisible()
    await page.getByRole('button', { name: 'Reset progress' }).click()
    await dialog.getByRole('button', { name: 'Reset progress' }).click()
    await expect(page.getByText(`1 of ${items.length} right`)).toHaveCount(0)

    await page
      .getByLabel('Import a file')
      .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer })
    await expect(page.getByText('Merged mine.json')).toBeVisible()
    await expect(page.getByText(`1 of ${items.length} right`)).toBeVisible()
  })

  test('axe finds nothing on a page with marks, nor on the question before a reset', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 })
    await open(page)
    await fillWrong(page, choice)
    await check(page, choice)
    await open(page, '/progress/')
    const complaints = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
    }
    await expect(page.getByText(`0 of ${items.length} right`)).toBeVisible()
    expect(await complaints()).toEqual([])
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0)
    await page.getByRole('button', { name: 'Reset progress' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await complaints()).toEqual([])
  })

  for (const [what, text, reason] of [
    ['a file of another program', '{"cards":[]}', 'It was not written by Hop by Hop.'],
    ['a file that was cut off', '{"app":"hop-by', 'It is not complete'],
    [
      'a file of a later version',
      '{"app":"hop-by-hop","kind":"progress","version":9,"data":{}}',
      'It was written by a later version',
    ],
  ] as const) {
    test(`${what} is refused with the reason, and nothing changes`, async ({ page }) => {
      await open(page)
      await answerRightly(page, choice)
      await open(page, '/progress/')
      const before = await stored(page)
      await page
        .getByLabel('Import a file')
        .setInputFiles({ name: 'theirs.json', mimeType: 'application/json', buffer: Buffer.from(text) })
      await expect(page.getByText(`theirs.json was not imported. ${reason}`)).toBeVisible()
      await expect(page.getByText('Your progress is unchanged.')).toBeVisible()
      expect(await stored(page)).toEqual(before)
      await expect(page.getByText(`1 of ${items.length} right`)).toBeVisible()
    })
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the page Your progress says why it is empty and offers no button that does nothing', async ({
    page,
  }) => {
    await page.goto('/progress/')
    await expect(page.getByText('scripts are off')).toBeVisible()
    await expect(page.getByRole('button', { name: /Export|Reset/ })).toHaveCount(0)
    await expect(page.getByText('TCP connections')).toBeVisible()
  })
})
