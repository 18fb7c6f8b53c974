import { createInterface } from 'node:readline'
import { describeSubnet } from '@/lib/net/addr/subnet'
import { complain, LineWriter } from './output'

/** `hop subnet PREFIX…`, or `-` for one prefix a line on standard input (blank lines are passed over). */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length === 0) {
    complain('usage: hop subnet PREFIX… (or - for lines on standard input)')
    return 2
  }
  const output = new LineWriter()
  let refused = false
  const answer = async (input: string) => {
    const described = describeSubnet(input)
    if ('error' in described) refused = true
    await output.line(JSON.stringify(described))
  }
  for (const argument of args) {
    if (argument !== '-') await answer(argument)
    else
      for await (const line of createInterface({ input: process.stdin }))
        if (line.trim() !== '') await answer(line.trim())
  }
  await output.flush()
  return refused ? 2 : 0
}
