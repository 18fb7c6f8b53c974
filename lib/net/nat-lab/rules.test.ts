import { expect, it } from 'vitest'
import { applyIptables } from '../node/netfilter/iptables/apply'
import { appendRule } from '../node/netfilter/iptables/rule-words'
import { makeNetfilter, type NetfilterState } from '../node/netfilter/state'
import { worlds } from './places'
import { setRules } from './rules'
import { LINUX_NAT, type NatSettings } from './settings'

const FIREWALL = [
  '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A INPUT -i lan -j ACCEPT',
  '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A FORWARD -i lan -j ACCEPT',
  '-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT',
  '-P INPUT DROP',
  '-P FORWARD DROP',
]
const FORWARD = { protocol: 'tcp', port: 8080, host: 'laptop', toPort: 80 } as const
const MASQUERADE = '-t nat -A POSTROUTING -o wan -j MASQUERADE'

function made(settings: Partial<NatSettings>): NetfilterState {
  const state = makeNetfilter()
  setRules(state, worlds.home, worlds.home.nats[0], { ...LINUX_NAT, ...settings })
  return state
}

it.each<[string, Partial<NatSettings>, string[]]>([
  ['as Linux does it', {}, [MASQUERADE, ...FIREWALL]],
  ['without filter', { firewall: false }, [MASQUERADE]],
  ['without translation', { masquerade: false, firewall: false }, []],
  [
    'few ports',
    { portRange: [40000, 40003], firewall: false },
    [
      '-t nat -A POSTROUTING -o wan -p tcp -j MASQUERADE --to-ports 40000-40003',
      '-t nat -A POSTROUTING -o wan -p udp -j MASQUERADE --to-ports 40000-40003',
      MASQUERADE,
    ],
  ],
  [
    'a port forward from outside only',
    { forwards: [FORWARD], firewall: false },
    ['-t nat -A PREROUTING -i wan -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.20:80', MASQUERADE],
  ],
  [
    'a port forward with hairpin',
    { forwards: [FORWARD], firewall: false, hairpin: 'on' },
    [
      '-t nat -A PREROUTING -d 203.0.113.7 -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.20:80',
      MASQUERADE,
      '-t nat -A POSTROUTING -s 192.168.1.0/24 -o lan -j MASQUERADE',
    ],
  ],
  [
    'the helper of FTP',
    { ftpHelper: true, firewall: false },
    [MASQUERADE, '-t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp'],
  ],
])('makes what iptables makes of the same lines: %s', (_, settings, lines) => {
  const state = makeNetfilter()
  for (const line of lines) expect(applyIptables(state, line)).toBeNull()
  expect(rulesOf(made(settings))).toEqual(rulesOf(state))
})

it.each(['DROP', 'REJECT'] as const)('makes what iptables makes of a rule that refuses with %s', (name) => {
  const [written, parsed] = [makeNetfilter(), makeNetfilter()]
  appendRule(written, 'filter', 'INPUT', { protocol: 'tcp', port: 5001, target: { name } })
  expect(applyIptables(parsed, `-A INPUT -p tcp --dport 5001 -j ${name}`)).toBeNull()
  expect(rulesOf(written)).toEqual(rulesOf(parsed))
})

function rulesOf({ tables }: NetfilterState) {
  return tables.map(({ name, chains }) => ({
    name,
    chains: chains.map(({ name: chain, base, rules: list }) => ({
      chain,
      base,
      rules: list.map(({ handle: _handle, ...rule }) => rule),
    })),
  }))
}
