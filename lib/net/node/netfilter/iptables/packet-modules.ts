import type { NumberRange, Part } from '../rule'
import { type Built, type Given, givenValue, type Module, printed, type Wrong } from './module'
import { hexTos, parseDscp, parseTos, TOS_NAMES } from './tos-words'

/** Matches on a packet's own bytes and on how it came, iptables-extensions(8). */
export const packetModules: readonly Module[] = [
  { name: 'pkttype', options: { 'pkt-type': 1 }, build: buildPacketType },
  { name: 'dscp', options: { dscp: 1, 'dscp-class': 1 }, build: buildDscp },
  { name: 'tos', options: { tos: 1 }, build: buildTos },
  { name: 'tcpmss', options: { mss: 1 }, build: buildTcpmss },
  {
    name: 'string',
    options: { string: 1, 'hex-string': 1, algo: 1, from: 1, to: 1, icase: 0 },
    build: buildString,
  },
  {
    name: 'rpfilter',
    options: { loose: 0, validmark: 0, 'accept-local': 0, invert: 0 },
    build: buildReversePath,
  },
  {
    name: 'owner',
    options: { 'uid-owner': 1, 'gid-owner': 1, 'socket-exists': 0 },
    build: buildOwner,
  },
]

const PACKET_TYPES = ['unicast', 'broadcast', 'multicast'] as const

function buildPacketType(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'pkt-type')
  if (!one) return { wrong: 'pkttype: option "--pkt-type" must be specified\n', at: null }
  const word = one.values[0] === 'host' ? 'unicast' : one.values[0]
  const type = PACKET_TYPES.find((known) => known === word)
  if (!type) return { wrong: `Bad packet type '${one.values[0]}'`, at: one.at + 1 }
  return {
    parts: [{ kind: 'packet-kind', negated: one.negated, type }],
    printed: printed(
      `-m pkttype ${one.negated ? '! ' : ''}--pkt-type ${type}`,
      `PKTTYPE ${one.negated ? '!=' : '='} ${type}`,
    ),
    nft: `pkttype ${one.negated ? '!= ' : ''}${type}`,
  }
}

function buildDscp(given: readonly Given[]): Built | Wrong {
  const one = given[0]
  if (!one) return { wrong: 'DSCP match: Parameter --dscp is required', at: null }
  const value = parseDscp(one.values[0], one.option === 'dscp-class')
  if (typeof value === 'string')
    return { wrong: value.replace('%', 'dscp: bad value for option "--dscp"'), at: one.at + 1 }
  const shown = hexTos(value)
  return {
    parts: [{ kind: 'tos', negated: one.negated, value: value << 2, mask: 0xfc }],
    printed: printed(
      `-m dscp ${one.negated ? '! ' : ''}--dscp ${shown}`,
      `DSCP match ${one.negated ? '!' : ''}${shown}`,
    ),
    nft: `ip dscp ${one.negated ? '!= ' : ''}${shown}`,
  }
}

function buildTos(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'tos')
  if (!one) return { wrong: 'tos: option "--tos" must be specified\n', at: null }
  const parsed = parseTos(one.values[0])
  if (!parsed) return { wrong: `Symbolic name "${one.values[0]}" is unknown`, at: one.at + 1 }
  const { value, mask } = parsed
  const shown = `${hexTos(value)}/${hexTos(mask)}`
  const name = mask === 0x3f ? TOS_NAMES.find(([known]) => known === value)?.[1] : undefined
  const bang = one.negated ? '!' : ''
  return {
    parts: [{ kind: 'tos', negated: one.negated, value, mask }],
    printed: printed(
      `-m tos ${one.negated ? '! ' : ''}--tos ${shown}`,
      `tos match${bang}${shown}`,
      name ? `tos match${bang} ${name}` : `tos match${bang}${shown}`,
    ),
    nft: 'xt match tos',
  }
}

function buildTcpmss(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'mss')
  if (!one) return { wrong: 'tcpmss: option "--mss" must be specified\n', at: null }
  const match = /^(\d+)(?::(\d*))?$/.exec(one.values[0])
  const from = Number(match?.[1] ?? 65536)
  const to = match?.[2] === undefined ? from : match[2] === '' ? 65535 : Number(match[2])
  if (!match || from > 65535 || to > 65535)
    return {
      wrong: `tcpmss: bad value for option "--mss" near "${one.values[0]}", or out of range (0-65535).\n`,
      at: one.at + 1,
    }
  const text = from === to ? `${from}` : `${from}:${to}`
  return {
    parts: [{ kind: 'tcp-mss', negated: one.negated, among: [{ from, to }] }],
    printed: printed(
      `-m tcpmss ${one.negated ? '! ' : ''}--mss ${text}`,
      `tcpmss match ${one.negated ? '!' : ''}${text}`,
    ),
    nft: `tcp option maxseg size ${one.negated ? '!= ' : ''}${text.replace(':', '-')}`,
  }
}

const MOST_TEXT = 128

