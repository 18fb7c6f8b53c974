import { icmpName, nftIcmpName, parseIcmpType } from '../icmp-names'
import type { NumberRange, Part } from '../rule'
import { portOfService, serviceOfPort } from '../service-names'
import { ICMP, ICMPV6, TCP } from '../tuple'
import { type Built, type Given, givenValue, type Module, type ModuleContext, type Wrong } from './module'

const FLAGS: readonly (readonly [string, number])[] = [
  ['FIN', 1],
  ['SYN', 2],
  ['RST', 4],
  ['PSH', 8],
  ['ACK', 16],
  ['URG', 32],
]

const PORT_OPTIONS = { 'source-port': 1, 'destination-port': 1 } as const
const PORT_ALIASES = { sport: 'source-port', dport: 'destination-port' }

export const portModules: readonly Module[] = [
  {
    name: 'tcp',
    options: { ...PORT_OPTIONS, 'tcp-flags': 2, syn: 0, 'tcp-option': 1 },
    aliases: PORT_ALIASES,
    build: (given, context) =>
      context.protocol === TCP && !context.protocolNegated
        ? buildPorts('tcp', given)
        : { wrong: "TCP match requires '-p tcp'", at: null },
  },
  {
    name: 'udp',
    options: PORT_OPTIONS,
    aliases: PORT_ALIASES,
    build: (given, context) =>
      context.protocol === 17 && !context.protocolNegated
        ? buildPorts('udp', given)
        : { wrong: "UDP match requires '-p udp'", at: null },
  },
  {
    name: 'multiport',
    options: { 'source-ports': 1, 'destination-ports': 1, ports: 1 },
    aliases: { sports: 'source-ports', dports: 'destination-ports' },
    build: buildMultiport,
  },
  { name: 'icmp', family: 4, options: { 'icmp-type': 1 }, build: (given) => buildIcmp(given, ICMP) },
  { name: 'icmp6', family: 6, options: { 'icmpv6-type': 1 }, build: (given) => buildIcmp(given, ICMPV6) },
]

/** `80`, `http`, `8000:8100`, `:1023`, `1024:`. */
export function parsePortRange(text: string, protocol: 'tcp' | 'udp'): NumberRange | string {
  const colon = text.indexOf(':')
  const from = colon < 0 ? text : text.slice(0, colon)
  const to = colon < 0 ? text : text.slice(colon + 1)
  const first = colon >= 0 && from === '' ? 0 : parsePort(from, protocol)
  const last = colon >= 0 && to === '' ? 65535 : parsePort(to, protocol)
  if (first === null) return `invalid port/service \`${from}' specified`
  if (last === null) return `invalid port/service \`${to}' specified`
  return first > last ? 'invalid portrange (min > max)' : { from: first, to: last }
}

export function parsePort(text: string, protocol: 'tcp' | 'udp'): number | null {
  if (/^\d+$/.test(text)) return Number(text) <= 65535 ? Number(text) : null
  return portOfService(text, protocol)
}

