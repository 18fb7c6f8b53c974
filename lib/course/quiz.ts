import { z } from 'zod'
import { readYaml } from './read-yaml'
import { label, layer, slug, text } from './schema-parts'

/**
 * A lesson's `quiz.yaml`. Inline markdown in texts: `code`, **bold**, *em*. Every wrong option names the misconception behind
 * it and says why it is wrong; the right one is explained by the item's `explanation`.
 */

const wrong = z.strictObject({ match: text, misconception: label, why: text })

const option = z
  .strictObject({
    text,
    correct: z
      .literal(true, 'only `correct: true` is written; a wrong option has a misconception instead')
      .optional(),
    misconception: label.optional(),
    why: text.optional(),
  })
  .transform((given, context) => {
    const { misconception, why } = given
    if (given.correct) {
      if (misconception || why)
        context.addIssue('a right option has no misconception and no why: the item explains it')
      return { text: given.text, correct: true as const }
    }
    if (!misconception || !why) {
      context.addIssue('an option is either `correct: true` or has both `misconception` and `why`')
    }
    return { text: given.text, correct: false as const, misconception: misconception ?? '', why: why ?? '' }
  })

const options = z.array(option).min(2, 'at least two options')

const common = {
  /** Stable: progress is kept under it. */
  id: slug,
  covers: z.string().regex(/^[a-z0-9-]+\.\d+$/, 'one id of the syllabus, such as tcp-connections.4'),
  layer,
  /** The id of the heading in the lesson that answers it. */
  section: slug,
  question: text,
  explanation: text,
}

const choice = z.strictObject({
  ...common,
  kind: z.literal('choice'),
  options: options.refine((all) => rightOnes(all) === 1, 'exactly one option is right in a choice'),
})

const choices = z.strictObject({
  ...common,
  kind: z.literal('choices'),
  options: options.refine((all) => rightOnes(all) >= 1, 'at least one option is right'),
})

const written = {
  ...common,
  accept: z.array(text).min(1, 'at least one accepted form'),
  wrong: z.array(wrong).default([]),
  placeholder: label.optional(),
}

const answer = z
  .strictObject({
    ...written,
    kind: z.literal('answer'),
    numeric: z.boolean().default(false),
    unit: label.optional(),
  })
  .check((context) => {
    const { accept, wrong, numeric, unit } = context.value
    const entries = [
      ...accept.map((value, index) => ({ value, path: ['accept', index] })),
      ...wrong.map(({ match }, index) => ({ value: match, path: ['wrong', index, 'match'] })),
    ]
    if (unit && !numeric) fault(context, unit, ['unit'], 'only a numeric answer has a unit')
    if (!numeric) return
    for (const { value, path } of entries) {
      if (!/^[-+]?\d+(\.\d+)?$/.test(value)) fault(context, value, path, `"${value}" is not a plain number`)
    }
  })

const command = z.strictObject({ ...written, kind: z.literal('command') })

const order = z.strictObject({
  ...common,
  kind: z.literal('order'),
  steps: z.array(z.strictObject({ text, why: text })).min(3, 'at least three steps'),
})

const match = z
  .strictObject({
    ...common,
    kind: z.literal('match'),
    pairs: z.array(z.strictObject({ left: text, right: text, why: text })).min(2, 'at least two pairs'),
    extra: z.array(text).default([]),
  })
  .check((context) => {
    const rights = new Set(context.value.pairs.map((pair) => pair.right))
    context.value.extra.forEach((value, index) => {
      if (rights.has(value))
        fault(context, value, ['extra', index], `"${value}" is also the right side of a pair`)
    })
  })

const field = z.strictObject({
  ...common,
  kind: z.literal('field'),
  capture: slug,
  /** Counted from 1, as Wireshark does. */
  frame: z.int().min(1),
  /** Wireshark's display-filter name, such as tcp.ack. */
  target: label,
  wrong: z.array(z.strictObject({ field: label, misconception: label, why: text })).default([]),
})

const generated = z.strictObject({
  ...common,
  kind: z.literal('generated'),
  generator: slug,
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
})

const item = z.discriminatedUnion('kind', [choice, choices, answer, command, order, match, field, generated])

const quiz = z.strictObject({ items: z.array(item).min(1, 'at least one item') }).check((context) => {
  const seen = new Map<string, number>()
  context.value.items.forEach(({ id }, index) => {
    const first = seen.get(id)
    if (first !== undefined) {
      fault(context, id, ['items', index, 'id'], `"${id}" is already the id of item ${first + 1}`)
    }
    seen.set(id, first ?? index)
  })
})

export type Quiz = z.infer<typeof quiz>
export type QuizItem = Quiz['items'][number]
export type QuizKind = QuizItem['kind']
export type QuizOption = z.infer<typeof option>
export type QuizItemOf<Kind extends QuizKind> = Extract<QuizItem, { kind: Kind }>

/** Reads `quiz.yaml`. Throws with `file:line:column field: fault` lines; `file` is the name to print. */
export function parseQuiz(file: string, source: string): Quiz {
  return readYaml(source, { file, schema: quiz })
}

function rightOnes(all: readonly QuizOption[]): number {
  return all.filter((one) => one.correct).length
}

type Context = { readonly issues: z.core.$ZodRawIssue[] }

function fault(context: Context, input: unknown, path: (string | number)[], message: string) {
  context.issues.push({ code: 'custom', input, path, message })
}