function buildString(given: readonly Given[]): Built | Wrong {
  const text = givenValue(given, 'string') ?? givenValue(given, 'hex-string')
  if (!text) return { wrong: "STRING match: You must specify `--string' or `--hex-string'", at: null }
  const algorithm = givenValue(given, 'algo')
  if (!algorithm) return { wrong: 'string: option "--algo" must be specified\n', at: null }
  const name = algorithm.values[0]
  const bytes = text.option === 'string' ? latin(text.values[0]) : parseHexString(text.values[0])
  if (bytes === null) return { wrong: `Unable to parse hex string "${text.values[0]}"`, at: text.at + 1 }
  if (bytes.length > MOST_TEXT) return { wrong: `STRING too long "${text.values[0]}"`, at: text.at + 1 }
  const [from, to] = [
    Number(givenValue(given, 'from')?.values[0] ?? 0),
    Number(givenValue(given, 'to')?.values[0] ?? 65535),
  ]
  const ignoreCase = givenValue(given, 'icase') !== null
  const printable = bytes.every((byte) => byte > 31 && byte < 127 && byte !== 0x7c)
  const shown = printable
    ? `"${String.fromCharCode(...bytes)}"`
    : `"|${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}|"`
  const bang = text.negated ? '! ' : ''
  const range = { save: '', list: '' }
  if (from !== 0) {
    range.save += ` --from ${from}`
    range.list += ` FROM ${from}`
  }
  if (to !== 65535) {
    range.save += ` --to ${to}`
    range.list += ` TO ${to}`
  }
  const folded = ignoreCase ? [' --icase', ' ICASE'] : ['', '']
  return {
    parts: [{ kind: 'text', negated: text.negated, bytes, from, to, ignoreCase, algorithm: name }],
    printed: printed(
      `-m string ${bang}--${printable ? 'string' : 'hex-string'} ${shown} --algo ${name}${range.save}${folded[0]}`,
      `STRING match ${bang === '' ? ' ' : bang}${shown} ALGO name ${name}${range.list}${folded[1]}`,
    ),
    nft: 'xt match string',
  }
}

function latin(text: string): number[] {
  return [...text].map((char) => char.charCodeAt(0) & 0xff)
}

/** `|0d0a|abc`: between bars two digits a byte. */
function parseHexString(text: string): number[] | null {
  const bytes: number[] = []
  for (const [index, part] of text.split('|').entries()) {
    if (index % 2 === 0) bytes.push(...latin(part))
    else {
      const digits = part.replace(/\s/g, '')
      if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return null
      for (let at = 0; at < digits.length; at += 2) bytes.push(Number.parseInt(digits.slice(at, at + 2), 16))
    }
  }
  return bytes
}

function buildReversePath(given: readonly Given[]): Built {
  const has = (option: string) => givenValue(given, option) !== null
  const flags = ['loose', 'validmark', 'accept-local', 'invert'].filter(has)
  const plain = !has('loose') && !has('validmark') && !has('accept-local')
  return {
    parts: [
      { kind: 'reverse-path', negated: has('invert'), loose: has('loose'), acceptLocal: has('accept-local') },
    ],
    printed: printed(
      ['-m rpfilter', ...flags.map((flag) => `--${flag}`)].join(' '),
      ['rpfilter', ...flags].join(' '),
    ),
    nft: plain ? `fib saddr . iif oif ${has('invert') ? '' : '!= '}0` : 'xt match rpfilter',
  }
}

function buildOwner(given: readonly Given[]): Built | Wrong {
  if (given.length === 0)
    return {
      wrong: 'owner: At least one of --uid-owner, --gid-owner or --socket-exists is required',
      at: null,
    }
  const parts: Part[] = []
  const saved: string[] = []
  const listed: string[] = []
  const named: string[] = []
  for (const one of given) {
    const bang = one.negated ? '! ' : ''
    if (one.option === 'socket-exists') {
      parts.push({ kind: 'owner', of: 'socket', negated: one.negated, among: [] })
      saved.push(`${bang}--socket-exists`)
      listed.push(`${bang}owner socket exists`)
      named.push(`${bang}owner socket exists`)
      continue
    }
    const of = one.option === 'uid-owner' ? 'uid' : 'gid'
    const range = ownerRange(one.values[0])
    if (range === null)
      return { wrong: `owner: Bad value for "--${one.option}" option: "${one.values[0]}"`, at: one.at + 1 }
    const text = range.from === range.to ? `${range.from}` : `${range.from}-${range.to}`
    const label = `${bang}owner ${of.toUpperCase()} match`
    parts.push({ kind: 'owner', of, negated: one.negated, among: [range] })
    saved.push(`${bang}--${one.option} ${text}`)
    listed.push(`${label} ${text}`)
    named.push(`${label} ${text === '0' ? 'root' : text}`)
  }
  const single = given.length === 1 && given[0].option === 'uid-owner' && !saved[0].includes('-', 14)
  return {
    parts,
    printed: printed(`-m owner ${saved.join(' ')}`, listed.join(' '), named.join(' ')),
    nft: single
      ? `skuid ${given[0].negated ? '!= ' : ''}${given[0].values[0] === 'root' ? 0 : given[0].values[0]}`
      : 'xt match owner',
  }
}

/** A number, a range, or root: no other user has a name here. */
function ownerRange(text: string): NumberRange | null {
  if (text === 'root') return { from: 0, to: 0 }
  const match = /^(\d+)(?:-(\d+))?$/.exec(text)
  return match ? { from: Number(match[1]), to: Number(match[2] ?? match[1]) } : null
}
