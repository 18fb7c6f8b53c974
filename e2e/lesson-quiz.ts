import { fileURLToPath } from 'node:url'
import { expect, type Locator, type Page } from '@playwright/test'
import type { QuizItem } from '../lib/course/quiz'
import { readQuiz } from '../lib/course/read-quiz'
import { wake } from './site'

export const LESSON = 'transport/tcp-connections'

const places = new Map<QuizItem, { readonly number: number; readonly of: number }>()

/** What a lesson (`module/lesson`) asks, from its own file: the journeys know no answer by heart. */
export function itemsOf(lesson: string): readonly QuizItem[] {
  const { items } = readQuiz(lesson, fileURLToPath(new URL('../content', import.meta.url)))
  for (const [index, item] of items.entries()) places.set(item, { number: index + 1, of: items.length })
  return items
}

export const items = itemsOf(LESSON)

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

/** The question's part of the page. Found by its id: to look for a role and a name takes long on a page of many questions. */
export function questionOf(page: Page, item: QuizItem): Locator {
  return page.locator(`section#q-${item.id}`)
}

/** "Question 3 of 15" */
export function nameOf(item: QuizItem): string {
  const { number, of } = places.get(item) ?? { number: 0, of: 0 }
  return `Question ${number} of ${of}`
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
  return page
    .getByRole('navigation', { name: 'Questions' })
    .getByRole('link')
    .nth((places.get(item)?.number ?? 0) - 1)
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
