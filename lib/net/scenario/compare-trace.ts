import type { TraceFrame } from '../sim/trace'
import { observe } from './observe'

/**
 * Holds a run against the recording of a real kernel (`NAME.trace.txt`): per probe and interface, the same packets in the
 * same order. Left out, because a real machine's own clock decides them: IGMP, ARP that only verifies what is known,
 * acknowledgments without data, and which of several segments of one transfer carries how much.
 */
export type InterfaceLines = ReadonlyMap<string, readonly string[]>

/** The lines of a recording, by probe, as `node iface direction  text`. */
export function readRecording(text: string): { readonly probe: string; readonly lines: readonly string[] }[] {
  const probes: { probe: string; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) probes.push({ probe: line.slice(2), lines: [] })
    const parts = /^\s*[\d.]+ ms {2}(\S+)\s+(\S+)\s+(in|out)\s+(.*)$/.exec(line)
    if (parts) probes.at(-1)?.lines.push(`${parts[1]} ${parts[2]} ${parts[3]}  ${parts[4]}`)
  }
  return probes
}

/** The same lines from frames of a run. A frame that a host sends to its own lo is seen once, coming in. */
export function linesOf(frames: readonly TraceFrame[], hosts: ReadonlySet<string>): string[] {
  const lines: string[] = []
  for (const { node, iface, direction, bytes } of frames) {
    if (!hosts.has(node) || (iface === 'lo' && direction === 'out')) continue
    const text = observe(bytes)?.text
    if (text) lines.push(`${node} ${iface} ${direction}  ${text}`)
  }
  return lines
}

/** What remains to be compared, by interface and direction. `known` remembers who has resolved whom, across probes; `probes` says how many ports the probes chose. */
export function comparable(lines: readonly string[], known: Set<string>, probes: number): InterfaceLines {
  const ports = { named: new Map<string, string>(), probes }
  const kept = new Map<string, string[]>()
  for (const line of lines) {
    const [place, text] = splitAt(line, '  ')
    if (isNoise(text) || isVerification(place, text, known)) continue
    const list = kept.get(place) ?? []
    kept.set(place, list)
    addLine(list, normalise(text, ports))
  }
  return kept
}

function splitAt(line: string, mark: string): [string, string] {
  const at = line.indexOf(mark)
  return [line.slice(0, at), line.slice(at + mark.length)]
}

/** IGMP, MLD, and TCP acknowledgments that carry nothing. */
function isNoise(text: string): boolean {
  return / proto 2 /.test(text) || text.startsWith('ICMP6 143/0') || /^TCP .* ACK ttl \d+$/.test(text)
}

/** ARP or neighbour discovery between two that have found each other before, in this run and at this place. */
function isVerification(place: string, text: string, known: Set<string>): boolean {
  const asked =
    /^ARP who-has (\S+) tell (\S+)$/.exec(text) ?? /^ICMP6 neighbour-solicitation (\S+) (\S+) > /.exec(text)
  if (asked) {
    known.add(`asked ${place} ${asked[1]} ${asked[2]}`)
    if (/ > (?!ff02)\S+ ttl 255$/.test(text)) return true // straight to the one that is asked
    return (
      known.has(`found ${place} ${asked[1]}`) || known.has(`asked ${opposite(place)} ${asked[2]} ${asked[1]}`)
    )
  }
  const answered = /^ARP (\S+) is-at /.exec(text) ?? /^ICMP6 neighbour-advertisement (\S+) /.exec(text)
  if (!answered) return false
  const key = `found ${opposite(place)} ${answered[1]}`
  const again =
    known.has(key) ||
    [...known].some((other) => other.startsWith(`asked ${place} `) && other.endsWith(` ${answered[1]}`))
  known.add(key)
  return again
}

function opposite(place: string): string {
  return place.endsWith(' in') ? `${place.slice(0, -3)} out` : `${place.slice(0, -4)} in`
}

/** Two data segments of one direction in a row count as one: cutting depends on moments. */
function addLine(list: string[], line: string): void {
  const data = /^(TCP \S+ > \S+) data (\d+)/.exec(line)
  const before = data ? /^(TCP \S+ > \S+) data (\d+)$/.exec(list.at(-1) ?? '') : null
  if (data && before && before[1] === data[1])
    list[list.length - 1] = `${data[1]} data ${Number(before[2]) + Number(data[2])}`
  else list.push(line)
}

/** Ports above 1023 that nobody chose get letters; fragments after the first lose what a shared buffer shows wrong. */
function normalise(text: string, { named, probes }: { named: Map<string, string>; probes: number }): string {
  const later = /^IP .* (proto \d+) .* (len \d+ frag \d+\+?)$/.exec(text)
  if (later) return `IP ${later[1]} ${later[2]}`
  const data = /^(TCP \S+ > \S+) (?:PSH,)?ACK (\d+) bytes ttl \d+$/.exec(text)
  const plain = data ? `${data[1]} data ${data[2]}` : text
  return plain.replace(/:(\d{4,5})\b/g, (whole, port: string) => {
    const number = Number(port)
    const chosen = [40000, 41000, 33434].some(
      (first) => number >= first && number < first + Math.max(probes, 8),
    )
    if (number < 10000 || chosen) return whole
    if (!named.has(port)) named.set(port, `port-${named.size}`)
    return `:${named.get(port)}`
  })
}

/** Where the two differ, as sentences. One full segment more or less is a repetition that fell on the other side of a moment. */
export function traceDifferences(recorded: InterfaceLines, found: InterfaceLines): string[] {
  const said: string[] = []
  for (const place of new Set([...recorded.keys(), ...found.keys()])) {
    const [a, b] = [recorded.get(place) ?? [], found.get(place) ?? []]
    const at = firstDifference(a, b)
    if (at) said.push(`${place}: kernel ${a[at[0]] ?? '(nothing)'} | here ${b[at[1]] ?? '(nothing)'}`)
  }
  return said
}

function firstDifference(a: readonly string[], b: readonly string[]): readonly [number, number] | null {
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (isAlike(a[i], b[j])) {
      i++
      j++
    } else if (isRepetition(a[i])) i++
    else if (isRepetition(b[j])) j++
    else return [i, j]
  }
  return null
}

const FULL_SEGMENT = 1460

function isAlike(a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true
  const [one, other] = [dataOf(a), dataOf(b)]
  return (
    one !== null &&
    other !== null &&
    one.flow === other.flow &&
    Math.abs(one.bytes - other.bytes) <= FULL_SEGMENT &&
    one.bytes > FULL_SEGMENT
  )
}

function isRepetition(line: string | undefined): boolean {
  const data = dataOf(line)
  return data !== null && data.bytes <= FULL_SEGMENT && data.bytes >= 500
}

function dataOf(line: string | undefined): { readonly flow: string; readonly bytes: number } | null {
  const match = /^(TCP \S+ > \S+) data (\d+)$/.exec(line ?? '')
  return match ? { flow: match[1], bytes: Number(match[2]) } : null
}
