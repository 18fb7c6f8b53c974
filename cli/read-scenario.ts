import { readFile } from 'node:fs/promises'
import { parseScenarioText } from '@/lib/net/scenario/parse'
import { formatProblem, Refusal } from '@/lib/net/scenario/problem'
import type { Scenario } from '@/lib/net/scenario/schema'
import { complain, reasonOf } from './output'

/** Reads the one scenario that a command names and does something with it; null, and one line of complaint, when it cannot be. */
export async function readScenario<T>(
  args: readonly string[],
  usage: string,
  use: (scenario: Scenario, path: string) => T,
): Promise<T | null> {
  const [path] = args
  if (args.length !== 1) return refuse(`usage: hop ${usage}`)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    return refuse(`${path}: ${reasonOf(error)}`)
  }
  const parsed = parseScenarioText(text)
  if (!parsed.ok) return refuse(`${path}: ${formatProblem(parsed.problem)}`)
  try {
    return use(parsed.scenario, path)
  } catch (error) {
    if (error instanceof Refusal) return refuse(`${path}: ${formatProblem(error.problem)}`)
    throw error
  }
}

function refuse(line: string): null {
  complain(line)
  return null
}
