import { nearestWord } from './nearest-word'

/** Why a scenario is refused: where (a JSON path such as `hosts.pc.routes[0]`), what was expected, what was found. */
export type Problem = {
  readonly path: string
  readonly expected: string
  readonly found: string
  readonly hint: string | null
}

/** Thrown inside the reader only; `parseScenario` turns it into a value. */
export class Refusal extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(formatProblem(problem))
    this.problem = problem
  }
}

export function refuse(path: string, expected: string, found: unknown, hint: string | null = null): never {
  throw new Refusal({ path, expected, found: describeFound(found), hint })
}

/** A word that is none of `known`: says which one was probably meant. */
export function refuseWord(path: string, expected: string, found: string, known: readonly string[]): never {
  const nearest = nearestWord(found, known)
  refuse(path, expected, found, nearest === null ? null : `did you mean "${nearest}"?`)
}

/** One line: `hosts.pc.routes[0]: expected …, found …; did you mean …?` */
export function formatProblem({ path, expected, found, hint }: Problem): string {
  return `${path}: expected ${expected}, found ${found}${hint ? `; ${hint}` : ''}`
}

function describeFound(found: unknown): string {
  if (found === undefined) return 'nothing'
  const text = JSON.stringify(found)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
