import { observe } from '../scenario/observe'
import type { Outcome } from '../scenario/outcome'
import type { Trace, TraceEvent } from '../sim/trace'
import { type Cause, causes, minorCauses } from './causes'
import { describeEvent } from './describe'

/** Why a probe failed: at which layer, on which node, in which table and rule, in a sentence, and where to look next. */
export type Diagnosis = {
  readonly layer: TraceEvent['layer']
  readonly node: string
  readonly table: string
  /** number and words of the rule that decided, if a rule did */
  readonly rule: string | null
  readonly sentence: string
  /** a command on that node that shows it */
  readonly nextObservation: string
  /** its place in `trace.events` */
  readonly event: number
}

/** Where the probe begins and ends in the trace, what kind it is, and what came out. */
export type DiagnosedProbe = {
  readonly type: 'tcp' | 'udp' | 'ping' | 'traceroute' | 'route'
  readonly outcome: Outcome
  readonly fromEvent: number
  readonly toEvent: number
}

const PROTOCOLS: Readonly<Record<DiagnosedProbe['type'], readonly number[]>> = {
  tcp: [6],
  udp: [17],
  ping: [1, 58],
  traceroute: [17],
  route: [],
}

/** The event that ended the attempt, if it did fail; null for a probe that worked, or whose reason is not in the trace. */
export function diagnose(trace: Trace, probe: DiagnosedProbe): Diagnosis | null {
  if (hasWorked(probe.outcome)) return null
  const found = decisiveEvents(trace, probe)
  const index = found.length > 0 ? choose(trace, found, probe) : unansweredQuestion(trace, probe)
  if (index === null) return null
  const explained = explain(trace.events[index], index)
  if (trace.events[index].because !== 'ethernet.not-for-us') return explained
  const sentence = `Nobody took the frame: no machine that it reached has the MAC address ${trace.events[index].data.mac}. Nothing reports that to the sender.`
  return { ...explained, node: senderOf(trace, trace.events[index]), sentence }
}

/** Did the probe get what it asked for? */
export function hasWorked({ result, end, transfer }: Outcome): boolean {
  if (transfer === 'stalled') return false
  return result === 'open' || result === 'reply' || result === 'route' || end === 'reached'
}

/** Those that name the probe's own addresses if there are any; else what ran on beside it; else the smaller signs. */
function decisiveEvents(trace: Trace, probe: DiagnosedProbe): number[] {
  const all: number[] = []
  const minor: number[] = []
  for (let index = probe.fromEvent; index < probe.toEvent; index++) {
    const event = trace.events[index]
    if (!isAbout(trace, event, probe)) continue
    if (event.because in causes) all.push(index)
    else if (event.because in minorCauses && !isTaken(trace, event, probe)) minor.push(index)
  }
  const own = all.filter((index) => event(trace, index).frame !== null || namesProbe(trace, index, probe))
  const major = own.length > 0 ? own : all
  const onTheWay = major.filter(
    (index) => probe.type !== 'traceroute' || !HOPS.has(event(trace, index).because),
  )
  if (onTheWay.length > 0) return onTheWay
  return major.length > 0 ? major : minor
}

/** Whether some machine took the frame that this one ignored: a switch floods, and then most ignore it. */
function isTaken(
  trace: Trace,
  { because, frame }: TraceEvent,
  { fromEvent, toEvent }: DiagnosedProbe,
): boolean {
  if (because !== 'ethernet.not-for-us' || frame === null) return false
  const { bytes } = trace.frames[frame]
  const untaken = new Set<number | null>()
  for (let index = fromEvent; index < toEvent; index++) {
    const { because: why, frame: about } = event(trace, index)
    if (why === because || why.startsWith('switch.')) untaken.add(about)
  }
  return trace.frames.some(
    (other, index) => other.bytes === bytes && other.direction === 'in' && !untaken.has(index),
  )
}

/** Nobody can be blamed for ignoring a frame but who addressed it. */
function senderOf(trace: Trace, { frame }: TraceEvent): string {
  const { bytes } = trace.frames[frame!]
  return trace.frames.find((other) => other.bytes === bytes)!.node
}

function event(trace: Trace, index: number): TraceEvent {
  return trace.events[index]
}

/** What every hop of a traceroute says, and its goal. */
const HOPS: ReadonlySet<string> = new Set(['ipv4.ttl-exceeded', 'ipv6.hop-limit-exceeded', 'udp.no-socket'])

