import { formatIpv4, parseIpv4 } from '../../../addr/ipv4'
import { formatIpv6, parseIpv6 } from '../../../addr/ipv6'
import { readPrefix } from '../../../addr/prefix'
import type { Address } from '../../address'
import type { NatRange } from '../nat-tuple'
import type { Verdict } from '../rule'
import { portOfService } from '../service-names'
import {
  type Built,
  type Given,
  givenValue,
  type Module,
  type ModuleContext,
  printed,
  type Wrong,
} from './module'

/** Translations, iptables-extensions(8). */
export const natTargets: readonly Module[] = [
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
  { name: 'NETMAP', options: { to: 1 }, build: buildNetmap },
]

const NEEDS_PORTS = 'Need TCP, UDP, SCTP or DCCP with port specification'

function allowsPorts({ protocol, protocolNegated }: ModuleContext): boolean {
  return !protocolNegated && [6, 17, 33, 132].includes(protocol)
}

/** `8080`, `8080-8090`, or the name of a service. */
function parsePorts(
  text: string,
  { protocol }: ModuleContext,
): { readonly from: number; readonly to: number } | string {
  const named = /^\d/.test(text) ? null : portOfService(text, protocol === 17 ? 'udp' : 'tcp')
  if (named !== null) return { from: named, to: named }
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
  const ports = one ? parsePorts(one.values[0], context) : null
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
    const parsed = parsePorts(split.ports, context)
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

/** `192.168.1.0/25`; one address is a network of its own. */
function buildNetmap(given: readonly Given[], { family }: ModuleContext): Built | Wrong {
  const one = givenValue(given, 'to')
  if (!one) return { wrong: 'NETMAP: option "--to" must be specified\n', at: null }
  const text = one.values[0]
  const parsed = readPrefix(text.includes('/') ? text : `${text}/${family === 4 ? 32 : 128}`)
  if (!parsed.ok || parsed.value.family !== family)
    return {
      wrong: `NETMAP: bad value for option "--to", or out of range (0-${family === 4 ? 32 : 128}).\n`,
      at: one.at + 1,
    }
  const { network, bits } = parsed.value
  const shown = `${typeof network === 'number' ? formatIpv4(network) : formatIpv6(network)}/${bits}`
  return {
    parts: [{ kind: 'netmap', network, bits }],
    printed: printed(`-j NETMAP --to ${shown}`, `to:${shown}`),
    nft: 'xt target NETMAP',
  }
}
