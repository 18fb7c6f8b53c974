import type { Chain, Part, Rule, Table } from '../rule'
import type { TableName } from './parse'

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
        if (!matchesSyn(rule.parts)) return invalid
        break
      case 'set-ttl':
        if (table !== 'mangle') return invalid
        break
      case 'notrack':
        if (table !== 'raw') return invalid
        break
      case 'recent':
        if (part.action === 'set' && (part.seconds !== null || part.hitcount > 0 || part.sameTtl))
          return invalid
        break
      case 'jump':
      case 'goto':
        if (reaches(all, part.chain, chain.name)) return 'Too many links'
        break
    }
  }
  return null
}

function isTcp(parts: readonly Part[]): boolean {
  return parts.some((part) => part.kind === 'protocol' && !part.negated && part.among[0] === 6)
}

/** xt_TCPMSS only works on SYN packets. */
function matchesSyn(parts: readonly Part[]): boolean {
  return parts.some(
    (part) => part.kind === 'tcp-flags' && !part.negated && (part.mask & part.flags & 2) !== 0,
  )
}

/** Whether chain `from` leads to chain `to`: then a jump from `to` to `from` would be a loop. */
function reaches(table: Table, from: string, to: string, seen: Set<string> = new Set()): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  const chain = table.chains.find((candidate) => candidate.name === from)
  return (chain?.rules ?? []).some((rule) =>
    rule.parts.some(
      (part) => (part.kind === 'jump' || part.kind === 'goto') && reaches(table, part.chain, to, seen),
    ),
  )
}
