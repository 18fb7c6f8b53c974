import { observe } from '../scenario/observe'
import type { Outcome } from '../scenario/outcome'
import type { Trace, TraceEvent } from '../sim/trace'
import { causes } from './causes'
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

/** The first event that ended the attempt, if it did fail; null for a probe that worked, or whose reason is not in the trace. */
export function diagnose(trace: Trace, probe: DiagnosedProbe): Diagnosis | null {
  if (hasWorked(probe.outcome)) return null
  for (let index = probe.fromEvent; index < probe.toEvent; index++) {
    const event = trace.events[index]
    if (event.because in causes && isAbout(trace, event, probe)) return explain(event, index)
  }
  return null
}

/** Did the probe get what it asked for? */
export function hasWorked({ result, end, transfer }: Outcome): boolean {
  if (transfer === 'stalled') return false
  return result === 'open' || result === 'reply' || result === 'route' || end === 'reached'
}

/** Leftovers of earlier probes run on beside this one: an event about a frame counts only if it carries this probe's protocol. */
function isAbout(trace: Trace, event: TraceEvent, { type }: DiagnosedProbe): boolean {
  if (event.frame === null) return true
  const sighting = observe(trace.frames[event.frame].bytes)
  if (sighting?.kind !== 'ip') return true
  const protocols = PROTOCOLS[type]
  return (
    protocols.includes(sighting.protocol) ||
    (sighting.quoted !== null && protocols.includes(sighting.quoted.protocol))
  )
}

function explain(event: TraceEvent, index: number): Diagnosis {
  const { table, next } = causes[event.because]
  const { data } = event
  const nextObservation = next.replace(/\{(\w+)\}/g, (whole, name: string) =>
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
