import type { Base, Chain, Rule, Table, TableFamily } from '../rule'
import type { NetfilterState } from '../state'
import { isSupported } from './base-chain'
import type { Command } from './commands'
import { Complaint, type Span } from './complaint'
import type { Draft } from './draft'
import { ruleText } from './list'
import { nearest } from './nearest'
import type { Token } from './tokens'

/** One command that changes the tables; throws a Complaint with the kernel's or nft's sentence. */
export function applyCommand(state: NetfilterState, command: Command): void {
  switch (command.do) {
    case 'flush-ruleset':
      state.tables.length = 0
      return
    case 'add-table': {
      const there = lookUp(state, command.family, command.table.text)
      if (there && command.create) throw new Complaint('Could not process rule: File exists', command.table)
      if (!there) addTable(state, command.family, command.table.text)
      return
    }
    case 'delete-table':
      state.tables.splice(state.tables.indexOf(findTable(state, command.family, command.table)), 1)
      return
    case 'flush-table':
      for (const chain of findTable(state, command.family, command.table).chains) chain.rules.length = 0
      return
    case 'flush-chain':
      findChain(state, findTable(state, command.family, command.table), command.chain).rules.length = 0
      return
    case 'add-chain':
      addChain(findTable(state, command.family, command.table, 'No such file or directory'), command)
      return
    case 'delete-chain':
      deleteChain(state, command)
      return
    case 'add-rule':
      addRule(state, command)
      return
    case 'delete-rule': {
      const { rules } = findChain(state, findTable(state, command.family, command.table), command.chain)
      const at = rules.findIndex(({ handle }) => handle === command.handle)
      if (at < 0) throw notThere(command.at)
      rules.splice(at, 1)
    }
  }
}

const NOT_THERE = 'Could not process rule: No such file or directory'

function lookUp(state: NetfilterState, family: TableFamily, name: string): Table | null {
  return state.tables.find((table) => table.family === family && table.name === name) ?? null
}

/** The table, or `missing`, or the sentence that asks whether another was meant. */
export function findTable(
  state: NetfilterState,
  family: TableFamily,
  name: Token,
  missing = NOT_THERE,
): Table {
  const found = lookUp(state, family, name.text)
  if (found) return found
  const meant = nearest(name.text, state.tables, (table) => table.name)
  if (!meant) throw new Complaint(missing, name)
  const question = `did you mean table ‘${meant.name}’ in family ${meant.family}?`
  throw new Complaint(`No such file or directory; ${question}`, name)
}

export function findChain(state: NetfilterState, table: Table, name: Token, missing = NOT_THERE): Chain {
  const found = table.chains.find((chain) => chain.name === name.text)
  if (found) return found
  const all = state.tables.flatMap((one) => one.chains.map((chain) => ({ table: one, chain })))
  const meant = nearest(name.text, all, ({ chain }) => chain.name)
  if (!meant) throw new Complaint(missing, name)
  const question = `did you mean chain ‘${meant.chain.name}’ in table ${meant.table.family} ‘${meant.table.name}’?`
  throw new Complaint(`No such file or directory; ${question}`, name)
}

function notThere(span: Span): Complaint {
  return new Complaint(NOT_THERE, span)
}

function unsupported(span: Span): Complaint {
  return new Complaint('Could not process rule: Operation not supported', span)
}

function addTable(state: NetfilterState, family: TableFamily, name: string): void {
  const handle = state.nextTableHandle++
  state.tables.push({ family, name, chains: [], sets: [], handle, nextHandle: 1, byIptables: false })
}

/** A chain that is there stays, but takes a new policy; only a base chain has one. */
function addChain(table: Table, command: Extract<Command, { do: 'add-chain' }>): void {
  const { chain, base, policy, create, span } = command
  const there = table.chains.find(({ name }) => name === chain.text)
  if (there && create) throw new Complaint('Could not process rule: File exists', chain)
  const governed = there ? there.base : base
  if (policy && !governed) throw unsupported(policy.at)
  if (!there && base && !isSupported(base)) throw unsupported(span)
  if (there && base && !there.base) throw new Complaint('Could not process rule: File exists', chain)
  if (there?.base && base && !isSamePlace(there.base, base)) throw unsupported(span)
  if (policy && governed) governed.policy = policy.says
  if (there) return
  table.chains.push({ name: chain.text, base, rules: [], packets: 0, bytes: 0, handle: table.nextHandle++ })
}

/** A base chain stays at its hook and priority. */
function isSamePlace(one: Base, other: Base): boolean {
  return one.type === other.type && one.hook === other.hook && one.priority === other.priority
}

function deleteChain(state: NetfilterState, command: Extract<Command, { chain: Token }>): void {
  const table = findTable(state, command.family, command.table)
  const chain = findChain(state, table, command.chain)
  const used = table.chains.some(
    (one) => one !== chain && one.rules.some((rule) => jumpsTo(rule, chain.name)),
  )
  if (used) throw new Complaint('Could not process rule: Device or resource busy', command.chain)
  table.chains.splice(table.chains.indexOf(chain), 1)
}

function jumpsTo(rule: Rule, chain: string): boolean {
  return rule.parts.some((part) => {
    const verdicts = part.kind === 'vmap' ? part.entries.map(({ verdict }) => verdict) : [part]
    return verdicts.some(
      (verdict) => (verdict.kind === 'jump' || verdict.kind === 'goto') && verdict.chain === chain,
    )
  })
}

function addRule(state: NetfilterState, command: Extract<Command, { do: 'add-rule' }>): void {
  const { draft, insert, span } = command
  const table = findTable(state, command.family, command.table)
  const chain = findChain(state, table, command.chain)
  for (const target of draft.targets)
    if (!table.chains.some(({ name }) => name === target.text)) throw notThere(target)
  if (draft.translation !== null && !translatesAt(chain, draft.translation)) throw unsupported(span)
  table.nextHandle += draft.anonymousSets
  const rule = ruleOf(draft, table.nextHandle++)
  if (insert) chain.rules.unshift(rule)
  else chain.rules.push(rule)
}

/** Sources are translated on the way out, destinations before routing; a chain without a hook is taken at its word. */
function translatesAt({ base }: Chain, kind: NonNullable<Draft['translation']>): boolean {
  if (base === null) return true
  if (base.type !== 'nat') return false
  if (kind === 'masquerade') return base.hook === 'POSTROUTING'
  if (kind === 'snat') return base.hook === 'POSTROUTING' || base.hook === 'INPUT'
  return base.hook === 'PREROUTING' || base.hook === 'OUTPUT'
}

const LAYER_4: ReadonlySet<string> = new Set(['ports', 'tcp-flags', 'ct-state', 'icmp'])

function ruleOf(draft: Draft, handle: number): Rule {
  const words = draft.words.filter((word) => word !== '')
  const deep = draft.parts.some(
    (part) => LAYER_4.has(part.kind) || (part.kind === 'vmap' && LAYER_4.has(part.entries[0].match.kind)),
  )
  return {
    handle,
    parts: draft.parts,
    text: ruleText(words, draft.comment, null),
    layer: deep ? 4 : 3,
    print: { tool: 'nft', words, comment: draft.comment },
    because: new Map(),
  }
}
