import { readU16 } from '../bytes/integers'
import type { NameOf } from '../explain/describe-attempt'
import { describeFrame } from '../explain/describe-frame'
import type { FlightEnd } from './flights'

/** What there is to say about one step. */
export type StepWords = {
  readonly say: string | null
  readonly command: { readonly node: string; readonly line: string } | null
  readonly waitedUs: number | null
  readonly cut: readonly { readonly node: string; readonly iface: string; readonly up: boolean }[]
  readonly notes: readonly { readonly node: string; readonly text: string }[]
  readonly flights: readonly {
    readonly bytes: Uint8Array
    readonly from: FlightEnd
    readonly to: FlightEnd | null
  }[]
  /** says the TTL (IPv6: hop limit) of packets on the wire */
  readonly ttl?: boolean
}

/** One step in words: what was done, what each node did and why, and what is on the wire. */
export function sentenceOf(words: StepWords, nameOf: NameOf, isSwitch: (node: string) => boolean): string {
  const { say, command, waitedUs, cut, notes, flights, ttl = false } = words
  return [
    say,
    command && `Typed on ${nameOf(command.node)}: ${command.line}`,
    waitedUs !== null && `${duration(waitedUs)} pass.`,
    ...cut.map(
      ({ node, iface, up }) => `The cable at ${iface} of ${nameOf(node)} is ${up ? 'mended' : 'cut'}.`,
    ),
    ...noteSentences(notes, nameOf, isSwitch),
    ...wireSentences(flights, nameOf, ttl),
  ]
    .filter((text) => text !== null && text !== false)
    .map(closed)
    .join(' ')
}

/** With a full stop, if it ends in words. */
function closed(text: string): string {
  return /[.?!”]$/.test(text) ? text : `${text}.`
}

function duration(us: number): string {
  return us < 1_000_000 ? `${us / 1000} ms` : `${us / 1_000_000} s`
}

/** The name of a node once before all that it did; a sentence that begins with "The switch" needs none if there is one switch only. */
function noteSentences(
  notes: StepWords['notes'],
  nameOf: NameOf,
  isSwitch: (node: string) => boolean,
): string[] {
  const nodes = [...new Set(notes.map(({ node }) => node))]
  return nodes.map((node) => {
    const texts = [
      ...new Set(notes.filter((note) => note.node === node).map(({ text }) => closed(text))),
    ].join(' ')
    const name = nameOf(node)
    const speaksOfItself = isSwitch(node) && texts.startsWith(`The ${name.toLowerCase()} `)
    return speaksOfItself ? texts : `${name}: ${texts}`
  })
}

function wireSentences(flights: StepWords['flights'], nameOf: NameOf, ttl: boolean): string[] {
  const groups = new Map<string, { from: string; text: string; to: string[]; count: number }>()
  for (const { bytes, from, to } of flights) {
    const text = `${describeFrame(bytes)}${ttl ? ttlText(bytes) : ''}`
    const key = `${from.node} ${text}`
    const group = groups.get(key) ?? { from: nameOf(from.node), text, to: [], count: 0 }
    const name = to ? nameOf(to.node) : 'nobody'
    if (!group.to.includes(name)) group.to.push(name)
    group.count++
    groups.set(key, group)
  }
  return [...groups.values()].map(({ from, text, to, count }) => {
    const times = count > to.length ? `, ${count} frames` : ''
    return `On the wire, ${from} to ${list(to)}: ${text}${times}`
  })
}

/** ", TTL 64", or nothing for a frame without an IP packet. */
function ttlText(bytes: Uint8Array): string {
  const at = readU16(bytes, 12) === 0x8100 ? 16 : 12
  const type = readU16(bytes, at)
  if (type === 0x0800) return `, TTL ${bytes[at + 10]}`
  return type === 0x86dd ? `, hop limit ${bytes[at + 9]}` : ''
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
