import { writeFile } from 'node:fs/promises'
import { describeEvent } from '@/lib/net/explain/describe'
import { runScenario, type ScenarioRun } from '@/lib/net/scenario/run'
import { captureOf } from '@/lib/net/sim/trace-capture'
import { complain, LineWriter, reasonOf } from './output'
import { readScenario } from './read-scenario'

/** `hop trace SCENARIO.json [--pcap OUT.pcap]`: every decision as a sentence, probe by probe; with --pcap the frames as a capture. */
export async function run(args: readonly string[]): Promise<number> {
  const at = args.indexOf('--pcap')
  const out = at < 0 ? null : (args[at + 1] ?? '')
  const rest = at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1)
  const usage = 'trace SCENARIO.json [--pcap OUT.pcap]'
  if (out === '') {
    complain(`usage: hop ${usage}`)
    return 2
  }
  const done = await readScenario(rest, usage, (scenario, path) => runScenario(scenario, path))
  if (!done) return 2
  await printEvents(done)
  if (out === null) return 0
  try {
    await writeFile(out, captureOf(done.simulation.trace.frames))
    return 0
  } catch (error) {
    complain(`${out}: ${reasonOf(error)}`)
    return 2
  }
}

async function printEvents({ simulation, spans }: ScenarioRun): Promise<void> {
  const output = new LineWriter()
  for (const span of spans) {
    await output.line(`# ${span.probe}`)
    const events = simulation.trace.events.slice(span.fromEvent, span.toEvent)
    const start = events[0]?.at ?? 0
    for (const event of events) {
      const time = `${((event.at - start) / 1000).toFixed(3)} ms`
      await output.line(
        `${time.padStart(14)}  ${event.node.padEnd(8)} ${event.because}: ${describeEvent(event)}`,
      )
    }
  }
  await output.flush()
}