/** Reasons that are told to the sender. */
const TOLD: ReadonlySet<string> = new Set([
  ...HOPS,
  'ipv4.fragmentation-needed',
  'ipv6.packet-too-big',
  'tcp.no-socket',
  'route.none',
  'route.unreachable',
  'route.prohibit',
  'filter.reject',
])

/** Reasons why the sender was not told. */
const HUSHED: ReadonlySet<string> = new Set([
  'filter.drop',
  'filter.policy-drop',
  'icmp.rate-limited',
  'ipv4.reverse-path',
  'conntrack.clash',
])

/** The first that decided; but when the sender heard nothing although it should have been told, what kept the answer back. */
function choose(trace: Trace, found: readonly number[], { outcome }: DiagnosedProbe): number {
  const [first, ...later] = found
  const heard = outcome.errno !== undefined || outcome.icmp !== undefined || outcome.rst_from !== undefined
  const reason = event(trace, first).because
  if (heard || !TOLD.has(reason)) return first
  // what arrived and was refused died on the way back, of whatever
  const kept = (because: string) =>
    HUSHED.has(because) || (reason.endsWith('.no-socket') && because !== reason)
  return later.find((index) => kept(event(trace, index).because)) ?? first
}

/** Leftovers of earlier probes run on beside this one: an event about a frame counts only if it carries this probe's protocol. */
function isAbout(trace: Trace, { frame }: TraceEvent, { type }: DiagnosedProbe): boolean {
  if (frame === null) return true
  const sighting = observe(trace.frames[frame].bytes)
  if (sighting?.kind !== 'ip') return true
  const protocols = PROTOCOLS[type]
  return (
    protocols.includes(sighting.protocol) ||
    (sighting.quoted !== null && protocols.includes(sighting.quoted.protocol))
  )
}

/** A timer's event is this probe's if it names its destination, or if a packet that it gave up was for it. */
function namesProbe(trace: Trace, index: number, { outcome }: DiagnosedProbe): boolean {
  const target = targetOf(outcome)
  const { at, node, data } = event(trace, index)
  if (Object.values(data).includes(target)) return true
  for (let next = index + 1; next < trace.events.length; next++) {
    const given = event(trace, next)
    if (given.at !== at || given.node !== node) return false
    if (!given.because.endsWith('.no-answer')) continue
    if (given.data.destination === target || given.data.source === target) return true
  }
  return false
}

/** `pc tcp 198.51.100.80:80` or `pc tcp [2001:db8::80]:80`: the address alone. */
function targetOf({ probe }: Outcome): string {
  const [, , to] = probe.split(' ')
  return /^\[(.*)\]/.exec(to)?.[1] ?? (to.split(':').length === 2 ? to.split(':')[0] : to)
}

const QUESTIONS: Readonly<Record<string, string>> = {
  'arp.request': 'arp.resolved',
  'nd.solicitation': 'nd.resolved',
}

/** Nothing decided, but somebody still waits for the MAC address of the next hop: the last such question. */
function unansweredQuestion(trace: Trace, { toEvent }: DiagnosedProbe): number | null {
  const answered = new Set<string>()
  for (let index = toEvent - 1; index >= 0; index--) {
    const { because, node, data } = event(trace, index)
    if (because === 'arp.resolved' || because === 'nd.resolved') answered.add(`${node} ${data.address}`)
    if (because in QUESTIONS && !answered.has(`${node} ${data.target}`)) return index
  }
  return null
}

function explain(event: TraceEvent, index: number): Diagnosis {
  const cause = causes[event.because] ?? minorCauses[event.because]
  const { data } = event
  const { table } = cause
  const nextObservation = commandOf(cause, data).replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in data ? String(data[name]) : whole,
  )
  return {
    layer: event.layer,
    node: event.node,
    table: typeof data.table === 'string' ? `${data.table} ${data.chain ?? ''}`.trim() : table,
    rule: typeof data.text === 'string' ? String(data.text) : null,
    sentence: describeEvent(event),
    nextObservation,
    event: index,
  }
}

/** A rule is looked at with the tool that made it. */
function commandOf({ next }: Cause, { tool, family }: TraceEvent['data']): string {
  if (tool === 'nft') return `nft list chain ${family} {table} {chain}`
  return tool === 'ip6tables' ? next.replace(/^iptables/, 'ip6tables') : next
}
