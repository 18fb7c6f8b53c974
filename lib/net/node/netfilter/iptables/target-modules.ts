import { formatIpv4, parseIpv4 } from '../../../addr/ipv4'
import { formatIpv6, parseIpv6 } from '../../../addr/ipv6'
import type { Address } from '../../address'
import type { RejectWith } from '../../netfilter-port'
import type { NatRange } from '../nat-tuple'
import type { Verdict } from '../rule'
import { hexMark, parseMarkAndMask } from './match-modules'
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

export const targetModules: readonly Module[] = [
  verdict('ACCEPT', 'accept'),
  verdict('DROP', 'drop'),
  verdict('RETURN', 'return'),
  { name: 'REJECT', options: { 'reject-with': 1 }, build: buildReject },
  {
    name: 'LOG',
    options: {
      'log-prefix': 1,
      'log-level': 1,
      'log-tcp-sequence': 0,
      'log-tcp-options': 0,
      'log-ip-options': 0,
      'log-uid': 0,
    },
    build: buildLog,
  },
  {
    name: 'MASQUERADE',
    options: { 'to-ports': 1, random: 0, 'random-fully': 0 },
    build: (given, context) => buildPorts('MASQUERADE', 'masquerade', 'masq ports', given, context),
  },
  {
    name: 'REDIRECT',
    options: { 'to-ports': 1, random: 0 },
    build: (given, context) => buildPorts('REDIRECT', 'redirect', 'redir ports', given, context),
  },
  {
    name: 'SNAT',
    options: { 'to-source': 1, random: 0, 'random-fully': 0, persistent: 0 },
    build: (given, context) => buildNat('SNAT', 'snat', 'to-source', given, context),
  },
  {
    name: 'DNAT',
    options: { 'to-destination': 1, random: 0, persistent: 0 },
    build: (given, context) => buildNat('DNAT', 'dnat', 'to-destination', given, context),
  },
  { name: 'TCPMSS', options: { 'set-mss': 1, 'clamp-mss-to-pmtu': 0 }, build: buildTcpmss },
  {
    name: 'MARK',
    options: { 'set-mark': 1, 'set-xmark': 1, 'or-mark': 1, 'and-mark': 1, 'xor-mark': 1 },
    build: (given) => buildMark('MARK', given),
  },
  {
    name: 'CONNMARK',
    options: { 'set-mark': 1, 'set-xmark': 1, 'save-mark': 0, 'restore-mark': 0, nfmask: 1, ctmask: 1 },
    build: (given) => buildMark('CONNMARK', given),
  },
  {
    name: 'NOTRACK',
    options: {},
    build: () => ({ parts: [{ kind: 'notrack' }], printed: printed('-j NOTRACK', ''), nft: 'notrack' }),
  },
  { name: 'CT', options: { notrack: 0 }, build: buildCt },
  { name: 'TTL', options: { 'ttl-set': 1, 'ttl-inc': 1, 'ttl-dec': 1 }, build: buildTtl },
]

function verdict(name: string, kind: 'accept' | 'drop' | 'return'): Module {
  return {
    name,
    options: {},
    build: () => ({ parts: [{ kind }], printed: printed(`-j ${name}`, ''), nft: kind }),
  }
}

/** [iptables' name, short forms, nft's words]; the first is the default. */
const REJECT4: readonly (readonly [RejectWith, string, string])[] = [
  ['icmp-port-unreachable', 'port-unreach', 'reject'],
  ['icmp-net-unreachable', 'net-unreach', 'reject with icmp type net-unreachable'],
  ['icmp-host-unreachable', 'host-unreach', 'reject with icmp type host-unreachable'],
  ['icmp-proto-unreachable', 'proto-unreach', 'reject with icmp type prot-unreachable'],
  ['icmp-net-prohibited', 'net-prohib', 'reject with icmp type net-prohibited'],
  ['icmp-host-prohibited', 'host-prohib', 'reject with icmp type host-prohibited'],
  ['tcp-reset', 'tcp-rst', 'reject with tcp reset'],
  ['icmp-admin-prohibited', 'admin-prohib', 'reject with icmp type admin-prohibited'],
]
const REJECT6: readonly (readonly [RejectWith, string, string])[] = [
  ['icmp6-port-unreachable', 'port-unreach', 'reject'],
  ['icmp6-no-route', 'no-route', 'reject with icmpv6 type no-route'],
  ['icmp6-adm-prohibited', 'adm-prohibited', 'reject with icmpv6 type admin-prohibited'],
  ['icmp6-addr-unreachable', 'addr-unreach', 'reject with icmpv6 type addr-unreachable'],
  ['tcp-reset', 'tcp-reset', 'reject with tcp reset'],
]

