import { formatMac, parseMac } from '../../../addr/mac'
import { ADDRESS_TYPES, type AddressType, type NumberRange, type Part } from '../rule'
import {
  type Built,
  type Given,
  givenValue,
  type Module,
  type ModuleContext,
  printed,
  type Wrong,
} from './module'
import { saveString } from './words'

export const matchModules: readonly Module[] = [
  { name: 'comment', options: { comment: 1 }, build: buildComment },
  { name: 'mac', options: { 'mac-source': 1 }, build: buildMac },
  {
    name: 'addrtype',
    options: { 'src-type': 1, 'dst-type': 1, 'limit-iface-in': 0, 'limit-iface-out': 0 },
    build: buildAddrtype,
  },
  { name: 'mark', options: { mark: 1 }, build: (given) => buildMark(given, 'mark', 'packet') },
  { name: 'connmark', options: { mark: 1 }, build: (given) => buildMark(given, 'connmark', 'connection') },
  { name: 'length', options: { length: 1 }, build: buildLength },
  {
    name: 'ttl',
    family: 4,
    options: { 'ttl-eq': 1, 'ttl-gt': 1, 'ttl-lt': 1 },
    aliases: { ttl: 'ttl-eq' },
    build: (given) => buildTtl('ttl', given),
  },
  {
    name: 'hl',
    family: 6,
    options: { 'hl-eq': 1, 'hl-gt': 1, 'hl-lt': 1 },
    build: (given) => buildTtl('hl', given),
  },
  {
    name: 'connlimit',
    options: {
      'connlimit-above': 1,
      'connlimit-upto': 1,
      'connlimit-mask': 1,
      'connlimit-saddr': 0,
      'connlimit-daddr': 0,
    },
    build: buildConnlimit,
  },
]

function buildComment(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'comment')
  if (!one) return { wrong: 'comment: option "--comment" must be specified\n', at: null }
  const text = one.values[0]
  return {
    parts: [],
    printed: printed(`-m comment --comment ${saveString(text)}`, `/* ${text} */`),
    nft: '',
  }
}

function buildMac(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'mac-source')
  if (!one) return { wrong: 'mac: option "--mac-source" must be specified\n', at: null }
  const mac = parseMac(one.values[0])
  if (mac === null) return { wrong: 'Invalid MAC address specified.', at: one.at + 1 }
  const text = formatMac(mac)
  return {
    parts: [{ kind: 'mac', negated: one.negated, mac }],
    printed: printed(
      `-m mac ${one.negated ? '! ' : ''}--mac-source ${text}`,
      `MAC ${one.negated ? '! ' : ''}${text}`,
    ),
    nft: `ether saddr ${one.negated ? '!= ' : ''}${text}`,
  }
}

function buildAddrtype(given: readonly Given[]): Built | Wrong {
  const parts: Part[] = []
  let save = '-m addrtype'
  let list = 'ADDRTYPE match'
  const nft: string[] = []
  for (const [option, side, address] of [
    ['src-type', 'source', 'saddr'],
    ['dst-type', 'destination', 'daddr'],
  ] as const) {
    const one = givenValue(given, option)
    if (!one) continue
    const types: AddressType[] = []
    for (const name of one.values[0].split(',')) {
      const type = name.toUpperCase() as AddressType
      if (!ADDRESS_TYPES.includes(type)) return { wrong: `addrtype: bad type "${name}"`, at: one.at + 1 }
      types.push(type)
    }
    const text = ADDRESS_TYPES.filter((type) => types.includes(type)).join(',')
    parts.push({ kind: 'addrtype', side, negated: one.negated, types })
    save += `${one.negated ? ' !' : ''} --${option} ${text}`
    list += ` ${option} ${one.negated ? '!' : ''}${text}`
    nft.push(`fib ${address} type ${one.negated ? '!= ' : ''}${text.toLowerCase()}`)
  }
  if (parts.length === 0) return { wrong: 'addrtype: you must specify --src-type or --dst-type', at: null }
  for (const [option, short] of [
    ['limit-iface-in', 'limit-in'],
    ['limit-iface-out', 'limit-out'],
  ]) {
    if (!givenValue(given, option)) continue
    save += ` --${option}`
    list += ` ${short}`
  }
  return { parts, printed: printed(save, list), nft: nft.join(' ') }
}

/** `1`, `0x1/0xff`; null when it is neither. */
export function parseMarkAndMask(text: string): { readonly value: number; readonly mask: number } | null {
  const [value, mask, more] = text.split('/')
  const read = (digits: string) => (/^(0x[0-9a-f]+|\d+)$/i.test(digits) ? Number(digits) : Number.NaN)
  const numbers = [read(value), mask === undefined ? 0xffff_ffff : read(mask)]
  if (more !== undefined || numbers.some((number) => !(number >= 0 && number <= 0xffff_ffff))) return null
  return { value: numbers[0], mask: numbers[1] }
}

export function hexMark(value: number): string {
  return `0x${value.toString(16)}`
}

