import { parseIpv4 } from '../../../addr/ipv4'
import { parseIpv6 } from '../../../addr/ipv6'
import { bitsOfMask } from '../../../addr/prefix'
import { protocolNumber } from '../protocol-names'
import {
  CT_STATUSES,
  type CtState,
  type CtStatus,
  type HashLimit,
  type NumberRange,
  type Part,
  type Recent,
} from '../rule'
import { parseAddressWord } from './address-word'
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

export const stateModules: readonly Module[] = [
  { name: 'state', options: { state: 1 }, build: buildState },
  {
    name: 'conntrack',
    options: {
      ctstate: 1,
      ctproto: 1,
      ctorigsrc: 1,
      ctorigdst: 1,
      ctreplsrc: 1,
      ctrepldst: 1,
      ctorigsrcport: 1,
      ctorigdstport: 1,
      ctreplsrcport: 1,
      ctrepldstport: 1,
      ctstatus: 1,
      ctdir: 1,
    },
    build: buildConntrack,
  },
  { name: 'limit', options: { limit: 1, 'limit-burst': 1 }, build: buildLimit },
  {
    name: 'hashlimit',
    options: {
      'hashlimit-upto': 1,
      'hashlimit-above': 1,
      'hashlimit-burst': 1,
      'hashlimit-mode': 1,
      'hashlimit-name': 1,
    },
    aliases: { hashlimit: 'hashlimit-upto' },
    build: buildHashLimit,
  },
  {
    name: 'recent',
    options: {
      set: 0,
      rcheck: 0,
      update: 0,
      remove: 0,
      seconds: 1,
      hitcount: 1,
      rttl: 0,
      name: 1,
      mask: 1,
      rsource: 0,
      rdest: 0,
      reap: 0,
    },
    build: (given, { family }) => buildRecent(given, family),
  },
]

/** The order in which conntrack prints them. */
const ORDER: readonly CtState[] = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED', 'SNAT', 'DNAT']
/** Those that nft calls states; in a rule of iptables it leaves them in this order. */
const NFT_STATES: readonly CtState[] = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED']

function parseStates(given: Given, allowed: readonly CtState[], word: string): CtState[] | Wrong {
  const states: CtState[] = []
  for (const name of given.values[0].split(',')) {
    const state = name.toUpperCase() as CtState
    if (!allowed.includes(state)) return { wrong: `Bad ${word} "${name}"`, at: given.at + 1 }
    states.push(state)
  }
  return ORDER.filter((state) => states.includes(state))
}

export function nftStates(states: readonly CtState[], negated: boolean): string {
  const names = NFT_STATES.filter((state) => states.includes(state)).map((state) => state.toLowerCase())
  if (names.length === 0)
    return `ct status ${negated ? '!= ' : ''}${states.map((it) => it.toLowerCase()).join(',')}`
  return `ct state ${negated ? '! ' : ''}${names.join(',')}`
}

function buildState(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'state')
  if (!one) return { wrong: 'state: option "--state" must be specified\n', at: null }
  const states = parseStates(one, ORDER.slice(0, 5), 'state')
  if ('wrong' in states) return states
  const bang = one.negated ? '! ' : ''
  return {
    parts: [{ kind: 'ct-state', negated: one.negated, states }],
    printed: printed(`-m state ${bang}--state ${states.join(',')}`, `${bang}state ${states.join(',')}`),
    nft: nftStates(states, one.negated),
  }
}

/** In the order in which the kernel's structure is printed. */
const TUPLE_OPTIONS = [
  ['ctproto', 'original', 'protocol', 'ct original protocol'],
  ['ctorigsrc', 'original', 'source', 'ct original saddr'],
  ['ctorigdst', 'original', 'destination', 'ct original daddr'],
  ['ctreplsrc', 'reply', 'source', 'ct reply saddr'],
  ['ctrepldst', 'reply', 'destination', 'ct reply daddr'],
  ['ctorigsrcport', 'original', 'sport', 'ct original proto-src'],
  ['ctorigdstport', 'original', 'dport', 'ct original proto-dst'],
  ['ctreplsrcport', 'reply', 'sport', 'ct reply proto-src'],
  ['ctrepldstport', 'reply', 'dport', 'ct reply proto-dst'],
] as const

