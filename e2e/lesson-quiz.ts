import { fileURLToPath } from 'node:url'
import { expect, type Locator, type Page } from '@playwright/test'
import type { QuizItem } from '../lib/course/quiz'
import { readQuiz } from '../lib/course/read-quiz'
import { wake } from './site'

export const LESSON = 'transport/tcp-connections'

/** What the lesson asks, from its own file: the journeys know no answer by heart. */
export const items = readQuiz(LESSON, fileURLToPath(new URL('../content', import.meta.url))).items

/** Opens a page and waits until its runtime, which comes with the reader's first sign, has taken it over. */
export async function open(page: Page, path = `/learn/${LESSON}/`): Promise<void> {
  await page.goto(path)
  await wake(page)
}

export function itemOf<Kind extends QuizItem['kind']>(kind: Kind): Extract<QuizItem, { kind: Kind }> {
  const found = items.find((item) => item.kind === kind)
  if (!found) throw new Error(`the quiz of ${LESSON} has no question of the kind ${kind}`)
  return found as Extract<QuizItem, { kind: Kind }>
}

/** A text as it is shown: without the marks of `code`, **bold** and *em*. */
export const shown = (text: string) => text.replace(/[`*]/g, '')

/** The question as a region of the page. */
export function questionOf(page: Page, item: QuizItem): Locator {
  return page.getByRole('region', {
    name: `Question ${items.indexOf(item) + 1} of ${items.length}`,
    exact: true,
  })
}

/** Fills in the right answer, without checking it. */
export async function fillRight(page: Page, item: QuizItem): Promise<void> {
  const question = questionOf(page, item)
  switch (item.kind) {
    case 'choice':
    case 'choices':
      for (const { text, correct } of item.options) {
        if (correct) await question.getByText(shown(text), { exact: true }).first().click()
      }
      break
    case 'answer':
    case 'command':
      await question.getByRole('textbox').fill(item.accept[0] ?? '')
      break
    case 'generated': {
      // the numbers are fresh: the page itself says what is right
      await question.getByText('Show the answer').click()
      const [answer] = ((await question.locator('details p').first().textContent()) ?? '').split(' ')
      await question.getByText('Show the answer').click()
      await question.getByRole('textbox').fill(answer ?? '')
      break
    }
    case 'order':
      for (const [at, { text }] of item.steps.entries()) await moveTo(question, shown(text), at)
      break
    case 'match':
      for (const { left, right } of item.pairs) {
        await question.getByRole('combobox', { name: shown(left) }).selectOption({ label: shown(right) })
      }
      break
    case 'field':
      await question.locator(`input[value="${item.target}"]`).check()
      break
  }
}

/** Fills in an answer that is wrong; returns the misconception that it shows, if the item names one for it. */
export async function fillWrong(page: Page, item: QuizItem): Promise<string | null> {
  const question = questionOf(page, item)
  switch (item.kind) {
    case 'choice':
    case 'choices': {
      const wrong = item.options.find((option) => !option.correct)
      if (!wrong || wrong.correct) throw new Error(`${item.id} has no wrong option`)
      await question.getByText(shown(wrong.text), { exact: true }).first().click()
      return wrong.misconception
    }
    case 'answer':
    case 'command':
      await question.getByRole('textbox').fill(item.wrong[0]?.match ?? '0')
      return item.wrong[0]?.misconception ?? null
    case 'generated':
      await question.getByRole('textbox').fill('-1')
      return null
    case 'order':
      await moveTo(question, shown(item.steps.at(-1)?.text ?? ''), 0)
      return null
    case 'match':
      for (const { left } of item.pairs) {
        await question.getByRole('combobox', { name: shown(left) }).selectOption({ index: 1 })
      }
      return null
    case 'field':
      await question.locator(`input[value="${item.wrong[0]?.field ?? 'ip.ttl'}"]`).check()
      return item.wrong[0]?.misconception ?? null
  }
}

export async function check(page: Page, item: QuizItem): Promise<void> {
  await questionOf(page, item).getByRole('button', { name: 'Check answer' }).click()
}

export async function answerRightly(page: Page, item: QuizItem): Promise<void> {
  await fillRight(page, item)
  await check(page, item)
  await expect(questionOf(page, item).getByRole('status').filter({ hasText: 'Correct.' })).toBeVisible()
}

/** The mark of a question in the row of marks: `not answered yet`, `correct last time`, `not correct last time`. */
export function markOf(page: Page, item: QuizItem): Locator {
  return page.getByRole('navigation', { name: 'Questions' }).getByRole('link').nth(items.indexOf(item))
}

async function moveTo(question: Locator, text: string, to: number): Promise<void> {
  const steps = question.getByRole('listitem')
  const rows = await steps.allTextContents()
  const from = rows.findIndex((row) => row.includes(text))
  const direction = from > to ? 'up' : 'down'
  for (let at = from; at !== to; at += from > to ? -1 : 1) {
    await question.getByRole('button', { name: `Move ${direction}: ${text}`, exact: true }).click()
  }
}