function buildPorts(name: 'tcp' | 'udp', given: readonly Given[]): Built | Wrong {
  const parts: Part[] = []
  let save = `-m ${name}`
  let numeric = name as string
  let named = name as string
  const nft: string[] = []
  for (const option of ['source-port', 'destination-port'] as const) {
    const all = given.filter((one) => one.option === option)
    if (all.length > 1) return { wrong: `Only one \`--${option}' allowed`, at: all[1].at }
    const one = all[0]
    if (!one) continue
    const range = parsePortRange(one.values[0], name)
    if (typeof range === 'string') return { wrong: range, at: one.at + 1 }
    const side = option === 'source-port' ? 'source' : 'destination'
    parts.push({ kind: 'ports', side, negated: one.negated, among: [range], set: null })
    const short = side === 'source' ? 'sport' : 'dport'
    const list = side === 'source' ? 'spt' : 'dpt'
    const bang = one.negated ? '!' : ''
    const single = range.from === range.to
    const protocol = name === 'tcp' ? 6 : 17
    save += `${one.negated ? ' !' : ''} --${short} ${single ? range.from : `${range.from}:${range.to}`}`
    numeric += ` ${list}${single ? `:${bang}${range.from}` : `s:${bang}${range.from}:${range.to}`}`
    const [first, last] = [serviceOfPort(range.from, protocol), serviceOfPort(range.to, protocol)]
    named += ` ${list}${single ? `:${bang}${first}` : `s:${bang}${first}:${last}`}`
    nft.push(`${name} ${short} ${nftPorts(range, one.negated)}`)
  }
  const option = givenValue(given, 'tcp-option')
  if (option) {
    const number = /^\d+$/.test(option.values[0]) ? Number(option.values[0]) : 0
    if (number < 1 || number > 255)
      return { wrong: `Bad TCP option "${option.values[0]}"`, at: option.at + 1 }
    parts.push({ kind: 'tcp-option', negated: option.negated, option: number })
    save += `${option.negated ? ' !' : ''} --tcp-option ${number}`
    numeric += ` option=${option.negated ? '!' : ''}${number}`
    named += ` option=${option.negated ? '!' : ''}${number}`
    nft.push(`tcp option ${number} ${option.negated ? 'missing' : 'exists'}`)
  }
  const flags = given.find((one) => one.option === 'syn' || one.option === 'tcp-flags')
  if (flags) {
    const parsed = flags.option === 'syn' ? { mask: 0x17, flags: 2 } : parseFlags(flags)
    if ('wrong' in parsed) return parsed
    parts.push({ kind: 'tcp-flags', negated: flags.negated, ...parsed })
    const bang = flags.negated ? '!' : ''
    save += `${flags.negated ? ' !' : ''} --tcp-flags ${flagNames(parsed.mask)} ${flagNames(parsed.flags)}`
    numeric += ` flags:${bang}0x${hex2(parsed.mask)}/0x${hex2(parsed.flags)}`
    named += ` flags:${bang}${flagNames(parsed.mask)}/${flagNames(parsed.flags)}`
    nft.push(nftFlags(parsed.mask, parsed.flags, flags.negated))
  }
  return { parts, printed: { save, numeric, named }, nft: nft.join(' ') }
}

function nftPorts({ from, to }: NumberRange, negated: boolean): string {
  if (from === to) return negated ? `!= ${from}` : `${from}`
  if (from === 0 && !negated) return `<= ${to}`
  return `${negated ? '!= ' : ''}${from}-${to}`
}

/** How nft 1.0.6 prints flags of a mask. */
export function nftFlags(mask: number, flags: number, negated: boolean): string {
  const lower = (value: number) => flagNames(value).toLowerCase()
  if (flags === 0) return negated ? `tcp flags ${lower(mask)}` : `tcp flags ! ${lower(mask)}`
  return `tcp flags ${negated ? '!= ' : ''}${lower(flags)} / ${lower(mask)}`
}

function parseFlags(given: Given): { mask: number; flags: number } | Wrong {
  const values: number[] = []
  for (const [index, text] of given.values.entries()) {
    let value = 0
    for (const name of text.split(',')) {
      const known = FLAGS.find(([flag]) => flag === name.toUpperCase())
      if (known) value |= known[1]
      else if (name.toUpperCase() === 'ALL') value = 0x3f
      else if (name.toUpperCase() !== 'NONE')
        return { wrong: `Unknown TCP flag \`${name}'`, at: given.at + 1 + index }
    }
    values.push(value)
  }
  return { mask: values[0], flags: values[1] }
}

function flagNames(value: number): string {
  const names = FLAGS.filter(([, bit]) => value & bit).map(([name]) => name)
  return names.length === 0 ? 'NONE' : names.join(',')
}

function hex2(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0')
}

