#!/usr/bin/env node
// The door to the course without a browser. Each command is a TypeScript module beside this file that exports
// `run(args)` and answers with the exit status: 0 right, 1 a wanted outcome did not come, 2 bad input.
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

const commands = {
  dissect: {
    file: './dissect.ts',
    usage: 'dissect FILE.pcap',
    does: 'every field of every frame, one JSON object a line',
  },
  probe: {
    file: './probe.ts',
    usage: 'probe SCENARIO.json',
    does: 'try the probes of a network; outcomes as JSON',
  },
  trace: {
    file: './trace.ts',
    usage: 'trace SCENARIO.json [--pcap OUT.pcap]',
    does: 'every decision as a sentence; frames as a capture',
  },
  network: {
    file: './network.ts',
    usage: 'network FIGURE.json',
    does: 'the steps of a lesson’s network figure, situation by situation',
  },
  subnet: {
    file: './subnet.ts',
    usage: 'subnet PREFIX… | -',
    does: 'network, mask, broadcast, hosts; one JSON object a line',
  },
}

const [name, ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name ?? '') ? commands[name] : null

if (!command) {
  const known = Object.values(commands).map(({ usage, does }) => `  hop ${usage.padEnd(40)} ${does}`)
  const text = `Usage:\n${known.join('\n')}\n`
  if (name === undefined || name === 'help' || name === '--help') process.stdout.write(text)
  else process.stderr.write(`hop: no command "${name}"; there are ${Object.keys(commands).join(', ')}\n`)
  process.exitCode = name === undefined ? 2 : name === 'help' || name === '--help' ? 0 : 2
} else {
  // a reader such as head(1) that stops listening is no error
  process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 2))
  // the alias @/ is found wherever the command is run from
  process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL('../tsconfig.json', import.meta.url))
  register()
  const { run } = await import(command.file)
  process.exitCode = await run(args)
}
