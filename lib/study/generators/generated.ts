import type { WrittenAnswer } from '../score'
import type { Random } from '../seeded-random'

/** One instance of a question whose numbers are made afresh. Texts may hold `code`, **bold** and *em*. */
export type Generated = {
  /** What the reader is told, as names and values; the item's own `question` asks. */
  readonly given: readonly { readonly name: string; readonly value: string }[]
  readonly answer: number
  readonly unit?: string
  /** How to get there, a line each, from what is given to the answer. */
  readonly working: readonly string[]
  /** Wrong numbers that betray how they were reached. */
  readonly wrong: readonly { readonly number: number; readonly misconception: string; readonly why: string }[]
}

export type Params = Readonly<Record<string, string | number | boolean>>

/** `asked` is what `readParams` made of the item's params. Same random source, same instance. */
export type Generator<Asked> = {
  readonly readParams: (params: Params) => Asked
  readonly make: (random: Random, asked: Asked) => Generated
}

/** Reads one param out of a closed list; throws on any other value. Absent is the first of the list. */
export function oneOf<const T extends string | number | boolean>(
  params: Params,
  name: string,
  values: readonly T[],
): T {
  const given = params[name]
  if (given === undefined) return values[0] as T
  const found = values.find((value) => value === given)
  if (found === undefined)
    throw new Error(`param ${name}: ${JSON.stringify(given)} is not one of ${values.join(', ')}`)
  return found
}

/** Throws on a param that the generator does not know. */
export function onlyParams(params: Params, names: readonly string[]): void {
  const unknown = Object.keys(params).find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new Error(`unknown param ${unknown}: known are ${names.join(', ') || 'none'}`)
}

/** The instance as an item that `scoreWritten` takes. */
export function asWritten({ answer, unit, wrong }: Generated): WrittenAnswer {
  return {
    accept: [String(answer)],
    wrong: wrong.map(({ number, misconception, why }) => ({ match: String(number), misconception, why })),
    numeric: true,
    unit,
  }
}
