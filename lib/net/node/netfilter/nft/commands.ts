import type { Base, TableFamily } from '../rule'
import { takeBase, takePolicy } from './base-chain'
import { type Span, spanOf, unexpected } from './complaint'
import {
  type Cursor,
  expect,
  peek,
  previous,
  skipSeparators,
  stands,
  take,
  takeIf,
  takeName,
  takeNumber,
} from './cursor'
import type { Draft } from './draft'
import { takeRule } from './rule-words'
import { type Token, tokenize } from './tokens'

type Named = { readonly family: TableFamily; readonly table: Token; readonly span: Span }

type Policy = { readonly says: Base['policy']; readonly at: Span }

/** What nft is asked to do; tokens are kept so that a refusal can point at them. */
export type Command =
  | (Named & { readonly do: 'add-table'; readonly create: boolean })
  | (Named & {
      readonly do: 'add-chain'
      readonly create: boolean
      readonly chain: Token
      readonly base: Base | null
      /** what the text says of the policy, and where; null leaves it as it is */
      readonly policy: Policy | null
    })
  | (Named & {
      readonly do: 'add-rule'
      readonly insert: boolean
      readonly chain: Token
      readonly draft: Draft
    })
  | (Named & {
      readonly do: 'delete-rule'
      readonly chain: Token
      readonly handle: number
      readonly at: Token
    })
  | (Named & { readonly do: 'delete-table' | 'flush-table' | 'list-table' })
  | (Named & { readonly do: 'delete-chain' | 'flush-chain' | 'list-chain'; readonly chain: Token })
  | { readonly do: 'flush-ruleset' | 'list-ruleset'; readonly span: Span }

/** All commands of a line or file, in order. Throws a Complaint about the first word that does not fit. */
export function parseNft(text: string): Command[] {
  const cursor: Cursor = { tokens: tokenize(text), at: 0 }
  const commands: Command[] = []
  skipSeparators(cursor)
  while (peek(cursor).kind !== 'end') {
    commands.push(...takeCommand(cursor))
    const end = peek(cursor)
    if (end.kind !== 'newline' && end.kind !== 'end' && !stands(end, ';'))
      throw unexpected(end, 'end of file or newline or semicolon')
    skipSeparators(cursor)
  }
  return commands
}

const FAMILIES: readonly string[] = ['ip', 'ip6', 'inet']

/** Without a word a table is one of ip. */
function takeFamily(cursor: Cursor): TableFamily {
  return FAMILIES.includes(peek(cursor).text) ? (take(cursor).text as TableFamily) : 'ip'
}

function takeCommand(cursor: Cursor): Command[] {
  const first = peek(cursor)
  if (stands(first, 'table')) return takeTable(cursor, first, false)
  if (['add', 'create', 'insert', 'delete', 'flush', 'list'].includes(first.text) && first.kind === 'word') {
    const verb = take(cursor).text
    if (verb === 'delete') return [takeDelete(cursor, first)]
    if (verb === 'flush' || verb === 'list') return [takeWhole(cursor, first, verb)]
    const object = peek(cursor)
    if (verb !== 'insert' && stands(object, 'table')) return takeTable(cursor, first, verb === 'create')
    if (verb !== 'insert' && stands(object, 'chain'))
      return takeChainCommand(cursor, first, verb === 'create')
    if (verb === 'create') throw unexpected(object)
    takeIf(cursor, 'rule')
    return [takeRuleCommand(cursor, first, verb === 'insert')]
  }
  // `rule` and even `add rule` may be left out before the table's name
  takeIf(cursor, 'rule')
  return [takeRuleCommand(cursor, first, false)]
}

function takeRuleCommand(cursor: Cursor, first: Token, insert: boolean): Command {
  const family = takeFamily(cursor)
  const table = takeName(cursor)
  const chain = takeName(cursor)
  const draft = takeRule(cursor, family)
  return { do: 'add-rule', insert, family, table, chain, draft, span: spanOf(first, peek(cursor)) }
}

