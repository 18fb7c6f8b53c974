import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import { type Drill, type DrillAnswers, type DrillQuestion, seedOf } from '@/lib/study/drills/drill'
import { seededRandom } from '@/lib/study/seeded-random'

/**
 * Every drill of a panel by keyboard alone, for a reader who has tried none: the first question answered rightly, the second
 * wrongly in every field, and what the status line says of both.
 */
export async function everyDrill(
  page: Page,
  place: Page | FrameLocator,
  title: string,
  drills: readonly Drill[],
): Promise<void> {
  const panel = place.getByRole('group', { name: title, exact: true })
  await panel.scrollIntoViewIfNeeded()
  const status = panel.getByRole('status')
  for (const drill of drills) {
    await press(page, panel.getByRole('button', { name: drill.title, exact: true }))
    await expect(panel.getByRole('heading', { name: `Question 1: ${drill.title}` })).toBeVisible()
    const first = questionOf(drill, 1)
    await fillIn(page, panel, first, rightAnswers(drill, first))
    await expect(status).toHaveText('Correct.')
    await expect(panel.locator('.hd')).toContainText('1 of 1 correct')

    await press(page, panel.getByRole('button', { name: 'Next question' }))
    await expect(panel.getByRole('heading', { name: `Question 2: ${drill.title}` })).toBeVisible()
    const second = questionOf(drill, 2)
    const wrong = wrongAnswers(drill, second, rightAnswers(drill, second))
    await fillIn(page, panel, second, wrong)
    const told = drill.check(second, wrong).find(({ right }) => !right)
    await expect(status).toContainText(`0 of ${second.fields.length} correct.`)
    await expect(status).toContainText(told?.why ?? '')
    if (told?.misconception) await expect(status).toContainText(told.misconception.replace(/\.$/, ''))
    await expect(panel.locator('.hd')).toContainText('1 of 2 correct')
    await press(page, panel.getByText('Show the working'))
    await expect(panel.locator('.qwork li').first()).toBeVisible()
  }
}

export function questionOf<Question extends DrillQuestion>(drill: Drill<Question>, turn: number): Question {
  return drill.ask(seededRandom(seedOf(turn)))
}

async function press(page: Page, control: Locator): Promise<void> {
  await control.focus()
  await page.keyboard.press('Enter')
}

/** Fills in a question and has it checked. */
export async function fillIn(
  page: Page,
  panel: Locator,
  { fields }: DrillQuestion,
  answers: DrillAnswers,
): Promise<void> {
  for (const field of fields) {
    const answer = answers[field.name]
    if (field.kind === 'text') {
      await panel.locator(`input[name="${field.name}"]`).focus()
      await page.keyboard.type(answer)
    } else if (field.kind === 'choices') {
      for (const option of answer.split(', ')) {
        await panel.getByRole('checkbox', { name: option, exact: true }).focus()
        await page.keyboard.press('Space')
      }
    } else {
      await panel.locator(`select[name="${field.name}"]`).focus()
      for (let at = field.options.indexOf(answer); at >= 0; at--) await page.keyboard.press('ArrowDown')
    }
  }
  await press(page, panel.getByRole('button', { name: 'Check answer' }))
}

function rightAnswers(drill: Drill, question: DrillQuestion): DrillAnswers {
  const nothing = Object.fromEntries(question.fields.map(({ name }) => [name, '?']))
  return Object.fromEntries(drill.check(question, nothing).map(({ field, expected }) => [field, expected]))
}

/** Wrong in every field, and where there is a choice by a misconception if any leads to a wrong option. */
function wrongAnswers(drill: Drill, question: DrillQuestion, right: DrillAnswers): DrillAnswers {
  const shown = (field: string, option: string) =>
    drill.check(question, { ...right, [field]: option }).find((verdict) => verdict.field === field)
      ?.misconception
  return Object.fromEntries(
    question.fields.map((field) => {
      if (field.kind === 'text') return [field.name, '3']
      const wrong = field.options.filter((option) => !right[field.name].includes(option))
      return [field.name, wrong.find((option) => shown(field.name, option)) ?? wrong[0]]
    }),
  )
}
