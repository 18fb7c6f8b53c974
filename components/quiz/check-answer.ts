import { asWritten, type Generated } from '@/lib/study/generators/generated'
import {
  scoreCommand,
  scoreField,
  scoreMatch,
  scoreOptions,
  scoreOrder,
  scoreWritten,
  type Verdict,
} from '@/lib/study/score'
import type { Question } from './question'

/** A verdict together with what was answered: `answer` as texts to keep, `chosen` as the values of the form's controls. */
export type Checked = Verdict & { readonly answer: readonly string[]; readonly chosen: readonly string[] }

/**
 * Scores what a question's form holds. Controls: `option` (indices), `text`, `step` (indices, in their order), `right` (one a
 * pair), `field` (a display-filter name). `made` is the instance on show of a generated question. Null: nothing was answered.
 */
export function checkAnswer(question: Question, form: FormData, made: Generated | null): Checked | null {
  const values = (name: string) => form.getAll(name).map(String)
  const judged = (verdict: Verdict | null, chosen: readonly string[], answer = chosen) =>
    verdict && { ...verdict, chosen, answer }

  switch (question.kind) {
    case 'choice':
    case 'choices': {
      const chosen = values('option')
      const texts = chosen.map((index) => question.options[Number(index)]?.text ?? '')
      return judged(scoreOptions(question.options, chosen.map(Number)), chosen, texts)
    }
    case 'order': {
      const order = values('step')
      const texts = order.map((index) => question.steps[Number(index)]?.text ?? '')
      return judged(scoreOrder(question.steps, order.map(Number)), order, texts)
    }
    case 'match': {
      const rights = values('right')
      const texts = question.pairs.map(({ left }, index) => `${left}: ${rights[index]}`)
      return judged(scoreMatch(question.pairs, rights), rights, texts)
    }
    case 'field': {
      const chosen = values('field')
      return judged(scoreField(question, chosen[0] ?? null), chosen)
    }
    case 'command': {
      const chosen = values('text')
      return judged(scoreCommand(question, chosen[0] ?? ''), chosen)
    }
    case 'answer': {
      const chosen = values('text')
      return judged(scoreWritten(question, chosen[0] ?? ''), chosen)
    }
    case 'generated': {
      const chosen = values('text')
      return made && judged(scoreWritten(asWritten(made), chosen[0] ?? ''), chosen)
    }
  }
}
