import type { Outcome } from '../scenario/outcome'
import type { Diagnosis } from './diagnose'

/** What to call a node in a sentence. */
export type NameOf = (node: string) => string

/** What came of a probe, in a sentence: `outcome` in the words of the recordings. */
export function describeOutcome(outcome: Outcome, nameOf: NameOf): string {
  const [from, type, to] = outcome.probe.split(' ')
  return `${OPENINGS[type]} from ${nameOf(from)} to ${to}: ${resultOf(type, outcome)}.`
}

/** Why it failed: layer, node, table and rule, and where to look next. */
export function describeDiagnosis(diagnosis: Diagnosis, nameOf: NameOf): string {
  const { layer, node, table, rule, sentence, nextObservation } = diagnosis
  const where = `Decided at layer ${layer}, on ${nameOf(node)}, by: ${table}${rule && !sentence.includes(rule) ? ` (${rule})` : ''}.`
  return `${where} ${sentence} To see it there: ${nextObservation}`
}

const OPENINGS: Readonly<Record<string, string>> = {
  ping: 'Ping',
  tcp: 'TCP connection',
  udp: 'UDP datagram',
  traceroute: 'Traceroute',
  route: 'Route',
}

function resultOf(type: string, outcome: Outcome): string {
  const { result, after_s: seconds } = outcome
  switch (type) {
    case 'traceroute':
      return `${(outcome.hops as readonly string[]).join(', ')}; ${words(outcome.end)}`
    case 'route':
      return [words(result), outcome.via && `via ${outcome.via}`, outcome.dev && `dev ${outcome.dev}`]
        .filter(Boolean)
        .join(' ')
  }
  if (result === 'reply' && type === 'ping') return `answered by ${outcome.from}, with TTL ${outcome.ttl}`
  if (result === 'reply') return `answered by ${outcome.served_by}, which saw ${outcome.server_saw}`
  if (result === 'open') return openText(outcome)
  if (result === 'timeout' || result === 'silence') return `no answer, given up after ${seconds} s`
  if (result === 'not-sent') return `not even sent (${outcome.errno})`
  const errno = outcome.errno ? ` (${outcome.errno})` : ''
  return `${words(result)}${errno}${Number(seconds) > 0 ? ` after ${seconds} s` : ''}`
}

function openText({ served_by: server, server_saw: peer, got_bytes: bytes, transfer }: Outcome): string {
  const greeting = server ? `open, ${server} answers and saw ${peer}` : 'open, but nobody speaks'
  return transfer ? `${greeting}; ${bytes} bytes, ${transfer}` : greeting
}

function words(key: unknown): string {
  return String(key ?? 'nothing').replaceAll('-', ' ')
}