function buildConntrack(given: readonly Given[], { family }: ModuleContext): Built | Wrong {
  if (given.length === 0) return { wrong: 'conntrack: At least one option is required', at: null }
  const parts: Part[] = []
  let save = '-m conntrack'
  const lists: string[] = []
  const nft: string[] = []
  const statusText = { save: '', list: '' }
  const state = givenValue(given, 'ctstate')
  if (state) {
    const states = parseStates(state, ORDER, 'ctstate')
    if ('wrong' in states) return states
    parts.push({ kind: 'ct-state', negated: state.negated, states })
    const bang = state.negated ? '! ' : ''
    save += ` ${bang}--ctstate ${states.join(',')}`
    lists.push(`${bang}ctstate ${states.join(',')}`)
    nft.push(nftStates(states, state.negated))
  }
  const status = givenValue(given, 'ctstatus')
  if (status) {
    const statuses: CtStatus[] = []
    for (const name of status.values[0].split(',')) {
      const known = CT_STATUSES.find((one) => one === name.toUpperCase())
      if (!known) return { wrong: `Bad ctstatus "${name}"`, at: status.at + 1 }
      statuses.push(known)
    }
    const names = CT_STATUSES.filter((known) => statuses.includes(known))
    parts.push({ kind: 'ct-status', negated: status.negated, statuses: names })
    const bang = status.negated ? '! ' : ''
    statusText.save = ` ${bang}--ctstatus ${names.join(',')}`
    statusText.list = `${bang}ctstatus ${names.join(',')}`
    const words = names.filter((name) => name !== 'NONE').map((name) => name.toLowerCase().replace('_', '-'))
    nft.push(`ct status ${bang}${words.join(',')}`)
  }
  for (const [option, direction, field, words] of TUPLE_OPTIONS) {
    const one = givenValue(given, option)
    if (!one) continue
    const text = one.values[0]
    const part = tuplePart(one, family, direction, field)
    if ('wrong' in part) return part
    parts.push(part)
    const bang = one.negated ? '! ' : ''
    const shown = field === 'protocol' ? `${protocolNumber(text)}` : text
    save += ` ${bang}--${option} ${shown}`
    lists.push(`${bang}${option} ${shown}`)
    nft.push(`${words} ${one.negated ? '!= ' : ''}${shown}`)
  }
  save += statusText.save
  if (statusText.list) lists.push(statusText.list)
  const direction = givenValue(given, 'ctdir')
  if (direction) {
    const word = direction.values[0].toUpperCase()
    if (word !== 'ORIGINAL' && word !== 'REPLY')
      return {
        wrong: `conntrack: Bad value for "--ctdir" option: "${direction.values[0]}"`,
        at: direction.at + 1,
      }
    parts.push({ kind: 'ct-direction', reply: word === 'REPLY' })
    save += ` --ctdir ${word}`
    lists.push(`ctdir ${word}`)
    nft.push(`ct direction ${word.toLowerCase()}`)
  }
  return { parts, printed: printed(save, lists.join(' ')), nft: nft.join(' ') }
}

function single(number: number | null): NumberRange | null {
  return number === null ? null : { from: number, to: number }
}

/** `80` or `80:90`. */
function numbersOf(text: string): NumberRange | null {
  const match = /^(\d+)(?::(\d+))?$/.exec(text)
  const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
  return match && from <= to && to <= 65535 ? { from, to } : null
}

function tuplePart(
  one: Given,
  family: 4 | 6,
  direction: 'original' | 'reply',
  field: 'source' | 'destination' | 'sport' | 'dport' | 'protocol',
): Extract<Part, { kind: 'ct-tuple' }> | Wrong {
  const text = one.values[0]
  const base = { kind: 'ct-tuple', negated: one.negated, direction, field } as const
  if (field === 'source' || field === 'destination') {
    const word = parseAddressWord(text, family)
    if (typeof word === 'string') return { wrong: word, at: one.at + 1 }
    return { ...base, addresses: [word.range], numbers: [] }
  }
  const range = field === 'protocol' ? single(protocolNumber(text)) : numbersOf(text)
  if (range === null && field !== 'protocol')
    return { wrong: `Port "${text}" does not resolve to anything.\n`, at: one.at + 1 }
  if (range === null)
    return { wrong: `conntrack: Bad value for "--${one.option}" option: "${text}"`, at: one.at + 1 }
  return { ...base, addresses: [], numbers: [range] }
}

