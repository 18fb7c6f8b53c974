import { parseIpv4 } from '../addr/ipv4'
import { type Prefix4, prefix4 } from '../addr/prefix'
import { appendRule, type RuleWords } from '../node/netfilter/iptables/rule-words'
import { ensureChain } from '../node/netfilter/iptables/tables'
import { type NetfilterState, replan } from '../node/netfilter/state'
import { type HostPlace, hostOf, type NatPlace, type World } from './places'
import type { Forward, NatSettings } from './settings'

/** Replaces all rules of a router by those that its settings ask for. What is in the connection table stays. */
export function setRules(state: NetfilterState, world: World, nat: NatPlace, settings: NatSettings): void {
  state.tables.length = 0
  const append = (table: 'nat' | 'filter' | 'raw', chain: string, words: RuleWords) =>
    appendRule(state, table, chain, words)
  for (const forward of settings.forwards)
    append('nat', 'PREROUTING', forwardRule(forward, hostOf(world, forward.host), nat, settings))
  if (settings.masquerade) {
    for (const words of masqueradeRules(settings)) append('nat', 'POSTROUTING', words)
  }
  if (settings.hairpin === 'on') append('nat', 'POSTROUTING', hairpinRule(nat))
  if (settings.ftpHelper) append('raw', 'PREROUTING', FTP_HELPER)
  if (settings.firewall) {
    for (const [chain, words] of FIREWALL) append('filter', chain, words)
    for (const chain of ['INPUT', 'FORWARD']) {
      const base = ensureChain(state, 'filter', chain, 4)?.base
      if (base) base.policy = 'DROP'
    }
  }
  replan(state)
}

function forwardRule(forward: Forward, host: HostPlace, nat: NatPlace, { hairpin }: NatSettings): RuleWords {
  const where = hairpin === 'off' ? ({ in: 'wan' } as const) : { destination: only(nat.outside) }
  return {
    ...where,
    protocol: forward.protocol,
    port: forward.port,
    target: { name: 'DNAT', address: host.address, port: forward.toPort },
  }
}

function masqueradeRules({ portRange }: NatSettings): readonly RuleWords[] {
  const all: RuleWords = { out: 'wan', target: { name: 'MASQUERADE', ports: null } }
  if (portRange === null) return [all]
  const target = { name: 'MASQUERADE', ports: portRange } as const
  return [{ out: 'wan', protocol: 'tcp', target }, { out: 'wan', protocol: 'udp', target }, all]
}

/** What comes from inside and was turned back inside gets the router as its sender. */
function hairpinRule({ inside, insideBits }: NatPlace): RuleWords {
  const source = prefix4(addressOf(inside), insideBits)
  return { source, out: 'lan', target: { name: 'MASQUERADE', ports: null } }
}

const FTP_HELPER: RuleWords = { protocol: 'tcp', port: 21, target: { name: 'CT', helper: 'ftp' } }

const FIREWALL: readonly (readonly [chain: string, words: RuleWords])[] = [
  ['INPUT', { states: ['RELATED', 'ESTABLISHED'], target: { name: 'ACCEPT' } }],
  ['INPUT', { in: 'lan', target: { name: 'ACCEPT' } }],
  ['FORWARD', { states: ['RELATED', 'ESTABLISHED'], target: { name: 'ACCEPT' } }],
  ['FORWARD', { in: 'lan', target: { name: 'ACCEPT' } }],
  ['FORWARD', { states: ['DNAT'], target: { name: 'ACCEPT' } }],
]

function only(address: string): Prefix4 {
  return prefix4(addressOf(address), 32)
}

function addressOf(text: string) {
  const address = parseIpv4(text)
  if (address === null) throw new Error(`${text} is no address`)
  return address
}
