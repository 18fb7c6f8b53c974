import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import {
  answerRightly,
  check,
  fillWrong,
  itemOf,
  items,
  itemsOf,
  LESSON,
  markOf,
  nameOf,
  open,
  questionOf,
  shown,
} from './lesson-quiz'
import { writtenLessons } from './site'

for (const lesson of writtenLessons()) {
  test(`${lesson}: every question takes its right answer, and the row of marks says so`, async ({ page }) => {
    test.slow()
    await open(page, `/learn/${lesson}/`)
    for (const item of itemsOf(lesson)) {
      await test.step(`${item.kind}: ${item.id}`, async () => {
        await expect(questionOf(page, item)).toHaveRole('region')
        await expect(questionOf(page, item)).toHaveAccessibleName(nameOf(item))
        await answerRightly(page, item)
        await expect(questionOf(page, item).getByText(shown(item.explanation)).last()).toBeVisible()
        await expect(markOf(page, item)).toHaveAccessibleName(/correct last time/)
      })
    }
  })
}

test('every question says what is wrong with a wrong answer, and names the misconception', async ({
  page,
}) => {
  await open(page)
  for (const item of items) {
    await test.step(`${item.kind}: ${item.id}`, async () => {
      const misconception = await fillWrong(page, item)
      await check(page, item)
      const said = questionOf(page, item).getByRole('status').filter({ hasText: 'orrect.' })
      await expect(said).toContainText(/Not correct\.|Partly correct\./)
      if (misconception) await expect(said).toContainText(shown(misconception).replace(/\.$/, ''))
      await expect(said).toContainText(shown(item.explanation))
      await expect(markOf(page, item)).toHaveAccessibleName(/not correct last time/)
    })
  }
})

test('a press without an answer says what is missing and counts nothing', async ({ page }) => {
  await open(page)
  const item = itemOf('choice')
  await check(page, item)
  await expect(questionOf(page, item).getByText('Choose an answer first.')).toBeVisible()
  await expect(markOf(page, item)).toHaveAccessibleName(/not answered yet/)
})

test('after an answer, another choice takes the verdict away, and starting over clears the choice', async ({
  page,
}) => {
  await open(page)
  const item = itemOf('choice')
  const question = questionOf(page, item)
  await fillWrong(page, item)
  await check(page, item)
  await expect(question.getByText('Not correct.')).toBeVisible()
  await question.getByRole('button', { name: 'Start over' }).click()
  await expect(question.getByText('Not correct.')).toHaveCount(0)
  await expect(question.getByRole('radio', { checked: true })).toHaveCount(0)
  await answerRightly(page, item)
})

test('the next question is one press away and takes the focus', async ({ page }) => {
  await open(page)
  const [first, second] = items
  if (!first || !second) throw new Error('a quiz has more than one question')
  await answerRightly(page, first)
  await questionOf(page, first).getByRole('link', { name: 'Next question' }).click()
  await expect(questionOf(page, second)).toBeFocused()
})

test('steps are put in order with the arrow keys, and the focus stays with the step', async ({ page }) => {
  await open(page)
  const item = itemOf('order')
  const question = questionOf(page, item)
  const lastRow = question.getByRole('listitem').last()
  const button = lastRow.getByRole('button', { name: /Move up/ })
  const name = (await button.getAttribute('aria-label')) ?? ''
  await button.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(question.getByRole('button', { name, exact: true })).toBeFocused()
  await expect(question.getByRole('listitem').nth(item.steps.length - 3)).toContainText(
    name.replace('Move up: ', ''),
  )
  await expect(question.getByText(`: now ${item.steps.length - 2} of ${item.steps.length}`)).toBeAttached()
})

test('a step can also be dragged to its place', async ({ page }) => {
  await open(page)
  const rows = questionOf(page, itemOf('order')).locator('.qorder').getByRole('listitem')
  const text = (await rows.last().locator('span').nth(1).textContent()) ?? ''
  await rows.last().dragTo(rows.first(), { targetPosition: { x: 40, y: 4 } })
  await expect(rows.first()).toContainText(text)
})