const UNITS: readonly (readonly [string, string, number])[] = [
  ['second', 'sec', 1],
  ['minute', 'min', 60],
  ['hour', 'hour', 3600],
  ['day', 'day', 86400],
]

/** xt_limit's parse_rate: the time of one packet in ten-thousandths of a second, or a complaint. */
function parseRate(text: string): number | string {
  const match = /^(\d+)(?:\/([a-zA-Z]+))?$/.exec(text)
  const unit = match?.[2]?.toLowerCase()
  const seconds = unit === undefined ? 1 : UNITS.find(([name]) => name.startsWith(unit))?.[2]
  if (!match || seconds === undefined || Number(match[1]) === 0) return `bad rate "${text}"'`
  const rate = Number(match[1])
  if (rate / seconds > 10000) return `Rate too fast "${text}"`
  return Math.floor((10000 * seconds) / rate)
}

/** print_rate: the coarsest unit in which it is a whole number, or nearly. */
function formatRate(period: number): { readonly rate: number; readonly unit: number } {
  const multiples = [864_000_000, 36_000_000, 600_000, 10_000]
  let i = 1
  for (; i < 4; i++) {
    if (period > multiples[i] || Math.floor(multiples[i] / period) < multiples[i] % period) break
  }
  return { rate: Math.floor(multiples[i - 1] / period), unit: 4 - i }
}

function buildLimit(given: readonly Given[]): Built | Wrong {
  const rate = givenValue(given, 'limit')
  const burst = givenValue(given, 'limit-burst')
  if (rate?.negated) return { wrong: 'limit: option "--limit" cannot be inverted.\n', at: rate.at }
  const period = parseRate(rate?.values[0] ?? '3/hour')
  if (typeof period === 'string') return { wrong: period, at: (rate?.at ?? 0) + 1 }
  const count = burst ? parseBurst(burst.values[0]) : 5
  if (count === null)
    return {
      wrong: 'limit: bad value for option "--limit-burst", or out of range (0-10000).\n',
      at: (burst?.at ?? 0) + 1,
    }
  const shown = formatRate(period)
  const [long, short] = UNITS[shown.unit]
  return {
    parts: [{ kind: 'limit', over: false, period: period * 100, burst: count, credit: 0, filledAt: null }],
    printed: printed(
      `-m limit --limit ${shown.rate}/${short}${count === 5 ? '' : ` --limit-burst ${count}`}`,
      `limit: avg ${shown.rate}/${short} burst ${count}`,
    ),
    nft: `limit rate ${shown.rate}/${long}${count === 5 ? '' : ` burst ${count} packets`}`,
  }
}

function parseBurst(text: string): number | null {
  return /^\d+$/.test(text) && Number(text) <= 10000 ? Number(text) : null
}

function buildHashLimit(given: readonly Given[]): Built | Wrong {
  const upto = givenValue(given, 'hashlimit-upto')
  const above = givenValue(given, 'hashlimit-above')
  const rate = upto ?? above
  const name = givenValue(given, 'hashlimit-name')?.values[0]
  if (!rate) return { wrong: 'You have to specify --hashlimit', at: null }
  if (!name) return { wrong: 'hashlimit: option "--hashlimit-name" must be specified\n', at: null }
  const period = parseRate(rate.values[0])
  if (typeof period === 'string') return { wrong: `hashlimit: ${period}`, at: rate.at + 1 }
  const burst = givenValue(given, 'hashlimit-burst')
  const count = burst ? parseBurst(burst.values[0]) : 5
  if (count === null)
    return { wrong: 'hashlimit: bad value for option "--hashlimit-burst"', at: (burst?.at ?? 0) + 1 }
  const mode = givenValue(given, 'hashlimit-mode')
  const by = (mode?.values[0].split(',') ?? []) as HashLimit['by'][number][]
  if (by.some((part) => !['srcip', 'dstip', 'srcport', 'dstport'].includes(part)))
    return { wrong: `hashlimit: bad value for option "--hashlimit-mode"`, at: (mode?.at ?? 0) + 1 }
  const shown = formatRate(period)
  const [long, short] = UNITS[shown.unit]
  const over = upto === null
  const modes = by.length > 0 ? ` --hashlimit-mode ${by.join(',')}` : ''
  return {
    parts: [{ kind: 'hashlimit', over, period: period * 100, burst: count, by, buckets: new Map() }],
    printed: printed(
      `-m hashlimit --hashlimit-${over ? 'above' : 'upto'} ${shown.rate}/${short} --hashlimit-burst ${count}${modes} --hashlimit-name ${name}`,
      `limit: ${over ? 'above' : 'up to'} ${shown.rate}/${short} burst ${count}${by.length > 0 ? ` mode ${by.join('-')}` : ''}`,
    ),
    nft: `meter ${name} { ip saddr timeout 60s limit rate ${over ? 'over ' : ''}${shown.rate}/${long}${count === 5 ? '' : ` burst ${count} packets`} }`,
  }
}

