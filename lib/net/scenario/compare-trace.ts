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

/** What remains to be compared, by interface and direction. `known` remembers who has resolved whom, across probes. */
export function comparable(lines: readonly string[], known: Set<string>): InterfaceLines {
  const ports = new Map<string, string>()
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

/** IGMP, and TCP acknowledgments that carry nothing. */
function isNoise(text: string): boolean {
  return / proto 2 /.test(text) || /^TCP .* ACK ttl \d+$/.test(text)
}

/** ARP between two that have spoken before in this run. */
function isVerification(place: string, text: string, known: Set<string>): boolean {
  const asked = /^ARP who-has (\S+) tell (\S+)$/.exec(text)
  if (asked) return known.has(`${asked[2]} ${asked[1]}`) || known.has(`${asked[1]} ${asked[2]}`)
  const answered = /^ARP (\S+) is-at /.exec(text)
  if (!answered) return false
  const key = `${place} ${answered[1]}`
  if (known.has(key)) return true
  known.add(key)
  return false
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
function normalise(text: string, ports: Map<string, string>): string {
  const later = /^IP .* (proto \d+) .* (len \d+ frag \d+\+?)$/.exec(text)
  if (later) return `IP ${later[1]} ${later[2]}`
  const data = /^(TCP \S+ > \S+) (?:PSH,)?ACK (\d+) bytes ttl \d+$/.exec(text)
  const plain = data ? `${data[1]} data ${data[2]}` : text
  return plain.replace(/:(\d{4,5})\b/g, (whole, port: string) => {
    const number = Number(port)
    const chosen =
      (number >= 40000 && number < 40100) ||
      (number >= 41000 && number < 41100) ||
      (number >= 33434 && number < 33500)
    if (number < 10000 || chosen) return whole
    if (!ports.has(port)) ports.set(port, `port-${ports.size}`)
    return `:${ports.get(port)}`
  })
}

/** Where the two differ, as sentences. */
export function traceDifferences(recorded: InterfaceLines, found: InterfaceLines): string[] {
  const said: string[] = []
  for (const place of new Set([...recorded.keys(), ...found.keys()])) {
    const [a, b] = [recorded.get(place) ?? [], found.get(place) ?? []]
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      if (a[index] === b[index]) continue
      said.push(
        `${place}, packet ${index + 1}: kernel ${a[index] ?? '(nothing)'} | here ${b[index] ?? '(nothing)'}`,
      )
      break
    }
  }
  return said
}