test('steps begin anew in their first order', async ({ page }) => {
  await open(page)
  const item = itemOf('order')
  const rows = questionOf(page, item).locator('.qorder').getByRole('listitem')
  const before = await rows.allTextContents()
  await answerRightly(page, item)
  await questionOf(page, item).getByRole('button', { name: 'Start over' }).click()
  expect(await rows.allTextContents()).toEqual(before)
})

test('a generated question has new numbers on request, and an answer that fits them', async ({ page }) => {
  await open(page)
  const item = itemOf('generated')
  const question = questionOf(page, item)
  const given = () => question.getByRole('definition').allTextContents()
  const before = await given()
  await answerRightly(page, item)
  await question.getByRole('button', { name: 'New numbers' }).click()
  await expect.poll(given).not.toEqual(before)
  await expect(question.getByRole('textbox')).toHaveValue('')
  await expect(question.getByRole('textbox')).toBeFocused()
  await answerRightly(page, item)
  await expect(question.getByText('2 of 2 correct, 2 in a row')).toBeVisible()
})

test('what was chosen before the page came alive is still chosen after', async ({ page }) => {
  await page.goto(`/learn/${LESSON}/`)
  const item = itemOf('choice')
  const right = item.options.findIndex((option) => option.correct)
  await questionOf(page, item).getByRole('radio').nth(right).check()
  await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
  await expect(questionOf(page, item).getByRole('radio').nth(right)).toBeChecked()
  await check(page, item)
  await expect(questionOf(page, item).getByText('Correct.', { exact: true })).toBeVisible()
})

test('axe finds nothing once every question was answered', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 900 })
  await open(page)
  for (const item of items) {
    await fillWrong(page, item)
    await check(page, item)
  }
  const { violations } = await new AxeBuilder({ page }).include('.quiz').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual(
    [],
  )
})

test('nothing is wider than 320 px once every question was answered', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 })
  await open(page)
  for (const item of items) {
    await fillWrong(page, item)
    await check(page, item)
  }
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0)
})

test('in forced colours a chosen option differs from the others by more than a background', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await open(page)
  const question = questionOf(page, itemOf('choice'))
  await question.getByRole('radio').first().check()
  const outlines = await question
    .getByRole('radio')
    .evaluateAll((radios) =>
      radios.map((radio) => getComputedStyle(radio.closest('label') ?? radio).outlineStyle),
    )
  expect(outlines[0]).toBe('solid')
  expect(new Set(outlines.slice(1))).toEqual(new Set(['none']))
})

test('on paper the questions are unanswered and the answers stand on a page of their own', async ({
  page,
}) => {
  await open(page)
  const item = itemOf('answer')
  await answerRightly(page, item)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: 'Check answer' })).toHaveCount(0)
  await expect(questionOf(page, item).getByText('Correct.', { exact: true })).toBeHidden()
  const key = page.locator('.qkey')
  await expect(key).toBeVisible()
  await expect(key).toContainText(item.accept[0] ?? '')
  await expect(questionOf(page, item).getByRole('textbox')).toHaveCSS('color', 'rgba(0, 0, 0, 0)')
  expect(await key.evaluate((element) => getComputedStyle(element).breakBefore)).toBe('page')
})

test('the answers on paper are those of the numbers on paper', async ({ page }) => {
  await open(page)
  const item = itemOf('generated')
  const question = questionOf(page, item)
  const before = await question.getByRole('definition').allTextContents()
  await question.getByRole('button', { name: 'New numbers' }).click()
  await expect.poll(() => question.getByRole('definition').allTextContents()).not.toEqual(before)
  const answer = await question.locator('details p').first().textContent()
  await expect(page.locator('.qkey > div').nth(items.indexOf(item))).toContainText(answer ?? '')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('every question is there with its answer and explanation, and no button that does nothing', async ({
    page,
  }) => {
    await page.goto(`/learn/${LESSON}/`)
    await expect(page.getByText('Show the answer')).toHaveCount(items.length)
    await expect(page.getByRole('button', { name: /Check answer|Move|New numbers/ })).toHaveCount(0)
    for (const item of items) {
      const question = questionOf(page, item)
      await expect(question.getByText(shown(item.question)).first()).toBeVisible()
      await question.getByText('Show the answer').click()
      await expect(question.getByText(shown(item.explanation)).first()).toBeVisible()
    }
  })
})
