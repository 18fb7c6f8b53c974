import type { RejectWith } from '../../netfilter-port'
import {
  type Built,
  type Given,
  givenValue,
  type Module,
  type ModuleContext,
  printed,
  type Wrong,
} from './module'

/** What ends a packet's way, iptables-extensions(8). */
export const verdictTargets: readonly Module[] = [
  verdict('ACCEPT', 'accept'),
  verdict('DROP', 'drop'),
  verdict('RETURN', 'return'),
  { name: 'REJECT', options: { 'reject-with': 1 }, build: buildReject },
  {
    name: 'NFQUEUE',
    options: { 'queue-num': 1, 'queue-balance': 1, 'queue-bypass': 0, 'queue-cpu-fanout': 0 },
    build: buildQueue,
  },
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

/** No program of this engine reads a queue: then the packet is dropped, or goes on with --queue-bypass. */
function buildQueue(given: readonly Given[]): Built | Wrong {
  const [num, balance] = [givenValue(given, 'queue-num'), givenValue(given, 'queue-balance')]
  const bypass = givenValue(given, 'queue-bypass') !== null
  const number = num?.values[0] ?? '0'
  if (!/^\d+$/.test(number) || Number(number) > 65535)
    return {
      wrong: 'NFQUEUE: bad value for option "--queue-num", or out of range (0-65535).\n',
      at: (num?.at ?? 0) + 1,
    }
  const range = balance?.values[0] ?? null
  const which = range ? `--queue-balance ${range}` : `--queue-num ${Number(number)}`
  const list = range ? `NFQUEUE balance ${range}` : `NFQUEUE num ${Number(number)}`
  const queue = range ? range.replace(':', '-') : `${Number(number)}`
  return {
    parts: [{ kind: bypass ? 'accept' : 'drop' }],
    printed: printed(
      `-j NFQUEUE ${which}${bypass ? ' --queue-bypass' : ''}`,
      `${list}${bypass ? ' bypass' : ''}`,
    ),
    nft: `queue num ${queue}${bypass ? ' bypass' : ''}`,
  }
}