function buildReject(given: readonly Given[], { family }: ModuleContext): Built | Wrong {
  const one = givenValue(given, 'reject-with')
  const known = family === 4 ? REJECT4 : REJECT6
  const text = one?.values[0]
  const found =
    text === undefined
      ? known[0]
      : known.find(
          ([name, short]) => name.startsWith(text.toLowerCase()) || short.startsWith(text.toLowerCase()),
        )
  if (!found) return { wrong: `unknown reject type "${text}"`, at: (one?.at ?? 0) + 1 }
  return {
    parts: [{ kind: 'reject', with: found[0] }],
    printed: printed(`-j REJECT --reject-with ${found[0]}`, `reject-with ${found[0]}`),
    nft: found[2],
  }
}

const LEVELS: readonly (readonly [string, number])[] = [
  ['alert', 1],
  ['crit', 2],
  ['debug', 7],
  ['emerg', 0],
  ['error', 3],
  ['info', 6],
  ['notice', 5],
  ['panic', 0],
  ['warn', 4],
  ['warning', 4],
]

function buildLog(given: readonly Given[]): Built | Wrong {
  const prefix = (givenValue(given, 'log-prefix')?.values[0] ?? '').slice(0, 29)
  const levelGiven = givenValue(given, 'log-level')
  const text = levelGiven?.values[0].toLowerCase() ?? 'warn'
  const level = /^[0-7]$/.test(text) ? Number(text) : LEVELS.find(([name]) => name === text)?.[1]
  if (level === undefined)
    return { wrong: `log level "${levelGiven?.values[0]}" unknown\n`, at: (levelGiven?.at ?? 0) + 1 }
  const name = LEVELS.find(([, number]) => number === level)?.[0]
  const extras = (
    [
      ['log-tcp-sequence', 1, 'tcp-sequence', 'tcp sequence'],
      ['log-tcp-options', 2, 'tcp-options', 'tcp options'],
      ['log-ip-options', 4, 'ip-options', 'ip options'],
      ['log-uid', 8, 'uid', 'skuid'],
    ] as const
  ).filter(([option]) => givenValue(given, option))
  const flags = extras.reduce((sum, [, bit]) => sum | bit, 0)
  const shownPrefix = prefix === '' ? '' : ` prefix "${prefix}"`
  const save = [
    '-j LOG',
    ...(prefix === '' ? [] : [`--log-prefix ${saveString(prefix)}`]),
    ...(level === 4 ? [] : [`--log-level ${level}`]),
    ...extras.map(([option]) => `--${option}`),
  ]
  const named = ['LOG', `level ${name}`, ...extras.map((extra) => extra[2])].join(' ')
  const nftFlags = extras.map((extra) => ` flags ${extra[3]}`).join('')
  return {
    parts: [{ kind: 'log', prefix, level }],
    printed: printed(
      save.join(' '),
      `LOG flags ${flags} level ${level}${shownPrefix}`,
      `${named}${shownPrefix}`,
    ),
    nft: `log${shownPrefix}${level === 4 ? '' : ` level ${name === 'error' ? 'err' : name}`}${nftFlags}`,
  }
}

const NEEDS_PORTS = 'Need TCP, UDP, SCTP or DCCP with port specification'

function allowsPorts({ protocol, protocolNegated }: ModuleContext): boolean {
  return !protocolNegated && [6, 17, 33, 132].includes(protocol)
}

/** `8080` or `8080-8090`, as numbers (names are accepted by the kernel's tools only without a range). */
function parsePorts(text: string): { readonly from: number; readonly to: number } | string {
  const dash = text.indexOf('-')
  const parts = dash < 0 ? [text] : [text.slice(0, dash), text.slice(dash + 1)]
  const numbers: number[] = []
  for (const part of parts) {
    if (!/^\d+$/.test(part) || Number(part) > 65535) return `Port \`${parts[0]}' not valid`
    numbers.push(Number(part))
  }
  const [from, to] = [numbers[0], numbers[1] ?? numbers[0]]
  return from > to ? `Port range \`${to}' funky` : { from, to }
}

function portText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `${from}` : `${from}-${to}`
}

function flagsOf(given: readonly Given[]): string[] {
  return ['random', 'random-fully', 'persistent'].filter((option) => givenValue(given, option))
}

