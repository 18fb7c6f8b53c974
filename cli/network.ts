import { readFile } from 'node:fs/promises'
import { askedTables, type NetworkFile, nameIn, readNetworkFile } from '@/lib/course/network-file'
import { playSituation } from '@/lib/net/scenario/play'
import { formatProblem, Refusal } from '@/lib/net/scenario/problem'
import type { Situation } from '@/lib/net/scenario/situation'
import { type NetworkStep, networkSteps, type ShownTable } from '@/lib/net/trace/network-steps'
import { complain, LineWriter, reasonOf } from './output'

/** `hop network FIGURE.json`: every situation of a lesson's network figure as its reader steps through it. */
export async function run(args: readonly string[]): Promise<number> {
  const [path] = args
  if (args.length !== 1) {
    complain('usage: hop network FIGURE.json')
    return 2
  }
  try {
    const file = readNetworkFile(JSON.parse(await readFile(path, 'utf8')))
    const output = new LineWriter()
    for (const situation of file.situations) await printSituation(output, file, situation)
    await output.flush()
    return 0
  } catch (error) {
    complain(`${path}: ${error instanceof Refusal ? formatProblem(error.problem) : reasonOf(error)}`)
    return 2
  }
}

async function printSituation(output: LineWriter, file: NetworkFile, situation: Situation): Promise<void> {
  const { steps, tables } = networkSteps(
    playSituation(situation),
    askedTables(file, situation),
    nameIn(file),
    file.ttl,
  )
  await output.line(`# ${situation.label}`)
  for (const [index, step] of steps.entries()) {
    const time = step.at === null ? '' : `${(step.at / 1000).toFixed(3)} ms`
    await output.line(`${String(index + 1).padStart(3)} ${time.padStart(14)}  ${step.sentence}`)
    for (const line of changesOf(step, tables)) await output.line(`${' '.repeat(20)}${line}`)
  }
}

function changesOf({ tables: changed, output }: NetworkStep, tables: readonly ShownTable[]): string[] {
  const rows = Object.entries(changed).flatMap(([place, table]) =>
    table.flatMap(({ cells, mark }) => {
      const { node, kind } = tables[Number(place)]
      return mark ? [`${node} ${kind}: ${mark}: ${cells.join('  ')}`] : []
    }),
  )
  return output ? [...rows, ...output.trimEnd().split('\n')] : rows
}
