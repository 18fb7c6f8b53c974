import type { Hook } from '../../netfilter-port'
import type { Base } from '../rule'
import { Complaint, spanOf, unexpected } from './complaint'
import { type Cursor, expect, peek, previous, stands, take, takeIf, takeNumber } from './cursor'

const HOOKS: Readonly<Record<string, Hook>> = {
  prerouting: 'PREROUTING',
  input: 'INPUT',
  forward: 'FORWARD',
  output: 'OUTPUT',
  postrouting: 'POSTROUTING',
}
const TYPES: readonly string[] = ['filter', 'nat', 'route']

/** nft(8), table of standard priority names; the last two only at the hook that they are for. */
const PRIORITIES: readonly (readonly [string, number, Hook | null])[] = [
  ['raw', -300, null],
  ['mangle', -150, null],
  ['filter', 0, null],
  ['security', 50, null],
  ['dstnat', -100, 'PREROUTING'],
  ['srcnat', 100, 'POSTROUTING'],
]
/** How far from a name a priority is still listed by it. */
const NEAR = 10

/** `type filter hook input priority filter + 5`; the policy comes after it, as a line of its own. */
export function takeBase(cursor: Cursor): Base {
  expect(cursor, 'type')
  const type = take(cursor)
  if (!TYPES.includes(type.text)) throw new Complaint('unknown chain type', type)
  expect(cursor, 'hook', 'hook')
  const word = take(cursor)
  if (!Object.hasOwn(HOOKS, word.text)) throw new Complaint('unknown chain hook', word)
  const hook = HOOKS[word.text]
  const priority = takePriority(cursor, hook)
  const end = peek(cursor)
  if (!stands(end, ';') && end.kind !== 'newline') throw unexpected(end, 'newline or semicolon')
  return { type: type.text as Base['type'], hook, priority, policy: 'ACCEPT' }
}

function takePriority(cursor: Cursor, hook: Hook): number {
  const keyword = expect(cursor, 'priority', 'priority')
  const minus = takeIf(cursor, '-')
  const token = peek(cursor)
  if (token.kind === 'number' || minus) return takeNumber(cursor, 'number') * (minus ? -1 : 1)
  take(cursor)
  const named = PRIORITIES.find(([name, , only]) => name === token.text && (only === null || only === hook))
  let value = named?.[1] ?? 0
  if (takeIf(cursor, '-')) value -= takeNumber(cursor, 'number')
  else if (peek(cursor).text === '+') {
    take(cursor)
    value += takeNumber(cursor, 'number')
  }
  if (!named) {
    const span = spanOf(keyword, previous(cursor))
    throw new Complaint('invalid priority expression value in this context.', span)
  }
  return value
}

/** `policy drop` */
export function takePolicy(cursor: Cursor): Base['policy'] {
  expect(cursor, 'policy')
  const word = peek(cursor)
  if (!stands(word, 'accept') && !stands(word, 'drop')) throw unexpected(word, "accept or drop or '$'")
  take(cursor)
  const end = peek(cursor)
  if (!stands(end, ';') && end.kind !== 'newline') throw unexpected(end, 'newline or semicolon')
  return word.text === 'drop' ? 'DROP' : 'ACCEPT'
}

/** As it is listed: by the name nearby, else the number. */
export function priorityText({ hook, priority }: Base): string {
  for (const [name, value, only] of PRIORITIES) {
    if ((only !== null && only !== hook) || Math.abs(priority - value) > NEAR) continue
    const offset = priority - value
    return offset === 0 ? name : `${name} ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`
  }
  return String(priority)
}

export function hookText(hook: Hook): string {
  return hook.toLowerCase()
}

/** Translation of addresses has no place at forward; rerouting only at output (nft(8), SUPPORTED CHAIN TYPES). */
export function isSupported({ type, hook }: Base): boolean {
  return type === 'nat' ? hook !== 'FORWARD' : type === 'route' ? hook === 'OUTPUT' : true
}
