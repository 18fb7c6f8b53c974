import { formatIpv4, parseIpv4 } from '../addr/ipv4'
import { type Prefix4, prefix4 } from '../addr/prefix'
import type { Address } from '../node/address'
import { ensureChain } from '../node/netfilter/iptables/tables'
import type { NatRange } from '../node/netfilter/nat-tuple'
import type { CtState, IptablesPrint, Part, PrintedModule, Rule } from '../node/netfilter/rule'
import { serviceOfPort } from '../node/netfilter/service-names'
import { type NetfilterState, replan } from '../node/netfilter/state'
import { type HostPlace, hostOf, type NatPlace, type World } from './places'
import type { Forward, NatSettings } from './settings'

// The rules of a lab router as data, without the parser of iptables(8), so that a page which only translates need not
// fetch it. rules.test.ts holds each of them against what that parser makes of the same line.

type Words = {
  readonly in?: 'lan' | 'wan'
  readonly out?: 'lan' | 'wan'
  readonly source?: Prefix4
  readonly destination?: Prefix4
  readonly protocol?: 'tcp' | 'udp'
  readonly port?: number
  readonly states?: readonly CtState[]
  readonly target: Target
}

type Target =
  | { readonly name: 'ACCEPT' }
  | { readonly name: 'MASQUERADE'; readonly ports: readonly [number, number] | null }
  | { readonly name: 'DNAT'; readonly address: string; readonly port: number }

const NUMBERS = { tcp: 6, udp: 17 } as const
const NOTHING: PrintedModule = { save: '', numeric: '', named: '' }

/** Replaces all rules of a router by those that its settings ask for. What is in the connection table stays. */
export function setRules(state: NetfilterState, world: World, nat: NatPlace, settings: NatSettings): void {
  state.tables.length = 0
  const append = (table: 'nat' | 'filter', chain: string, words: Words) => {
    const made = ensureChain(state, table, chain, 4)
    const owner = state.tables.find((each) => each.name === table)
    if (made && owner) made.rules.push({ ...ruleOf(words), handle: owner.nextHandle++ })
  }
  for (const forward of settings.forwards)
    append('nat', 'PREROUTING', forwardRule(forward, hostOf(world, forward.host), nat, settings))
  if (settings.masquerade) {
    for (const words of masqueradeRules(settings)) append('nat', 'POSTROUTING', words)
  }
  if (settings.hairpin === 'on') append('nat', 'POSTROUTING', hairpinRule(nat))
  if (settings.firewall) {
    for (const [chain, words] of FIREWALL) append('filter', chain, words)
    for (const chain of ['INPUT', 'FORWARD']) {
      const base = ensureChain(state, 'filter', chain, 4)?.base
      if (base) base.policy = 'DROP'
    }
  }
  replan(state)
}

function forwardRule(forward: Forward, host: HostPlace, nat: NatPlace, { hairpin }: NatSettings): Words {
  const where = hairpin === 'off' ? ({ in: 'wan' } as const) : { destination: only(nat.outside) }
  return {
    ...where,
    protocol: forward.protocol,
    port: forward.port,
    target: { name: 'DNAT', address: host.address, port: forward.toPort },
  }
}

function masqueradeRules({ portRange }: NatSettings): readonly Words[] {
  const all: Words = { out: 'wan', target: { name: 'MASQUERADE', ports: null } }
  if (portRange === null) return [all]
  const target = { name: 'MASQUERADE', ports: portRange } as const
  return [{ out: 'wan', protocol: 'tcp', target }, { out: 'wan', protocol: 'udp', target }, all]
}

/** What comes from inside and was turned back inside gets the router as its sender. */
function hairpinRule({ inside, insideBits }: NatPlace): Words {
  const source = prefix4(addressOf(inside), insideBits)
  return { source, out: 'lan', target: { name: 'MASQUERADE', ports: null } }
}

const FIREWALL: readonly (readonly [chain: string, words: Words])[] = [
  ['INPUT', { states: ['RELATED', 'ESTABLISHED'], target: { name: 'ACCEPT' } }],
  ['INPUT', { in: 'lan', target: { name: 'ACCEPT' } }],
  ['FORWARD', { states: ['RELATED', 'ESTABLISHED'], target: { name: 'ACCEPT' } }],
  ['FORWARD', { in: 'lan', target: { name: 'ACCEPT' } }],
  ['FORWARD', { states: ['DNAT'], target: { name: 'ACCEPT' } }],
]

function ruleOf(words: Words): Omit<Rule, 'handle'> {
  const { parts, modules } = conditionsOf(words)
  const target = targetOf(words.target)
  const text = [...savedOf(words), ...modules.map(({ save }) => save), target.printed.save].join(' ')
  const spec: IptablesPrint = {
    protocol: {
      number: words.protocol ? NUMBERS[words.protocol] : 0,
      name: words.protocol ?? 'all',
      negated: false,
    },
    fragment: '--',
    in: { text: words.in ?? '', negated: false },
    out: { text: words.out ?? '', negated: false },
    source: addressColumn(words.source),
    destination: addressColumn(words.destination),
    modules,
    target: { name: words.target.name, goto: false, printed: target.printed },
  }
  return {
    parts: [...parts, { kind: 'counter', packets: 0, bytes: 0 }, target.part],
    text,
    layer: words.port !== undefined || words.states ? 4 : 3,
    print: { tool: 'iptables', spec, nft: nftOf(words, target.nft) },
    because: new Map(),
  }
}

