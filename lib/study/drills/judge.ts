import { foldText, readNumber } from '../answer-text'
import type { DrillField, FieldVerdict } from './drill'

/** A wrong answer that betrays how it was reached. */
export type KnownWrong = { readonly answer: string; readonly misconception: string; readonly why: string }

/**
 * Compares what was written with the right answer: as numbers where the field is numeric, else as texts, in which case and
 * spacing do not count. `also` are other right forms. Of the known wrong answers the first that fits is named, unless it equals
 * a right one.
 */
export function judge(
  field: DrillField,
  written: string,
  {
    answer,
    also = [],
    why,
    wrong = [],
  }: {
    readonly answer: string
    readonly also?: readonly string[]
    /** why the right answer is right */
    readonly why: string
    readonly wrong?: readonly KnownWrong[]
  },
): FieldVerdict {
  const base = { field: field.name, expected: answer }
  if ([answer, ...also].some((form) => same(field, form, written))) return { ...base, right: true, why }
  if (field.kind === 'text' && field.numeric && readNumber(written, field.unit) === null) {
    return {
      ...base,
      right: false,
      why: `Write a number${field.unit ? ` in ${field.unit}` : ''}, in digits. ${why}`,
    }
  }
  const known = wrong.find((each) => same(field, each.answer, written))
  if (!known) return { ...base, right: false, why }
  return { ...base, right: false, why: known.why, misconception: known.misconception }
}

function same(field: DrillField, right: string, written: string): boolean {
  if (field.kind === 'text' && field.numeric) {
    const number = readNumber(written, field.unit)
    return number !== null && number === readNumber(right, field.unit)
  }
  return foldText(right) === foldText(written)
}
