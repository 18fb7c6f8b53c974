import type { AddressRange, Chain, Part, Rule, Table } from '../rule'
import type { TableName } from './line'

/**
 * What the kernel's checkentry functions say to a rule: an errno's sentence, or null. Targets belong to tables and
 * hooks; in a chain of one's own only what holds for every hook is checked.
 */
export function kernelProblem(
  rule: Omit<Rule, 'handle'>,
  table: TableName,
  chain: Chain,
  all: Table,
): string | null {
  const hook = chain.base?.hook ?? null
  const invalid = 'Invalid argument'
  for (const part of rule.parts) {
    switch (part.kind) {
      case 'reject':
        if (table !== 'filter' || (hook && !['INPUT', 'FORWARD', 'OUTPUT'].includes(hook))) return invalid
        if (part.with === 'tcp-reset' && !isTcp(rule.parts)) return invalid
        break
      case 'masquerade':
        if (table !== 'nat' || (hook && hook !== 'POSTROUTING')) return invalid
        break
      case 'snat':
        if (table !== 'nat' || (hook && hook !== 'POSTROUTING' && hook !== 'INPUT')) return invalid
        break
      case 'dnat':
      case 'redirect':
        if (table !== 'nat' || (hook && hook !== 'PREROUTING' && hook !== 'OUTPUT')) return invalid
        break
      case 'tcpmss':
        if (part.size === 'pmtu' && (hook === 'PREROUTING' || hook === 'INPUT')) return invalid
        if (!isTcp(rule.parts)) return invalid
        break
      case 'set-ttl':
      case 'set-tos':
        if (table !== 'mangle') return invalid
        break
      case 'netmap':
        if (table !== 'nat' || (hook && !['PREROUTING', 'OUTPUT', 'POSTROUTING', 'INPUT'].includes(hook)))
          return invalid
        break
      case 'reverse-path':
        if ((table !== 'raw' && table !== 'mangle') || (hook && hook !== 'PREROUTING')) return invalid
        break
      case 'address':
        if (part.negated && part.among.some(isEverything)) return invalid // nf_tables refuses a comparison of no bits
        break
      case 'tcp-mss':
      case 'strip-tcp-options':
        if (!isTcp(rule.parts)) return invalid
        if (part.kind === 'strip-tcp-options' && table !== 'mangle') return invalid
        break
      case 'text':
        if (part.algorithm !== 'bm' && part.algorithm !== 'kmp' && part.algorithm !== 'fsm')
          return 'No such file or directory'
        break
      case 'owner':
        if (hook && hook !== 'OUTPUT' && hook !== 'POSTROUTING') return invalid
        break
      case 'notrack':
        if (table !== 'raw') return invalid
        break
      case 'assign-helper':
        if (table !== 'raw') return invalid
        // xt_CT wants the transport from `-p`, and a helper of that name for it
        if (!isTcp(rule.parts) || part.helper !== 'ftp') return 'No such file or directory'
        break
      case 'recent':
        if (part.action === 'set' && (part.seconds !== null || part.hitcount > 0 || part.sameTtl))
          return invalid
        break
      case 'jump':
      case 'goto':
        if (loops(all, chain, part.chain)) return 'Too many links'
        break
    }
  }
  return null
}

function isTcp(parts: readonly Part[]): boolean {
  return parts.some((part) => part.kind === 'protocol' && !part.negated && part.among[0] === 6)
}

function isEverything({ from, to }: AddressRange): boolean {
  return typeof from === 'number' ? from === 0 && to === 0xffff_ffff : from === 0n && to === (1n << 128n) - 1n
}

/** A loop is only refused where a packet could come into it: under a base chain (nf_tables_check_loops). */
function loops(table: Table, chain: Chain, target: string): boolean {
  const entered = table.chains.some((base) => base.base !== null && leadsTo(table, base, chain.name))
  return entered && isInLoop(table, target, [chain.name])
}

function targetsOf(chain: Chain): string[] {
  return chain.rules.flatMap((rule) =>
    rule.parts.flatMap((part) => (part.kind === 'jump' || part.kind === 'goto' ? [part.chain] : [])),
  )
}

function leadsTo(table: Table, from: Chain, to: string, seen: ReadonlySet<string> = new Set()): boolean {
  if (from.name === to) return true
  if (seen.has(from.name)) return false
  const visited = new Set([...seen, from.name])
  return targetsOf(from).some((name) => {
    const next = table.chains.find((candidate) => candidate.name === name)
    return next !== undefined && leadsTo(table, next, to, visited)
  })
}

function isInLoop(table: Table, name: string, path: readonly string[]): boolean {
  if (path.includes(name)) return true
  const chain = table.chains.find((candidate) => candidate.name === name)
  return chain !== undefined && targetsOf(chain).some((next) => isInLoop(table, next, [...path, name]))
}