const RECENT_ACTIONS = ['set', 'rcheck', 'update', 'remove'] as const

function buildRecent(given: readonly Given[], family: 4 | 6): Built | Wrong {
  const actions = RECENT_ACTIONS.flatMap((action) => given.filter((one) => one.option === action))
  if (actions.length === 0)
    return { wrong: "recent: you must specify one of `--set', `--rcheck' `--update' or `--remove'", at: null }
  if (actions.length > 1)
    return {
      wrong: `recent: option "--${actions[0].option}" cannot be used together with "--${actions[1].option}".\n`,
      at: actions[1].at,
    }
  const action = actions[0].option as Recent['action']
  const numbers: Record<string, number | null> = { seconds: null, hitcount: null }
  for (const option of ['seconds', 'hitcount']) {
    const one = givenValue(given, option)
    if (!one) continue
    const value = Number(one.values[0])
    if (!/^\d+$/.test(one.values[0]) || value === 0)
      return {
        wrong: `recent: bad value for option "--${option}", or out of range (1-4294967295).\n`,
        at: one.at + 1,
      }
    numbers[option] = value
  }
  const maskGiven = givenValue(given, 'mask')
  const mask =
    maskGiven?.values[0] ?? (family === 4 ? '255.255.255.255' : 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')
  const bits = bitsOf(mask, family)
  if (bits === null) return { wrong: `Bad IP address "${mask}"`, at: (maskGiven?.at ?? 0) + 1 }
  const list = givenValue(given, 'name')?.values[0] ?? 'DEFAULT'
  const by = givenValue(given, 'rdest') ? 'destination' : 'source'
  const sameTtl = givenValue(given, 'rttl') !== null
  const { negated } = actions[0]
  const bang = negated ? '! ' : ''
  const { seconds, hitcount } = numbers
  const word = { set: 'SET', rcheck: 'CHECK', update: 'UPDATE', remove: 'REMOVE' }[action]
  const conditions = [
    seconds === null ? null : [`--seconds ${seconds}`, `seconds: ${seconds}`],
    hitcount === null ? null : [`--hitcount ${hitcount}`, `hit_count: ${hitcount}`],
    sameTtl ? ['--rttl', 'TTL-Match'] : null,
  ].filter((pair) => pair !== null)
  const save = ['-m recent', `${bang}--${action}`, ...conditions.map((pair) => pair[0])]
  save.push(`--name ${saveString(list)} --mask ${mask} ${by === 'source' ? '--rsource' : '--rdest'}`)
  const lists = [`${bang}recent: ${word}`, ...conditions.map((pair) => pair[1])]
  lists.push(`name: ${list} side: ${by === 'source' ? 'source' : 'dest'} mask: ${mask}`)
  return {
    parts: [{ kind: 'recent', negated, action, list, bits, by, seconds, hitcount: hitcount ?? 0, sameTtl }],
    printed: printed(save.join(' '), lists.join(' ')),
    nft: 'xt match recent',
  }
}

/** Null for what is no mask, or one with holes. */
function bitsOf(mask: string, family: 4 | 6): number | null {
  if (family === 4) {
    const address = parseIpv4(mask)
    return address === null ? null : bitsOfMask(address)
  }
  const address = parseIpv6(mask)
  if (address === null) return null
  const ones = address.toString(2).replace(/0+$/, '')
  return /^1*$/.test(ones) && (address === 0n || address.toString(2).length === 128) ? ones.length : null
}
