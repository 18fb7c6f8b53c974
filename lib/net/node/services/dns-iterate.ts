import { type DnsRecord, NOERROR, SERVFAIL } from '../../wire/dns'
import { DNS_TYPES } from '../../wire/dns-record'
import { type Address, addressText } from '../address'
import { note, type Turn } from '../turn'
import { ask, hangUp, outcomeOf } from './dns-exchange'
import { learn } from './dns-learn'
import { beginLookup, type Lookup, type ResolverProcess, waitsOn } from './dns-lookup'
import { canonical } from './dns-name-tree'
import { addressesOf, nearestServers, recall, recallDenial } from './dns-resolver-cache'

export type Finding = {
  readonly rcode: number
  readonly answers: readonly DnsRecord[]
  readonly authorities: readonly DnsRecord[]
}

const MOST_ALIASES = 16
const MOST_QUERIES = 50 // BIND: max-recursion-queries
const ROUNDS = 3

const FAILURE: Finding = { rcode: SERVFAIL, answers: [], authorities: [] }

/** Does what can be done now for one lookup: looks at what came, and asks the next server. What it found, or null. */
export function iterate(turn: Turn, process: ResolverProcess, lookup: Lookup): Finding | null {
  if (lookup.asking) {
    const outcome = outcomeOf(turn, lookup)
    if (outcome === null) return null
    const { server, overTcp } = lookup.asking
    hangUp(turn, lookup)
    if (typeof outcome === 'string') fail(turn, lookup, server, outcome === 'silent')
    else if (outcome.truncated && !overTcp) {
      if (ask(turn, process, lookup, server, true)) return null
      fail(turn, lookup, server, false)
    } else if (!learn(turn, process, lookup, outcome)) fail(turn, lookup, server, false)
  }
  if (lookup.waitsFor !== null) return null
  return findInCache(turn, process, lookup) ?? askNext(turn, process, lookup)
}

function fail(turn: Turn, lookup: Lookup, server: Address, silent: boolean): void {
  const because = silent ? 'dns.server-silent' : 'dns.server-useless'
  note(turn, because, 7, { name: lookup.target, server: addressText(server) })
  lookup.failed.push(server)
  lookup.silent ||= silent
}

/** Follows aliases as far as the cache knows them (RFC 1034 section 3.6.2). */
export function findInCache(
  turn: Turn,
  { cache }: ResolverProcess,
  lookup: Pick<Lookup, 'type' | 'target' | 'aliases'>,
): Finding | null {
  for (;;) {
    const { target, type, aliases } = lookup
    const found = recall(cache, target, type, turn.now)
    if (found) return { rcode: NOERROR, answers: [...aliases, ...found], authorities: [] }
    const denial = recallDenial(cache, target, type, turn.now)
    if (denial) return { rcode: denial.rcode, answers: aliases, authorities: [denial.soa] }
    const alias = recall(cache, target, DNS_TYPES.CNAME, turn.now)?.[0]
    if (alias?.data.kind !== 'name') return null
    if (aliases.length >= MOST_ALIASES) return FAILURE
    lookup.aliases = [...aliases, alias]
    lookup.target = canonical(alias.data.name)
    note(turn, 'dns.alias', 7, { name: target, target: lookup.target })
  }
}

/** Asks the next server of the nearest zone that is known; finds out its address first where no glue came along. */
function askNext(turn: Turn, process: ResolverProcess, lookup: Lookup): Finding | null {
  const { cache, hints } = process
  const { zone, names, hinted } = nearestServers(cache, hints, lookup.target, turn.now)
  if (zone !== lookup.zone) Object.assign(lookup, { zone, failed: [], nameless: [], round: 0, silent: false })
  for (; lookup.queries < MOST_QUERIES; lookup.failed = []) {
    for (const name of names) {
      const addresses = addressesOf(cache, hints, name, turn.now) ?? []
      for (const { data } of addresses) {
        if (data.kind !== 'a' || lookup.failed.includes(data.address)) continue
        if (ask(turn, process, lookup, data.address, false)) {
          if (hinted) prime(turn, process)
          return null
        }
        lookup.failed.push(data.address)
      }
    }
    const unknown = names.find((name) => canWaitFor(turn, process, lookup, name))
    if (unknown !== undefined) return null
    lookup.round++
    if (!lookup.silent || lookup.round >= ROUNDS) break
    lookup.silent = false
  }
  note(turn, 'dns.gave-up', 7, { name: lookup.name, zone })
  return FAILURE
}

/** Begins to look for the server's address; false if it is known, was looked for in vain, or waits for this very lookup. */
function canWaitFor(turn: Turn, process: ResolverProcess, lookup: Lookup, server: string): boolean {
  if (lookup.nameless.includes(server)) return false
  if (addressesOf(process.cache, process.hints, server, turn.now)) return false
  lookup.nameless.push(server)
  const other = beginLookup(process, server, DNS_TYPES.A)
  if (waitsOn(process, other, lookup.number)) return false
  lookup.waitsFor = other.number
  note(turn, 'dns.needs-address', 7, { name: lookup.target, server })
  return true
}

/** The hints may be old: asks one of these servers who serves the root (RFC 8109). */
function prime(turn: Turn, process: ResolverProcess): void {
  if (process.primed) return
  process.primed = true
  const lookup = beginLookup(process, '.', DNS_TYPES.NS)
  if (!lookup.asking) askNext(turn, process, lookup)
}
