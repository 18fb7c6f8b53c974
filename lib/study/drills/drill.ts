import type { Random } from '../seeded-random'

/** A small table in a question: the segments so far, an address plan, a NAT table. */
export type DrillTable = {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * One thing to fill in. `text` is a line to write on; `choice` is one of a list; `choices` is any number of a list. The answer
 * is a text: of `choice` the option, of `choices` the chosen options in their order with `, ` between.
 */
export type DrillField = { readonly name: string; readonly label: string; readonly hint?: string } & (
  | { readonly kind: 'text'; readonly numeric?: boolean; readonly unit?: string }
  | { readonly kind: 'choice' | 'choices'; readonly options: readonly string[] }
)

/** What a question shows. Texts may hold `code`, **bold** and *em*. Generators may add what their check needs. */
export type DrillQuestion = {
  readonly prompt: string
  readonly given?: readonly { readonly name: string; readonly value: string }[]
  readonly table?: DrillTable
  readonly fields: readonly DrillField[]
  /** how a person gets from what is given to the answers, a line each */
  readonly working: readonly string[]
}

/** By the field's name; a field that was left empty is not there. */
export type DrillAnswers = Readonly<Record<string, string>>

/** What is said about one field. `expected` is the right answer as it is shown after a wrong one. */
export type FieldVerdict = {
  readonly field: string
  readonly right: boolean
  readonly expected: string
  readonly why: string
  readonly misconception?: string
}

/**
 * An endless exercise: same random numbers, same question. `name` is a slug, under which progress counts the tries. `check`
 * gives a verdict for each field, in their order; it is only asked when every field is filled in.
 */
export type Drill<Question extends DrillQuestion = DrillQuestion> = {
  readonly name: string
  readonly title: string
  ask(random: Random): Question
  check(question: Question, answers: DrillAnswers): readonly FieldVerdict[]
}

/** The question with the number `turn` (from 1) of a drill. */
export function seedOf(turn: number): number {
  // consecutive seeds of mulberry32 are independent enough, but small ones look alike in the first draw
  return Math.imul(turn, 0x9e3779b1) >>> 0
}
