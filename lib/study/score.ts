import type { QuizItemOf, QuizOption } from '../course/quiz'
import { commandWords, foldText, readNumber } from './answer-text'

/** What is said about one part of an answer: `part` is its index (option, step, pair), null for the answer as a whole. */
export type Remark = {
  readonly part: number | null
  readonly right: boolean
  readonly why: string
  readonly misconception?: string
}

/** `score` is 0 to 1; only 1 is right. Null in place of a verdict means that nothing was answered. */
export type Verdict = { readonly score: number; readonly remarks: readonly Remark[] }

/** `chosen` are indices of options. Of several, a wrong one takes away what a right one gives. */
export function scoreOptions(options: readonly QuizOption[], chosen: readonly number[]): Verdict | null {
  if (chosen.length === 0) return null
  const picked = new Set(chosen)
  const rights = options.filter((option) => option.correct).length
  const hits = options.filter((option, index) => option.correct && picked.has(index)).length
  const misses = picked.size - hits
  const remarks = options.flatMap((option, part): Remark[] => {
    if (option.correct || !picked.has(part)) return []
    return [{ part, right: false, why: option.why, misconception: option.misconception }]
  })
  return { score: Math.max(0, hits - misses) / rights, remarks }
}

export type WrittenAnswer = {
  readonly accept: readonly string[]
  readonly wrong: readonly { readonly match: string; readonly misconception: string; readonly why: string }[]
  readonly numeric?: boolean | undefined
  readonly unit?: string | undefined
}

/** Compares as texts, or as numbers where the item says so. What is not a number at all is said to be none. */
export function scoreWritten(item: WrittenAnswer, written: string): Verdict | null {
  if (written.trim() === '') return null
  if (!item.numeric) return judge(item, (form) => foldText(form) === foldText(written))
  const number = readNumber(written, item.unit)
  if (number === null) {
    const unit = item.unit ? ` in ${item.unit}` : ''
    return { score: 0, remarks: [{ part: null, right: false, why: `Write a number${unit}, in digits.` }] }
  }
  return judge(item, (form) => Number(form) === number)
}

/** Compares the words of two commands, in their order. */
export function scoreCommand(item: WrittenAnswer, written: string): Verdict | null {
  const words = commandWords(written).join('\n')
  if (words === '') return null
  return judge(item, (form) => commandWords(form).join('\n') === words)
}

function judge({ accept, wrong }: WrittenAnswer, same: (form: string) => boolean): Verdict {
  if (accept.some(same)) return { score: 1, remarks: [] }
  const known = wrong.find(({ match }) => same(match))
  if (!known) return { score: 0, remarks: [] }
  return {
    score: 0,
    remarks: [{ part: null, right: false, why: known.why, misconception: known.misconception }],
  }
}

/**
 * `order` lists the indices of `steps` as the reader left them. The longest run that is already in the right order counts as in
 * place; each other step gets its reason.
 */
export function scoreOrder(steps: QuizItemOf<'order'>['steps'], order: readonly number[]): Verdict {
  const kept = new Set(longestRising(order))
  const remarks = order.map((step) => ({ part: step, right: kept.has(step), why: steps[step]?.why ?? '' }))
  const whole = order.every((step, at) => step === at)
  return { score: whole ? 1 : (kept.size - 1) / order.length, remarks }
}

/** `chosen[i]` is the right side picked for pair i, empty where none was. */
export function scoreMatch(pairs: QuizItemOf<'match'>['pairs'], chosen: readonly string[]): Verdict | null {
  if (chosen.some((right) => right === '')) return null
  const remarks = pairs.map(({ right, why }, part) => ({ part, right: chosen[part] === right, why }))
  return { score: remarks.filter((remark) => remark.right).length / pairs.length, remarks }
}

/** `field` is the display-filter name of what the reader points at, null for nothing. */
export function scoreField(
  item: Pick<QuizItemOf<'field'>, 'target' | 'wrong'>,
  field: string | null,
): Verdict | null {
  if (field === null) return null
  if (field === item.target) return { score: 1, remarks: [] }
  const known = item.wrong.find((one) => one.field === field)
  if (!known) return { score: 0, remarks: [] }
  return {
    score: 0,
    remarks: [{ part: null, right: false, why: known.why, misconception: known.misconception }],
  }
}

/** The longest strictly rising subsequence; of several equally long, the one found first. */
function longestRising(values: readonly number[]): readonly number[] {
  const endingAt: number[][] = []
  values.forEach((value, index) => {
    const before = endingAt.slice(0, index).filter((run) => (run.at(-1) ?? -1) < value)
    const longest = before.reduce<number[]>((best, run) => (run.length > best.length ? run : best), [])
    endingAt.push([...longest, value])
  })
  return endingAt.reduce<number[]>((best, run) => (run.length > best.length ? run : best), [])
}