function buildPorts(
  name: string,
  kind: 'masquerade' | 'redirect',
  label: string,
  given: readonly Given[],
  context: ModuleContext,
): Built | Wrong {
  const one = givenValue(given, 'to-ports')
  if (one && !allowsPorts(context)) return { wrong: NEEDS_PORTS, at: one.at }
  const ports = one ? parsePorts(one.values[0]) : null
  if (typeof ports === 'string') return { wrong: ports, at: (one?.at ?? 0) + 1 }
  const flags = flagsOf(given)
  const range: NatRange = { addresses: null, ports, random: flags.length > 0, persistent: false }
  const save = [
    `-j ${name}`,
    ...(ports ? [`--to-ports ${portText(ports)}`] : []),
    ...flags.map((flag) => `--${flag}`),
  ]
  const list = [
    ...(ports ? [`${label}: ${portText(ports)}`.replace('redir ports:', 'redir ports')] : []),
    ...flags,
  ]
  const nft = [kind as string, ...(ports ? [`to :${portText(ports)}`] : []), ...flags.map(nftFlag)]
  return {
    parts: [{ kind, range } as Verdict],
    printed: printed(save.join(' '), list.join(' ')),
    nft: nft.join(' '),
  }
}

function nftFlag(flag: string): string {
  return flag === 'random-fully' ? 'fully-random' : flag
}

/** `203.0.113.5`, `203.0.113.5-203.0.113.9`, `203.0.113.5:1024-2000`, `:8080`, `[2001:db8::1]:80`. */
function buildNat(
  name: string,
  kind: 'snat' | 'dnat',
  option: string,
  given: readonly Given[],
  context: ModuleContext,
): Built | Wrong {
  const one = givenValue(given, option)
  if (!one) return { wrong: `${name}: option "--${option}" must be specified\n`, at: null }
  const text = one.values[0]
  const split = splitTarget(text, context.family)
  const at = one.at + 1
  let ports: NatRange['ports'] = null
  if (split.ports !== null) {
    if (!allowsPorts(context)) return { wrong: NEEDS_PORTS, at }
    const parsed = parsePorts(split.ports)
    if (typeof parsed === 'string') return { wrong: parsed, at }
    ports = parsed
  }
  let addresses: NatRange['addresses'] = null
  if (split.addresses !== '') {
    const dash = split.addresses.indexOf('-')
    const texts =
      dash < 0 ? [split.addresses] : [split.addresses.slice(0, dash), split.addresses.slice(dash + 1)]
    const parsed: Address[] = []
    for (const part of texts) {
      const address = context.family === 4 ? parseIpv4(part) : parseIpv6(part)
      if (address === null) return { wrong: `Bad IP address "${part}"`, at }
      parsed.push(address)
    }
    addresses = { from: parsed[0], to: parsed[1] ?? parsed[0] }
  }
  const flags = flagsOf(given)
  const shown = formatTarget(addresses, ports)
  const tail = flags.map((flag) => ` ${flag}`).join('')
  return {
    parts: [
      {
        kind,
        range: {
          addresses,
          ports,
          random: flags.some((flag) => flag !== 'persistent'),
          persistent: flags.includes('persistent'),
        },
      },
    ],
    printed: printed(
      `-j ${name} --${option} ${shown}${flags.map((flag) => ` --${flag}`).join('')}`,
      `to:${shown}${tail}`,
    ),
    nft: `${kind} to ${shown}${flags.map((flag) => ` ${nftFlag(flag)}`).join('')}`,
  }
}

function splitTarget(
  text: string,
  family: 4 | 6,
): { readonly addresses: string; readonly ports: string | null } {
  if (family === 4) {
    const colon = text.indexOf(':')
    return colon < 0
      ? { addresses: text, ports: null }
      : { addresses: text.slice(0, colon), ports: text.slice(colon + 1) }
  }
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text)
  return bracketed
    ? { addresses: bracketed[1], ports: bracketed[2] ?? null }
    : { addresses: text, ports: null }
}

export function formatTarget(addresses: NatRange['addresses'], ports: NatRange['ports']): string {
  let text = ''
  if (addresses) {
    const write = (address: Address) =>
      typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)
    text = write(addresses.from)
    if (addresses.to !== addresses.from) text += `-${write(addresses.to)}`
    if (ports && typeof addresses.from === 'bigint') text = `[${text}]`
  }
  return ports ? `${text}:${portText(ports)}` : text
}

