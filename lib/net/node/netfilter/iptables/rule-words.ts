import { formatIpv4, parseIpv4 } from '../../../addr/ipv4'
import type { Prefix4 } from '../../../addr/prefix'
import type { Address } from '../../address'
import type { NatRange } from '../nat-tuple'
import type { CtState, IptablesPrint, Part, PrintedModule, Rule } from '../rule'
import { serviceOfPort } from '../service-names'
import type { NetfilterState } from '../state'
import { ensureChain } from './tables'

// Rules as data, without the parser of iptables(8): a page on which nobody writes a rule need not fetch it. Tests hold each
// against what that parser makes of the same line.

/** What a rule says, in the words of iptables(8). Interfaces by name; `port` is the destination's. */
export type RuleWords = {
  readonly in?: string
  readonly out?: string
  readonly source?: Prefix4
  readonly destination?: Prefix4
  readonly protocol?: 'tcp' | 'udp'
  readonly port?: number
  readonly states?: readonly CtState[]
  readonly target: Target
}

type Target =
  | { readonly name: 'ACCEPT' | 'DROP' | 'REJECT' }
  | { readonly name: 'CT'; readonly helper: 'ftp' }
  | { readonly name: 'MASQUERADE'; readonly ports: readonly [number, number] | null }
  | { readonly name: 'DNAT'; readonly address: string; readonly port: number }

const NUMBERS = { tcp: 6, udp: 17 } as const
const NOTHING: PrintedModule = { save: '', numeric: '', named: '' }

/** Appends a rule to a chain of an IPv4 table that every machine has. `replan` of state.ts makes it count. */
export function appendRule(
  state: NetfilterState,
  table: 'nat' | 'filter' | 'raw',
  chain: string,
  words: RuleWords,
): void {
  const made = ensureChain(state, table, chain, 4)
  const owner = state.tables.find((each) => each.name === table)
  if (made && owner) made.rules.push({ ...ruleOf(words), handle: owner.nextHandle++ })
}

function ruleOf(words: RuleWords): Omit<Rule, 'handle'> {
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

function conditionsOf(words: RuleWords): { parts: Part[]; modules: PrintedModule[] } {
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

function savedOf(words: RuleWords): string[] {
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
    case 'DROP':
      return { part: { kind: 'drop' }, printed: { ...NOTHING, save: '-j DROP' }, nft: 'drop' }
    case 'CT': {
      const listed = `CT helper ${target.helper}`
      const printed = { save: `-j CT --helper ${target.helper}`, numeric: listed, named: listed }
      return { part: { kind: 'assign-helper', helper: target.helper }, printed, nft: 'xt target CT' }
    }
    case 'REJECT': {
      const listed = 'reject-with icmp-port-unreachable'
      const printed = { save: `-j REJECT --${listed}`, numeric: listed, named: listed }
      return { part: { kind: 'reject', with: 'icmp-port-unreachable' }, printed, nft: 'reject' }
    }
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

function nftOf(words: RuleWords, target: string): string {
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

function addressOf(text: string) {
  const address = parseIpv4(text)
  if (address === null) throw new Error(`${text} is no address`)
  return address
}