function conditionsOf(words: Words): { parts: Part[]; modules: PrintedModule[] } {
  const parts: Part[] = []
  const modules: PrintedModule[] = []
  for (const side of ['in', 'out'] as const) {
    const name = words[side]
    if (name) parts.push({ kind: 'interface', side, negated: false, among: [{ name, wildcard: false }] })
  }
  if (words.protocol) parts.push({ kind: 'protocol', negated: false, among: [NUMBERS[words.protocol]] })
  for (const side of ['source', 'destination'] as const) {
    const prefix = words[side]
    if (prefix) parts.push({ kind: 'address', side, negated: false, among: [rangeOf(prefix)], set: null })
  }
  if (words.port !== undefined) {
    const range = { from: words.port, to: words.port }
    parts.push({ kind: 'ports', side: 'destination', negated: false, among: [range], set: null })
    const { protocol = 'tcp', port } = words
    modules.push({
      save: `-m ${protocol} --dport ${port}`,
      numeric: `${protocol} dpt:${port}`,
      named: `${protocol} dpt:${serviceOfPort(port, NUMBERS[protocol])}`,
    })
  }
  if (words.states) {
    parts.push({ kind: 'ct-state', negated: false, states: words.states })
    const listed = `ctstate ${words.states.join(',')}`
    modules.push({
      save: `-m conntrack --ctstate ${words.states.join(',')}`,
      numeric: listed,
      named: listed,
    })
  }
  return { parts, modules }
}

function savedOf(words: Words): string[] {
  return [
    words.source && `-s ${slashed(words.source)}`,
    words.destination && `-d ${slashed(words.destination)}`,
    words.in && `-i ${words.in}`,
    words.out && `-o ${words.out}`,
    words.protocol && `-p ${words.protocol}`,
  ].filter((word) => word !== undefined)
}

function targetOf(target: Target): { part: Part; printed: PrintedModule; nft: string } {
  switch (target.name) {
    case 'ACCEPT':
      return { part: { kind: 'accept' }, printed: { ...NOTHING, save: '-j ACCEPT' }, nft: 'accept' }
    case 'MASQUERADE': {
      if (!target.ports) {
        const range: NatRange = { addresses: null, ports: null, random: false, persistent: false }
        const printed = { ...NOTHING, save: '-j MASQUERADE' }
        return { part: { kind: 'masquerade', range }, printed, nft: 'masquerade' }
      }
      const [from, to] = target.ports
      const range: NatRange = { addresses: null, ports: { from, to }, random: false, persistent: false }
      const listed = `masq ports: ${from}-${to}`
      const printed = { save: `-j MASQUERADE --to-ports ${from}-${to}`, numeric: listed, named: listed }
      return { part: { kind: 'masquerade', range }, printed, nft: `masquerade to :${from}-${to}` }
    }
    case 'DNAT': {
      const address = addressOf(target.address) as Address
      const end = `${target.address}:${target.port}`
      const range: NatRange = {
        addresses: { from: address, to: address },
        ports: { from: target.port, to: target.port },
        random: false,
        persistent: false,
      }
      const printed = { save: `-j DNAT --to-destination ${end}`, numeric: `to:${end}`, named: `to:${end}` }
      return { part: { kind: 'dnat', range }, printed, nft: `dnat to ${end}` }
    }
  }
}

function nftOf(words: Words, target: string): string {
  const states = words.states?.map((state) => state.toLowerCase())
  return [
    words.in && `iifname "${words.in}"`,
    words.out && `oifname "${words.out}"`,
    words.protocol && words.port === undefined && `meta l4proto ${words.protocol}`,
    words.source && `ip saddr ${short(words.source)}`,
    words.destination && `ip daddr ${short(words.destination)}`,
    words.port !== undefined && `${words.protocol} dport ${words.port}`,
    states && (states[0] === 'dnat' ? 'ct status dnat' : `ct state ${states.join(',')}`),
    '\u0000',
    target,
  ]
    .filter((word) => word)
    .join(' ')
}

function addressColumn(prefix: Prefix4 | undefined): IptablesPrint['source'] {
  if (!prefix) return { text: '', save: '', negated: false }
  return { text: short(prefix), save: slashed(prefix), negated: false }
}

function slashed({ network, bits }: Prefix4): string {
  return `${formatIpv4(network)}/${bits}`
}

/** A single address is listed without its length. */
function short(prefix: Prefix4): string {
  return prefix.bits === 32 ? formatIpv4(prefix.network) : slashed(prefix)
}

function rangeOf({ network, bits }: Prefix4): { from: Address; to: Address } {
  return { from: network, to: (network + 2 ** (32 - bits) - 1) as Address }
}

function only(address: string): Prefix4 {
  return prefix4(addressOf(address), 32)
}

function addressOf(text: string) {
  const address = parseIpv4(text)
  if (address === null) throw new Error(`${text} is no address`)
  return address
}