function buildTcpmss(given: readonly Given[]): Built | Wrong {
  const set = givenValue(given, 'set-mss')
  const clamp = givenValue(given, 'clamp-mss-to-pmtu')
  if (!set && !clamp) return { wrong: 'TCPMSS target: At least one parameter is required', at: null }
  if (clamp) {
    return {
      parts: [{ kind: 'tcpmss', size: 'pmtu' }],
      printed: printed('-j TCPMSS --clamp-mss-to-pmtu', 'TCPMSS clamp to PMTU'),
      nft: 'tcp option maxseg size set rt mtu',
    }
  }
  const text = set?.values[0] ?? ''
  if (!/^\d+$/.test(text) || Number(text) > 65515)
    return {
      wrong: 'TCPMSS: bad value for option "--set-mss", or out of range (0-65515).\n',
      at: (set?.at ?? 0) + 1,
    }
  return {
    parts: [{ kind: 'tcpmss', size: Number(text) }],
    printed: printed(`-j TCPMSS --set-mss ${Number(text)}`, `TCPMSS set ${Number(text)}`),
    nft: `tcp option maxseg size set ${Number(text)}`,
  }
}

function buildMark(name: 'MARK' | 'CONNMARK', given: readonly Given[]): Built | Wrong {
  const of = name === 'MARK' ? 'packet' : 'connection'
  const subject = name === 'MARK' ? 'meta mark' : 'ct mark'
  const one = given[0]
  if (!one)
    return {
      wrong:
        name === 'MARK'
          ? 'MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required'
          : 'CONNMARK target: No operation specified',
      at: null,
    }
  // only whole marks are saved and restored here
  const partial = given.find((it) => /^(nf|ct)mask$/.test(it.option) && !/^0xffffffff$/i.test(it.values[0]))
  if (partial)
    return {
      wrong: `CONNMARK: bad value for option "--${partial.option}", or out of range.\n`,
      at: partial.at + 1,
    }
  if (one.option === 'save-mark' || one.option === 'restore-mark') {
    const verb = one.option === 'save-mark' ? 'save' : 'restore'
    return {
      parts: [{ kind: one.option }],
      printed: printed(
        `-j CONNMARK --${one.option} --nfmask 0xffffffff --ctmask 0xffffffff`,
        `CONNMARK ${verb}`,
      ),
      nft: verb === 'save' ? 'ct mark set mark' : 'meta mark set ct mark',
    }
  }
  const parsed = parseMarkAndMask(one.values[0])
  if (!parsed)
    return {
      wrong: `${name}: bad integer value for option "--${one.option}", or out of range.\n`,
      at: one.at + 1,
    }
  let { value, mask } = parsed
  let verb = 'set'
  if (one.option === 'set-mark') mask = (mask | value) >>> 0
  if (one.option === 'or-mark') {
    mask = value
    verb = 'or'
  } else if (one.option === 'and-mark') {
    mask = ~value >>> 0
    value = 0
    verb = 'and'
  } else if (one.option === 'xor-mark') {
    mask = 0
    verb = 'xor'
  }
  const xset = mask !== 0xffff_ffff && verb === 'set'
  const operand = verb === 'and' ? hexMark(~mask >>> 0) : hexMark(value)
  const list = xset ? `${name} xset ${hexMark(value)}/${hexMark(mask)}` : `${name} ${verb} ${operand}`
  const nftValue = xset
    ? `mark and ${hexMark(~mask >>> 0)} xor ${hexMark(value)}`
    : verb === 'set'
      ? operand
      : `mark ${verb} ${operand}`
  return {
    parts: [{ kind: 'set-mark', of, value, mask }],
    printed: printed(`-j ${name} --set-xmark ${hexMark(value)}/${hexMark(mask)}`, list),
    nft: `${subject} set ${nftValue}`,
  }
}

function buildCt(given: readonly Given[]): Built | Wrong {
  const notrack = givenValue(given, 'notrack') !== null
  return {
    parts: notrack ? [{ kind: 'notrack' }] : [],
    printed: printed(notrack ? '-j CT --notrack' : '-j CT', notrack ? 'CT notrack' : 'CT'),
    nft: notrack ? 'notrack' : 'xt target CT',
  }
}

function buildTtl(given: readonly Given[]): Built | Wrong {
  const one = given[0]
  if (!one) return { wrong: 'TTL: You must specify an action', at: null }
  const value = Number(one.values[0])
  if (!/^\d+$/.test(one.values[0]) || value > 255)
    return {
      wrong: `TTL: bad value for option "--${one.option}", or out of range (0-255).\n`,
      at: one.at + 1,
    }
  const by = { 'ttl-set': 'set', 'ttl-inc': 'increment', 'ttl-dec': 'decrement' }[one.option] as 'set'
  const list = by === 'set' ? `TTL set to ${value}` : `TTL ${by} by ${value}`
  return {
    parts: [{ kind: 'set-ttl', by, value }],
    printed: printed(`-j TTL --${one.option} ${value}`, list),
    nft: 'xt target TTL',
  }
}