function buildMultiport(given: readonly Given[], context: ModuleContext): Built | Wrong {
  const { protocol, protocolNegated } = context
  if (protocolNegated || ![6, 17, 33, 132, 136].includes(protocol))
    return {
      wrong: "multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'",
      at: given[0]?.at ?? null,
    }
  const one = given[0]
  if (!one) return { wrong: 'multiport expection an option', at: null }
  const sides = ['source-ports', 'destination-ports', 'ports'].filter((side) => givenValue(given, side))
  if (sides.length > 1)
    return {
      wrong: `multiport: option "--${sides[0]}" cannot be used together with "--${sides[1]}".\n`,
      at: given[1].at,
    }
  const name = protocol === 17 ? 'udp' : 'tcp'
  const among: NumberRange[] = []
  const texts = one.values[0].split(',')
  for (const text of texts) {
    const range = parsePortRange(text, name)
    if (typeof range === 'string') return { wrong: range, at: one.at + 1 }
    among.push(range)
  }
  // a range takes two of the fifteen places
  const places = among.reduce((sum, range) => sum + (range.from === range.to ? 1 : 2), 0)
  if (places > 15) return { wrong: 'too many ports specified', at: one.at + 1 }
  const side = one.option === 'source-ports' ? 'source' : one.option === 'ports' ? 'either' : 'destination'
  const short = side === 'source' ? 'sports' : side === 'either' ? 'ports' : 'dports'
  const write = (show: (port: number) => string | number) =>
    among.map(({ from, to }) => (from === to ? `${show(from)}` : `${show(from)}:${show(to)}`)).join(',')
  const numbers = write((port) => port)
  const bang = one.negated ? ' !' : ''
  const parts: Part[] = [{ kind: 'ports', side, negated: one.negated, among, set: null }]
  const sorted = [...among].sort((a, b) => a.from - b.from)
  const inSet = sorted.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
  const words =
    among.length === 1 ? nftPorts(among[0], one.negated) : `${one.negated ? '!= ' : ''}{ ${inSet} }`
  return {
    parts,
    printed: {
      save: `-m multiport${bang} --${short} ${numbers}`,
      numeric: `multiport ${short} ${bang}${numbers}`,
      named: `multiport ${short} ${bang}${write((port) => serviceOfPort(port, protocol))}`,
    },
    nft:
      side === 'either' ? 'xt match multiport' : `${name} ${side === 'source' ? 'sport' : 'dport'} ${words}`,
  }
}

function buildIcmp(given: readonly Given[], protocol: number): Built | Wrong {
  const name = protocol === ICMP ? 'icmp' : 'icmp6'
  const option = protocol === ICMP ? 'icmp-type' : 'icmpv6-type'
  const one = given[0]
  if (!one && protocol === ICMPV6)
    return { wrong: `icmp6: option "--${option}" must be specified\n`, at: null }
  const parsed = one ? parseIcmpType(one.values[0], protocol) : ({ type: 255, code: null } as const)
  if (parsed === 'ambiguous') return ambiguousIcmp(one.values[0], one.at + 1, protocol)
  if (parsed === null) {
    const badCode = /^\d+\/.*\D/.test(one.values[0])
    const what = protocol === ICMP ? 'ICMP' : 'ICMPv6'
    return { wrong: `Unknown ${what} ${badCode ? 'code' : 'type'} \`${one.values[0]}'`, at: one.at + 1 }
  }
  const { type, code } = parsed
  const negated = one?.negated ?? false
  const parts: Part[] = [
    { kind: 'icmp', negated, among: [{ type, codes: { from: code ?? 0, to: code ?? 255 } }] },
  ]
  const isAny = protocol === ICMP && type === 255
  const shown = isAny ? 'any' : code === null ? `${type}` : `${type}/${code}`
  const label = protocol === ICMP ? 'icmp' : 'ipv6-icmp'
  const numeric = `${label}${negated ? ' !' : ''}type ${type}${code === null ? '' : ` code ${code}`}`
  const known = icmpName(type, code, protocol)
  return {
    parts,
    printed: {
      save: `-m ${name}${negated ? ' !' : ''} --${option} ${shown}`,
      numeric,
      named: known === null ? numeric : `${label} ${negated ? '!' : ''}${known}`,
    },
    nft: nftIcmp(type, code, negated, protocol),
  }
}

function nftIcmp(type: number, code: number | null, negated: boolean, protocol: number): string {
  if (protocol === ICMP && type === 255) return 'ip protocol icmp'
  if (code !== null) return `xt match ${protocol === ICMP ? 'icmp' : 'icmp6'}`
  const family = protocol === ICMP ? 'icmp' : 'icmpv6'
  return `${family} type ${negated ? '!= ' : ''}${nftIcmpName(type, protocol)}`
}

function ambiguousIcmp(text: string, at: number, protocol: number): Wrong {
  const what = protocol === ICMP ? 'ICMP' : 'ICMPv6'
  const [first, second] = [parseBeginning(text, protocol, 0), parseBeginning(text, protocol, 1)]
  return { wrong: `Ambiguous ${what} type \`${text}': \`${first}' or \`${second}'?`, at }
}

/** The first or second name that begins so. */
function parseBeginning(text: string, protocol: number, which: number): string {
  const found: string[] = []
  for (let type = 0; type < 256; type++) {
    for (const code of [null, 0, 1, 2, 3, 4, 5, 6, 7]) {
      const name = icmpName(type, code, protocol)
      if (name?.toLowerCase().startsWith(text.toLowerCase())) found.push(name)
    }
  }
  return found[which] ?? text
}
