import { Complaint, spanOf, unexpected } from './complaint'
import { type Cursor, expect, peek, previous, skipNewlines, stands, takeIf } from './cursor'
import { type Draft, learn, requireHeaders } from './draft'
import { quoted, type Selector, takeComparison, takeMore, takeSelector } from './selectors'
import { isKeyword } from './tokens'
import { CT_BITS, normalizeSet, takeValue, type Value, type ValueKind } from './values'
import { takeVerdictMap } from './verdict-map'

/** A condition such as `ip saddr 10.0.0.0/8`, or a verdict map; false when none begins here. */
export function takeCondition(cursor: Cursor, draft: Draft): boolean {
  const selector = takeSelector(cursor)
  if (!selector) return false
  requireHeaders(draft, selector)
  if (stands(peek(cursor), 'vmap')) {
    takeVerdictMap(cursor, draft, selector)
    return true
  }
  const sign = takeComparison(cursor)
  const { values, written } = stands(peek(cursor), '{')
    ? takeSet(cursor, selector)
    : { values: [takeSingle(cursor, selector)], written: 1 }
  const compared = sign === '' || sign === '!=' ? values : [bounded(values[0], sign)]
  const match = selector.build(compared, sign === '!=')
  const span = spanOf(selector.span, previous(cursor))
  draft.parts.push(match)
  learn(draft, selector, match, span)
  draft.words.push(
    [selector.text, ...(sign === '' ? [] : [sign]), textOf(values, written, selector)].join(' '),
  )
  if (written > 1) draft.anonymousSets++
  return true
}

/** A set of one element is listed as that element, unless others fell into it. */
function textOf(values: readonly Value[], written: number, selector: Selector): string {
  const texts = values.map((value) => quoted(value, selector))
  return written > 1 ? `{ ${texts.join(', ')} }` : texts[0]
}

/** `{ a, b, c }`; newlines may stand between, and a comma after the last. `written`: elements before doubles fell away. */
function takeSet(cursor: Cursor, selector: Selector): { values: Value[]; written: number } {
  expect(cursor, '{')
  const values: Value[] = []
  skipNewlines(cursor)
  while (values.length === 0 || !stands(peek(cursor), '}')) {
    values.push(takeValue(cursor, selector.kind))
    skipNewlines(cursor)
    if (!takeIf(cursor, ',')) break
    skipNewlines(cursor)
  }
  expect(cursor, '}', "comma or '}'")
  return { values: normalizeSet(values, selector.kind), written: values.length }
}

/** One value; of connection states several, as bits of one number. */
function takeSingle(cursor: Cursor, selector: Selector): Value {
  const word = peek(cursor)
  const value = takeValue(cursor, selector.kind)
  if (selector.kind !== 'ct-state') {
    if (stands(peek(cursor), ','))
      throw new Complaint(`Basetype of type ${TYPE_NAMES[selector.kind]} is not bitmask`, word)
    if (word.kind === 'word' && isKeyword(word) && selector.kind === 'iface') throw unexpected(word)
    return value
  }
  let bits = Number(value.from)
  while (takeMore(cursor)) bits |= Number(takeValue(cursor, selector.kind).from)
  const names = Object.entries(CT_BITS).filter(([, bit]) => (bits & bit) !== 0)
  return { from: bits, to: bits, text: names.map(([name]) => name).join(',') }
}

/** As `nft describe` calls them. */
const TYPE_NAMES: Readonly<Record<ValueKind, string>> = {
  port: 'internet network service',
  ip: 'IPv4 address',
  ip6: 'IPv6 address',
  iface: 'network interface name',
  protocol: 'Internet protocol',
  icmp: 'ICMP type',
  icmpv6: 'ICMPv6 type',
  'ct-state': 'conntrack state',
  family: 'netfilter protocol',
  ethertype: 'Ethernet protocol',
  byte: 'integer',
}

/** `< 5` as a range of numbers. */
function bounded(value: Value, sign: string): Value {
  const number = Number(value.from)
  const [from, to] =
    sign === '<'
      ? [0, number - 1]
      : sign === '<='
        ? [0, number]
        : sign === '>'
          ? [number + 1, 65535]
          : [number, 65535]
  return { ...value, from, to }
}
