import { basename } from 'node:path'
import { runScenario } from '@/lib/net/scenario/run'
import { readScenario } from './read-scenario'

/** `hop probe SCENARIO.json`: tries the probes and prints the outcomes in the form of `*.expected.json`. */
export async function run(args: readonly string[]): Promise<number> {
  const built = await readScenario(args, 'probe SCENARIO.json', (scenario, path) =>
    runScenario(scenario, basename(path, '.json')),
  )
  if (!built) return 2
  process.stdout.write(`${JSON.stringify(built.outcome, null, 1)}\n`)
  return 0
}
