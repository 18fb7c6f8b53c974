import type { Hook } from '../../netfilter-port'
import type { Base, Chain, Table } from '../rule'
import type { NetfilterState } from '../state'
import type { TableName } from './line'

/** Built-in chains in the order in which iptables lists them. */
export const BUILT_IN: Readonly<Record<TableName, readonly Hook[]>> = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  raw: ['PREROUTING', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
}

export function isBuiltIn(table: TableName, chain: string): boolean {
  return (BUILT_IN[table] as readonly string[]).includes(chain)
}

export function findTable(state: NetfilterState, name: string, family: 4 | 6): Table | null {
  const wanted = family === 4 ? 'ip' : 'ip6'
  return state.tables.find((table) => table.name === name && table.family === wanted) ?? null
}

export function findChain(state: NetfilterState, table: string, chain: string, family: 4 | 6): Chain | null {
  return findTable(state, table, family)?.chains.find((candidate) => candidate.name === chain) ?? null
}

function baseOf(table: TableName, hook: Hook): Base {
  const type = table === 'nat' ? 'nat' : table === 'mangle' && hook === 'OUTPUT' ? 'route' : 'filter'
  const after = hook === 'INPUT' || hook === 'POSTROUTING'
  const priority = { filter: 0, nat: after ? 100 : -100, mangle: -150, raw: -300, security: 50 }[table]
  return { type, hook, priority, policy: 'ACCEPT' }
}

/** As iptables-nft does, table and chain come into being with the first rule, policy or own chain. */
export function ensureTable(state: NetfilterState, name: TableName, family: 4 | 6): Table {
  const found = findTable(state, name, family)
  if (found) return found
  const table: Table = {
    family: family === 4 ? 'ip' : 'ip6',
    name,
    chains: [],
    sets: [],
    handle: state.nextTableHandle++,
    nextHandle: 1,
    byIptables: true,
  }
  state.tables.push(table)
  return table
}

/** Null for a chain that is neither built in nor made. */
export function ensureChain(
  state: NetfilterState,
  name: TableName,
  chain: string,
  family: 4 | 6,
): Chain | null {
  const found = findChain(state, name, chain, family)
  if (found) return found
  if (!isBuiltIn(name, chain)) return null
  return addChain(ensureTable(state, name, family), chain, baseOf(name, chain as Hook))
}

export function addChain(table: Table, name: string, base: Base | null): Chain {
  const chain: Chain = { name, base, rules: [], packets: 0, bytes: 0, handle: table.nextHandle++ }
  table.chains.push(chain)
  return chain
}

/** Built-in chains first (also those that do not exist yet, as null), then the others by name. */
export function chainsInOrder(
  state: NetfilterState,
  table: TableName,
  family: 4 | 6,
): { readonly name: string; readonly chain: Chain | null }[] {
  const own = (findTable(state, table, family)?.chains ?? []).filter((chain) => !isBuiltIn(table, chain.name))
  const sorted = own.sort((one, other) => (one.name < other.name ? -1 : 1))
  return [
    ...BUILT_IN[table].map((name) => ({ name, chain: findChain(state, table, name, family) })),
    ...sorted.map((chain) => ({ name: chain.name, chain })),
  ]
}

/** How many rules of the table jump or go there. */
export function referencesTo(table: Table | null, name: string): number {
  let count = 0
  for (const chain of table?.chains ?? []) {
    for (const rule of chain.rules) {
      for (const part of rule.parts) {
        if ((part.kind === 'jump' || part.kind === 'goto') && part.chain === name) count++
        if (part.kind !== 'vmap') continue
        for (const { verdict } of part.entries)
          if ((verdict.kind === 'jump' || verdict.kind === 'goto') && verdict.chain === name) count++
      }
    }
  }
  return count
}
