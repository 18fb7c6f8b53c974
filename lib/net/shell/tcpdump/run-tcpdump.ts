import { runUntil } from '../../sim/simulation'
import type { TraceFrame } from '../../sim/trace'
import { failed, type Output } from '../output'
import { machineOf, type Terminal } from '../terminal'
import { timeOfDay } from '../wall-clock'
import { compileFilter, type Filter } from './filter'
import { frameLine } from './frame-line'
import { factsOf } from './packet-facts'
import { makePrinter, type Printer } from './printer'

const SECOND = 1_000_000
/** In the foreground nobody can press Ctrl-C, so it is pressed after this long. */
const PATIENCE_US = 10 * SECOND

/** A tcpdump at work: it prints what passes from the moment it was started. */
export type Listening = {
  readonly terminal: Terminal
  readonly iface: string
  readonly count: number
  readonly filter: Filter
  readonly printer: Printer
  readonly times: 'clock' | 'none' | 'epoch'
  /** Index of the first frame of the trace that it has not looked at */
  next: number
  captured: number
  received: number
}

const FLAGS = 'nevtSqlpUNK#'

/** `tcpdump [-n] [-e] [-v] [-t] [-S] [-q] [-c COUNT] [-i IFACE|any] [FILTER]`, tcpdump(8): starts, or says what is wrong. */
export function startTcpdump(terminal: Terminal, words: readonly string[]): Listening | Output {
  const letters = new Map<string, number>()
  const filterFrom: string[] = []
  let iface: string | null = null
  let count = Number.POSITIVE_INFINITY
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!/^-[a-zA-Z#]/.test(word)) {
      filterFrom.push(word)
      continue
    }
    for (let letter = 1; letter < word.length; letter++) {
      if ('ic'.includes(word[letter])) {
        const value = word.slice(letter + 1) || (words[++at] ?? '')
        if (word[letter] === 'i') iface = value
        else if (/^[1-9]\d*$/.test(value)) count = Number(value)
        else return failed(`tcpdump: invalid packet count ${value}`, 1)
        break
      }
      if (!FLAGS.includes(word[letter])) return failed(`tcpdump: invalid option -- '${word[letter]}'`, 1)
      letters.set(word[letter], (letters.get(word[letter]) ?? 0) + 1)
    }
  }
  const { interfaces } = machineOf(terminal)
  const chosen = iface ?? [...interfaces.keys()].find((name) => name !== 'lo') ?? 'lo'
  if (chosen !== 'any' && !interfaces.has(chosen))
    return failed(`tcpdump: ${chosen}: No such device exists\n(No such device exists)`, 1)
  const filter = compileFilter(filterFrom)
  if (typeof filter === 'string') return failed(`tcpdump: ${filter}`, 1)
  return {
    terminal,
    iface: chosen,
    count,
    filter,
    printer: makePrinter({
      verbose: letters.get('v') ?? 0,
      ether: letters.has('e'),
      names: !letters.has('n'),
      absolute: letters.has('S'),
      quick: letters.has('q'),
    }),
    times: (letters.get('t') ?? 0) === 0 ? 'clock' : letters.get('t') === 1 ? 'none' : 'epoch',
    next: terminal.simulation.trace.frames.length,
    captured: 0,
    received: 0,
  }
}

/** What it says when it starts. */
export function greetingOf({ iface, printer }: Listening): string {
  const quiet =
    printer.verbose > 0
      ? 'tcpdump: '
      : 'tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n'
  const first =
    iface === 'any' ? `tcpdump: data link type LINUX_SLL2\n${printer.verbose > 0 ? '' : quiet}` : quiet
  const kind = iface === 'any' ? 'LINUX_SLL2 (Linux cooked v2)' : 'EN10MB (Ethernet)'
  return `${first}listening on ${iface}, link-type ${kind}, snapshot length 262144 bytes\n`
}

/** The lines of all frames since the last call, and whether it has as many as it was asked for. */
export function pollTcpdump(listening: Listening): { readonly text: string; readonly done: boolean } {
  const { terminal, count, filter } = listening
  const { frames } = terminal.simulation.trace
  let text = ''
  for (; listening.next < frames.length && listening.captured < count; listening.next++) {
    const frame = frames[listening.next]
    if (frame.node !== terminal.host || (listening.iface !== 'any' && frame.iface !== listening.iface))
      continue
    // over lo a frame is seen going out and coming in; one tap is enough
    if (frame.iface === 'lo' && frame.direction === 'in' && listening.iface !== 'any') continue
    if (!filter(factsOf(frame.bytes))) continue
    listening.captured++
    text += `${lineOf(listening, frame)}\n`
  }
  return { text, done: listening.captured >= count }
}

/** What it says when it ends. */
export function farewellOf({ captured }: Listening): string {
  const packets = `${captured} packet${captured === 1 ? '' : 's'}`
  return `${packets} captured\n${packets} received by filter\n0 packets dropped by kernel\n`
}

/** In the foreground: until it has as many packets as asked for, else for ten seconds and then Ctrl-C. */
export function runTcpdump(terminal: Terminal, words: readonly string[]): Output {
  const listening = startTcpdump(terminal, words)
  if ('status' in listening) return listening
  const { simulation } = terminal
  let text = greetingOf(listening)
  let done = false
  runUntil(simulation, simulation.now + PATIENCE_US, () => {
    const polled = pollTcpdump(listening)
    text += polled.text
    done = polled.done
    return done
  })
  return { text: `${text}${done ? '' : '^C'}${farewellOf(listening)}`, status: 0 }
}

function lineOf({ iface, printer, times }: Listening, frame: TraceFrame): string {
  const where =
    iface === 'any' ? `${frame.iface.padEnd(5)} ${frame.direction === 'out' ? 'Out' : 'In '} ` : ''
  return `${timeText(times, frame.at)}${where}${frameLine(printer, frame.bytes)}`
}

/** Time of day in a simulation that began at midnight. */
function timeText(times: Listening['times'], us: number): string {
  const fraction = (us % SECOND).toString().padStart(6, '0')
  const seconds = Math.floor(us / SECOND)
  if (times === 'none') return ''
  if (times === 'epoch') return `${seconds}.${fraction} `
  return `${timeOfDay(us)}.${fraction} `
}
