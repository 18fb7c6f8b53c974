/** What came out of one probe, only the keys that apply: the form of a recorded `*.expected.json`. */
export type Outcome = { readonly probe: string } & Readonly<Record<string, OutcomeValue>>
export type OutcomeValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | Readonly<Record<string, number>>

export type ScenarioOutcome = {
  readonly scenario: string
  readonly title: string
  readonly probes: readonly Outcome[]
  readonly conntrack?: Readonly<Record<string, readonly string[]>>
}

const ABOUT = ['after_s', 'syn_sent']

/** Equal by the scenarios' rule: same keys and values; `after_s`, `syn_sent` and the counts in `arp_unanswered` within one. Gives the differences as sentences. */
export function differences(expected: Outcome, found: Outcome): string[] {
  const said: string[] = []
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const [a, b] = [expected[key], found[key]]
    if (!isSame(key, a, b))
      said.push(`${found.probe}: ${key} is ${JSON.stringify(b)}, expected ${JSON.stringify(a)}`)
  }
  return said
}

function isSame(key: string, a: OutcomeValue | undefined, b: OutcomeValue | undefined): boolean {
  if (ABOUT.includes(key)) return typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1
  if (key === 'arp_unanswered' && isCounts(a) && isCounts(b)) {
    const names = Object.keys(a)
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => name in b && Math.abs(a[name] - b[name]) <= 1)
    )
  }
  return JSON.stringify(a) === JSON.stringify(b)
}

function isCounts(value: OutcomeValue | undefined): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
