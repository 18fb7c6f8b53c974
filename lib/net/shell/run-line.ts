import { switchFilterOn } from '../node/filter-on'
import { runIptables } from '../node/netfilter/iptables/run'
import { runArp } from './arp'
import { runArping } from './arping'
import { commandsOf } from './command-line'
import { runConntrack } from './conntrack'
import { runCurl } from './curl'
import { runDig } from './dig'
import { runHost } from './host'
import { runIp } from './ip'
import { runIptablesSave } from './iptables-save'
import { runNc } from './nc'
import { runNetstat } from './netstat'
import { runNft } from './nft'
import { runNslookup } from './nslookup'
import { failed, type Output, wrote } from './output'
import { runPing } from './ping'
import { runPkill } from './pkill'
import { routeTable } from './route-table'
import { runSs } from './ss'
import { runSysctl } from './sysctl'
import {
  farewellOf,
  greetingOf,
  type Listening,
  pollTcpdump,
  runTcpdump,
  startTcpdump,
} from './tcpdump/run-tcpdump'
import { machineOf, type Terminal } from './terminal'
import { runFilter } from './text-filter'
import { runTraceroute } from './traceroute'

/** Every tool of the terminal, by its name. */
const tools: Readonly<Record<string, (terminal: Terminal, words: readonly string[]) => Output>> = {
  arp: runArp,
  arping: runArping,
  conntrack: runConntrack,
  curl: runCurl,
  dig: runDig,
  echo: (_, words) => wrote([words.join(' ')]),
  host: runHost,
  hostname: ({ host }) => wrote([host]),
  ip: runIp,
  ip6tables: (terminal, words) => filter(terminal, words, 'ip6tables'),
  'ip6tables-save': (terminal, words) => runIptablesSave(terminal, words, 'ip6tables'),
  iptables: (terminal, words) => filter(terminal, words, 'iptables'),
  'iptables-save': (terminal, words) => runIptablesSave(terminal, words, 'iptables'),
  nc: runNc,
  netstat: runNetstat,
  nft: runNft,
  nslookup: runNslookup,
  ping: runPing,
  pkill: runPkill,
  route: (terminal, words) => wrote(routeTable(machineOf(terminal), 'route', words.includes('-n'))),
  ss: runSs,
  sysctl: runSysctl,
  tcpdump: runTcpdump,
  traceroute: runTraceroute,
}

export function toolNames(): readonly string[] {
  return Object.keys(tools)
}

/**
 * One line as typed at the prompt of a machine: commands in a row by `;`, `&&` and `||`, and a tcpdump that listens behind them
 * by `&`. Time in the simulation passes as the tools wait. The text is what a terminal shows; the status is that of the last command.
 */
export function runLine(terminal: Terminal, line: string): Output {
  let text = ''
  let status = 0
  const listening: Listening[] = []
  for (const { words, after, background, filters } of commandsOf(line)) {
    if (after !== 'always' && (after === 'success') !== (status === 0)) continue
    const started = background ? inBackground(terminal, words) : null
    if (started) {
      text += greetingOf(started)
      listening.push(started)
      continue
    }
    const output = filters.reduce(runFilter, runCommand(terminal, words))
    text += output.text + listening.map((each) => pollTcpdump(each).text).join('')
    status = output.status
  }
  return { text: text + listening.map(farewellOf).join(''), status }
}

/** Only tcpdump has something to do while another command runs; the rest ends before the next begins. */
function inBackground(terminal: Terminal, words: readonly string[]): Listening | null {
  const [given, ...rest] = words[0] === 'sudo' ? words.slice(1) : words
  if (given !== 'tcpdump') return null
  const started = startTcpdump(terminal, rest)
  return 'status' in started ? null : started
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
  switchFilterOn(machine)
  return wrote([...output, ...errors], exit)
}