function takeDelete(cursor: Cursor, first: Token): Command {
  const object = take(cursor)
  if (!['table', 'chain', 'rule'].includes(object.text)) throw unexpected(object)
  const family = takeFamily(cursor)
  const table = takeName(cursor)
  if (object.text === 'table') return { do: 'delete-table', family, table, span: spanOf(first, peek(cursor)) }
  const chain = takeName(cursor)
  if (object.text === 'chain')
    return { do: 'delete-chain', family, table, chain, span: spanOf(first, peek(cursor)) }
  expect(cursor, 'handle', 'handle')
  const at = peek(cursor)
  const handle = takeNumber(cursor, 'number')
  return { do: 'delete-rule', family, table, chain, handle, at, span: spanOf(first, peek(cursor)) }
}

function takeWhole(cursor: Cursor, first: Token, verb: 'flush' | 'list'): Command {
  const object = peek(cursor)
  if (!['ruleset', 'table', 'chain'].includes(object.text)) throw unexpected(object)
  take(cursor)
  if (object.text === 'ruleset') return { do: `${verb}-ruleset`, span: spanOf(first, object) }
  const family = takeFamily(cursor)
  const table = takeName(cursor)
  if (object.text === 'table') return { do: `${verb}-table`, family, table, span: spanOf(first, table) }
  return { do: `${verb}-chain`, family, table, chain: takeName(cursor), span: spanOf(first, table) }
}

function takeTable(cursor: Cursor, first: Token, create: boolean): Command[] {
  expect(cursor, 'table')
  const family = takeFamily(cursor)
  const table = takeName(cursor)
  const named = { family, table }
  const commands: Command[] = [{ do: 'add-table', create, ...named, span: spanOf(first, peek(cursor)) }]
  if (!takeIf(cursor, '{')) return commands
  const rules: Command[] = []
  skipSeparators(cursor)
  while (!takeIf(cursor, '}')) {
    const opening = expect(cursor, 'chain')
    const chain = takeName(cursor)
    expect(cursor, '{', "'{'")
    const block = takeChainBlock(cursor, { ...named, chain, span: opening }, rules)
    commands.push({ do: 'add-chain', create: false, ...named, chain, ...block, span: opening })
    skipSeparators(cursor)
  }
  // all chains are there before the first rule, which may jump to a later one
  return [...commands, ...rules]
}

function takeChainCommand(cursor: Cursor, first: Token, create: boolean): Command[] {
  expect(cursor, 'chain')
  const family = takeFamily(cursor)
  const table = takeName(cursor)
  const chain = takeName(cursor)
  const rules: Command[] = []
  const block = takeIf(cursor, '{')
    ? takeChainBlock(cursor, { family, table, chain, span: first }, rules)
    : { base: null, policy: null }
  return [
    { do: 'add-chain', create, family, table, chain, ...block, span: spanOf(first, peek(cursor)) },
    ...rules,
  ]
}

/** What stands between the braces of a chain, the closing one included; its rules go to `rules`. */
function takeChainBlock(
  cursor: Cursor,
  named: Named & { readonly chain: Token },
  rules: Command[],
): { base: Base | null; policy: Policy | null } {
  let base: Base | null = null
  let policy: Policy | null = null
  skipSeparators(cursor)
  while (!takeIf(cursor, '}')) {
    const first = peek(cursor)
    if (stands(first, 'type')) base = takeBase(cursor)
    else if (stands(first, 'policy'))
      policy = { says: takePolicy(cursor), at: spanOf(first, previous(cursor)) }
    else {
      const draft = takeRule(cursor, named.family)
      rules.push({ do: 'add-rule', insert: false, ...named, draft, span: spanOf(first, peek(cursor)) })
      const end = peek(cursor)
      if (end.kind === 'end') throw unexpected(end)
      if (end.kind !== 'newline' && !stands(end, ';')) throw unexpected(end, 'newline or semicolon')
    }
    skipSeparators(cursor)
  }
  return { base, policy }
}