function buildMark(given: readonly Given[], name: string, of: 'packet' | 'connection'): Built | Wrong {
  const one = givenValue(given, 'mark')
  if (!one) return { wrong: `${name}: option "--mark" must be specified\n`, at: null }
  const parsed = parseMarkAndMask(one.values[0])
  if (!parsed)
    return { wrong: `${name}: bad integer value for option "--mark", or out of range.\n`, at: one.at + 1 }
  const { value, mask } = parsed
  const text = mask === 0xffff_ffff ? hexMark(value) : `${hexMark(value)}/${hexMark(mask)}`
  const full = (number: number) => `0x${number.toString(16).padStart(8, '0')}`
  const subject = of === 'packet' ? 'meta mark' : 'ct mark'
  const operator = one.negated ? '!= ' : ''
  return {
    parts: [{ kind: 'mark', of, negated: one.negated, value, mask }],
    printed: printed(
      `-m ${name} ${one.negated ? '! ' : ''}--mark ${text}`,
      `${name === 'connmark' ? 'connmark' : 'mark'} match ${one.negated ? '!' : ''}${text}`,
    ),
    nft:
      mask === 0xffff_ffff
        ? `${subject} ${operator}${full(value)}`
        : `${subject} & ${full(mask)} ${one.negated ? '!=' : '=='} ${full(value)}`,
  }
}

function buildLength(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'length')
  if (!one) return { wrong: 'length: option "--length" must be specified\n', at: null }
  const match = /^(\d*)(:?)(\d*)$/.exec(one.values[0])
  const from = match?.[1] ? Number(match[1]) : 0
  const to = match?.[2] ? (match[3] ? Number(match[3]) : 65535) : from
  if (!match || one.values[0] === '' || from > 65535 || to > 65535)
    return {
      wrong: `length: bad value for option "--length" near "${one.values[0]}", or out of range (0-65535).\n`,
      at: one.at + 1,
    }
  const range: NumberRange = { from, to }
  const text = from === to ? `${from}` : `${from}:${to}`
  return {
    parts: [{ kind: 'number', field: 'length', negated: one.negated, among: [range] }],
    printed: printed(
      `-m length ${one.negated ? '! ' : ''}--length ${text}`,
      `length ${one.negated ? '!' : ''}${text}`,
    ),
    nft: `meta length ${one.negated ? '!= ' : ''}${text.replace(':', '-')}`,
  }
}

function buildTtl(name: 'ttl' | 'hl', given: readonly Given[]): Built | Wrong {
  const one = given[0]
  if (!one)
    return {
      wrong: `${name}: You must specify one of \`--${name}-eq', \`--${name}-lt', \`--${name}-gt'`,
      at: null,
    }
  const word = one.option.slice(-2)
  if (one.negated && word !== 'eq')
    return { wrong: `${name}: option "--${one.option}" cannot be inverted.\n`, at: one.at }
  const value = /^\d+$/.test(one.values[0]) ? Number(one.values[0]) : 256
  if (value > 255)
    return {
      wrong: `${name}: bad value for option "--${one.option}", or out of range (0-255).\n`,
      at: one.at + 1,
    }
  const range =
    word === 'eq'
      ? { from: value, to: value }
      : word === 'gt'
        ? { from: value + 1, to: 255 }
        : { from: 0, to: value - 1 }
  const operator = word === 'eq' ? (one.negated ? '!=' : '==') : word === 'gt' ? '>' : '<'
  const nft = { '==': '', '!=': 'ne ', '>': 'gt ', '<': 'lt ' }[operator]
  return {
    parts: [{ kind: 'number', field: 'ttl', negated: one.negated, among: [range] }],
    printed: printed(
      `-m ${name} ${one.negated ? '! ' : ''}--${one.option} ${value}`,
      `${name.toUpperCase()} match ${name.toUpperCase()} ${operator} ${value}`,
    ),
    nft: `${name === 'ttl' ? 'ip ttl' : 'ip6 hoplimit'} ${nft}${value}`,
  }
}

function buildConnlimit(given: readonly Given[], { family }: ModuleContext): Built | Wrong {
  const one = givenValue(given, 'connlimit-above') ?? givenValue(given, 'connlimit-upto')
  if (!one) return { wrong: 'You must specify "--connlimit-above" or "--connlimit-upto".', at: null }
  const most = family === 4 ? 32 : 128
  const bits = givenValue(given, 'connlimit-mask')
  const mask = Number(bits?.values[0] ?? most)
  if (!/^\d+$/.test(one.values[0]))
    return {
      wrong: `connlimit: bad value for option "--${one.option}", or out of range (0-4294967295).\n`,
      at: one.at + 1,
    }
  if (!(mask >= 0 && mask <= most))
    return { wrong: `--connlimit-mask must be between 0 and ${most}`, at: (bits?.at ?? 0) + 1 }
  const by = givenValue(given, 'connlimit-daddr') ? 'destination' : 'source'
  // "! --connlimit-above" is the old way to say upto
  const above = (one.option === 'connlimit-above') !== one.negated
  const count = Number(one.values[0])
  return {
    parts: [{ kind: 'connlimit', above, count, bits: mask, by }],
    printed: printed(
      `-m connlimit --connlimit-${above ? 'above' : 'upto'} ${count} --connlimit-mask ${mask} --connlimit-${by === 'source' ? 'saddr' : 'daddr'}`,
      `#conn ${by === 'source' ? 'src' : 'dst'}/${mask} ${above ? '>' : '<='} ${count}`,
    ),
    nft: 'xt match connlimit',
  }
}
