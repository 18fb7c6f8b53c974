import { runIptables } from '../node/netfilter/iptables/run'
import { splitWords } from '../node/netfilter/iptables/words'
import { runArping } from './arping'
import { runConntrack } from './conntrack'
import { runCurl } from './curl'
import { runDig } from './dig'
import { runIp } from './ip'
import { runNc } from './nc'
import { failed, type Output, wrote } from './output'
import { runPing } from './ping'
import { runSs } from './ss'
import { runSysctl } from './sysctl'
import { machineOf, type Terminal } from './terminal'
import { runTraceroute } from './traceroute'

/** Every tool of the terminal, by its name. */
const tools: Readonly<Record<string, (terminal: Terminal, words: readonly string[]) => Output>> = {
  arping: runArping,
  conntrack: runConntrack,
  curl: runCurl,
  dig: runDig,
  hostname: ({ host }) => wrote([host]),
  ip: runIp,
  ip6tables: (terminal, words) => filter(terminal, words, 'ip6tables'),
  iptables: (terminal, words) => filter(terminal, words, 'iptables'),
  nc: runNc,
  ping: runPing,
  ss: runSs,
  sysctl: runSysctl,
  traceroute: runTraceroute,
}

export function toolNames(): readonly string[] {
  return Object.keys(tools)
}

/**
 * One line as typed at the prompt of a machine: commands in a row by `;` and `&&`. Time in the simulation passes as the
 * tools wait. The text is what a terminal shows; the status is that of the last command.
 */
export function runLine(terminal: Terminal, line: string): Output {
  let text = ''
  let status = 0
  for (const { words, onlyAfterSuccess } of commandsOf(line)) {
    if (onlyAfterSuccess && status !== 0) continue
    const output = runCommand(terminal, words)
    text += output.text
    status = output.status
  }
  return { text, status }
}

function commandsOf(line: string): { words: readonly string[]; onlyAfterSuccess: boolean }[] {
  const commands: { words: string[]; onlyAfterSuccess: boolean }[] = [{ words: [], onlyAfterSuccess: false }]
  for (const word of splitWords(line.replace(/;/g, ' ; '))) {
    if (word === ';' || word === '&&') commands.push({ words: [], onlyAfterSuccess: word === '&&' })
    else commands.at(-1)?.words.push(word)
  }
  return commands.filter(({ words }) => words.length > 0)
}

function runCommand(terminal: Terminal, words: readonly string[]): Output {
  const [given, ...rest] = words
  if (given === 'sudo') return rest.length > 0 ? runCommand(terminal, rest) : failed('usage: sudo command', 1)
  const tool = Object.hasOwn(tools, given) ? tools[given] : null
  return tool ? tool(terminal, rest) : failed(`-bash: ${given}: command not found`, 127)
}

function filter(terminal: Terminal, words: readonly string[], tool: 'iptables' | 'ip6tables'): Output {
  const machine = machineOf(terminal)
  const { output, errors, exit } = runIptables(machine.netfilter, words, tool)
  machine.filtered = true
  return wrote([...output, ...errors], exit)
}
