import type { Address } from '../../address'
import type { CtState, Match, NumberRange } from '../rule'
import { type Span, spanOf, unexpected } from './complaint'
import { type Cursor, peek, stands, take, takeIf } from './cursor'
import { isKeyword } from './tokens'
import { CT_BITS, type Value, type ValueKind } from './values'

/** The left side of a condition: what of the packet it looks at. */
export type Selector = {
  /** as nft lists it */
  readonly text: string
  readonly kind: ValueKind
  readonly span: Span
  /** the header that it lies in, which the rule then asks for */
  readonly network: 'ip' | 'ip6' | null
  readonly transport: number | null
  readonly build: (values: readonly Value[], negated: boolean) => Match
}

type Known = Omit<Selector, 'span'>

/** Null, with nothing taken, when no condition begins here. nft(8), sections PAYLOAD, META and CONNTRACK EXPRESSIONS. */
export function takeSelector(cursor: Cursor): Selector | null {
  const first = peek(cursor)
  const isMeta = stands(first, 'meta')
  if (INTERFACE.test(first.text) && isKeyword(first)) {
    take(cursor)
    return { ...interfaceSelector(first.text), span: first }
  }
  const table = isKeyword(first) && Object.hasOwn(FIELDS, first.text) ? FIELDS[first.text] : null
  if (!table) return null
  take(cursor)
  const field = peek(cursor)
  const span = spanOf(first, field)
  if (isMeta && INTERFACE.test(field.text) && isKeyword(field)) {
    take(cursor)
    return { ...interfaceSelector(field.text), span }
  }
  if (field.kind !== 'word' || !Object.hasOwn(table, field.text)) throw unexpected(field)
  take(cursor)
  return { ...table[field.text], span }
}

const INTERFACE = /^[io]if(name)?$/

function interfaceSelector(word: string): Known {
  const side = word.startsWith('i') ? 'in' : 'out'
  return {
    text: word,
    kind: 'iface',
    network: null,
    transport: null,
    build: (values, negated) => ({
      kind: 'interface',
      side,
      negated,
      among: values.map(({ text }) => ({ name: text.replace(/\*$/, ''), wildcard: text.endsWith('*') })),
    }),
  }
}

function address(network: 'ip' | 'ip6', word: 'saddr' | 'daddr'): Known {
  return {
    text: `${network} ${word}`,
    kind: network,
    network,
    transport: null,
    build: (values, negated) => ({
      kind: 'address',
      side: word === 'saddr' ? 'source' : 'destination',
      negated,
      among: values.map(({ from, to }) => ({ from: from as Address, to: to as Address })),
      set: null,
    }),
  }
}

function port(transport: 'tcp' | 'udp' | 'th', word: 'sport' | 'dport'): Known {
  return {
    text: `${transport} ${word}`,
    kind: 'port',
    network: null,
    transport: transport === 'tcp' ? 6 : transport === 'udp' ? 17 : null,
    build: (values, negated) => ({
      kind: 'ports',
      side: word === 'sport' ? 'source' : 'destination',
      negated,
      among: rangesOf(values),
      set: null,
    }),
  }
}

function icmpType(word: 'icmp' | 'icmpv6'): Known {
  return {
    text: `${word} type`,
    kind: word,
    network: null,
    transport: word === 'icmp' ? 1 : 58,
    build: (values, negated) => ({
      kind: 'icmp',
      negated,
      among: values.flatMap(({ from, to }) =>
        Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => ({
          type: Number(from) + i,
          codes: { from: 0, to: 255 },
        })),
      ),
    }),
  }
}

function protocol(text: string, network: 'ip' | 'ip6' | null): Known {
  return {
    text,
    kind: 'protocol',
    network,
    transport: null,
    build: (values, negated) => ({
      kind: 'protocol',
      negated,
      among: values.map(({ from }) => Number(from)),
    }),
  }
}

/** One family; a set of both holds for every packet, as does a protocol that is none of none. */
function family(text: string, kind: 'family' | 'ethertype'): Known {
  return {
    text,
    kind,
    network: null,
    transport: null,
    build: (values, negated) =>
      values.length > 1
        ? { kind: 'protocol', negated: !negated, among: [] }
        : { kind: 'family', family: (values[0].from === 4) !== negated ? 4 : 6 },
  }
}

function hops(network: 'ip' | 'ip6', word: string): Known {
  return {
    text: `${network} ${word}`,
    kind: 'byte',
    network,
    transport: null,
    build: (values, negated) => ({ kind: 'number', field: 'ttl', negated, among: rangesOf(values) }),
  }
}

const FIELDS: Readonly<Record<string, Readonly<Record<string, Known>>>> = {
  ip: {
    saddr: address('ip', 'saddr'),
    daddr: address('ip', 'daddr'),
    protocol: protocol('ip protocol', 'ip'),
    ttl: hops('ip', 'ttl'),
  },
  ip6: {
    saddr: address('ip6', 'saddr'),
    daddr: address('ip6', 'daddr'),
    nexthdr: protocol('ip6 nexthdr', 'ip6'),
    hoplimit: hops('ip6', 'hoplimit'),
  },
  tcp: { sport: port('tcp', 'sport'), dport: port('tcp', 'dport') },
  udp: { sport: port('udp', 'sport'), dport: port('udp', 'dport') },
  th: { sport: port('th', 'sport'), dport: port('th', 'dport') },
  icmp: { type: icmpType('icmp') },
  icmpv6: { type: icmpType('icmpv6') },
  meta: {
    l4proto: protocol('meta l4proto', null),
    nfproto: family('meta nfproto', 'family'),
    protocol: family('meta protocol', 'ethertype'),
  },
  ct: {
    state: {
      text: 'ct state',
      kind: 'ct-state',
      network: null,
      transport: null,
      build: (values, negated) => ({ kind: 'ct-state', negated, states: values.flatMap(statesOf) }),
    },
  },
}

function statesOf({ from }: Value): CtState[] {
  return Object.entries(CT_BITS)
    .filter(([, bit]) => (Number(from) & bit) !== 0)
    .map(([name]) => name.toUpperCase() as CtState)
}

function rangesOf(values: readonly Value[]): NumberRange[] {
  return values.map(({ from, to }) => ({ from: Number(from), to: Number(to) }))
}

const COMPARISONS: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
  eq: '==',
  ne: '!=',
}

/** `!=`, `<` and the like, or nothing for equality. */
export function takeComparison(cursor: Cursor): string {
  const { kind, text } = peek(cursor)
  const sign =
    kind === 'word' && Object.hasOwn(COMPARISONS, text) ? COMPARISONS[text] : kind === 'symbol' ? text : ''
  if (!['==', '!=', '<', '>', '<=', '>='].includes(sign)) return ''
  take(cursor)
  return sign === '==' ? '' : sign
}

/** `ct state new,related`: several bits as one value. */
export function takeMore(cursor: Cursor): boolean {
  return takeIf(cursor, ',') !== null || takeIf(cursor, '|') !== null
}

/** A value as it is listed to the right of this selector. */
export function quoted({ text }: Value, { kind }: Selector): string {
  return kind === 'iface' ? `"${text}"` : text
}
