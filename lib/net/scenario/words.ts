import { type Ipv4, readIpv4 } from '../addr/ipv4'
import { type Ipv6, readIpv6 } from '../addr/ipv6'
import { parseMac } from '../addr/mac'
import { prefix4, prefix6, readAddressWithPrefix, readPrefix } from '../addr/prefix'
import type { Address } from '../node/address'
import type { RouteType } from '../node/route'
import { refuse, refuseWord } from './problem'
import type { InterfaceAddress, ListenSpec, NeighbourSpec, RouteSpec } from './schema'

/** An address of either family; the refusal says what is wrong with it. */
export function readAddress(text: string, path: string): Address {
  const parsed: { ok: boolean; value?: Ipv4 | Ipv6; error?: string } = text.includes(':')
    ? readIpv6(text)
    : readIpv4(text)
  if (!parsed.ok || parsed.value === undefined) refuse(path, 'an IP address', text, parsed.error ?? null)
  return parsed.value
}

/** `192.168.1.10/24`: the prefix length has to be written. */
export function readInterfaceAddress(text: string, path: string): InterfaceAddress {
  const parsed = readAddressWithPrefix(text)
  if (!parsed.ok) refuse(path, 'an address with prefix length such as 192.168.1.10/24', text, parsed.error)
  if (!text.includes('/')) refuse(path, 'an address with prefix length such as 192.168.1.10/24', text)
  const { value } = parsed
  return value.family === 4
    ? { family: 4, address: value.address, bits: value.prefix.bits }
    : { family: 6, address: value.address, bits: value.prefix.bits }
}

/** `198.51.100.80:80` or `[2001:db8::80]:80`. */
export function readEndpoint(text: string, path: string): { address: Address; port: number } {
  const split = /^\[(.+)\]:(\d+)$/.exec(text) ?? /^([^:]+):(\d+)$/.exec(text)
  if (!split) refuse(path, 'an address and a port such as 198.51.100.80:80', text)
  const port = Number(split[2])
  if (port > 65535) refuse(path, 'a port from 0 to 65535', text)
  return { address: readAddress(split[1], path), port }
}

const ROUTE_TYPES: readonly RouteType[] = ['unicast', 'blackhole', 'unreachable', 'prohibit']
const ROUTE_WORDS = ['via', 'dev', 'metric', 'src', 'mtu', 'proto', 'scope', 'onlink']

/** ip-route(8): [TYPE] PREFIX [via ADDRESS] [dev NAME] [metric N] [src ADDRESS] [mtu N] */
export function readRoute(text: string, path: string, dev: readonly string[]): RouteSpec {
  const words = text.trim().split(/\s+/)
  const type = ROUTE_TYPES.find((known) => known === words[0]) ?? 'unicast'
  if (ROUTE_TYPES.includes(words[0] as RouteType)) words.shift()
  const target = words.shift()
  if (target === undefined || target === '') refuse(path, 'a route such as "default via 192.168.1.1"', text)
  const given = new Map<string, string>()
  while (words.length > 0) {
    const word = words.shift()!
    if (word === 'onlink') continue
    if (!ROUTE_WORDS.includes(word)) refuseWord(path, `one of ${ROUTE_WORDS.join(', ')}`, word, ROUTE_WORDS)
    const value = words.shift()
    if (value === undefined) refuse(path, `a value after "${word}"`, text)
    given.set(word, value)
  }
  const viaText = given.get('via')
  const via = viaText === undefined ? null : readAddress(viaText, path)
  const name = given.get('dev') ?? null
  if (name !== null && !dev.includes(name))
    refuseWord(path, `an interface of this host (${dev.join(', ')})`, name, dev)
  if (type === 'unicast' && via === null && name === null) refuse(path, '"via ADDRESS" or "dev NAME"', text)
  const source = given.get('src')
  return {
    type,
    prefix: readTarget(target, path, via),
    via,
    dev: name,
    metric: readCount(given.get('metric'), path, 'metric'),
    source: source === undefined ? null : readAddress(source, path),
    mtu: readCount(given.get('mtu'), path, 'mtu'),
  }
}

function readTarget(text: string, path: string, via: Address | null) {
  if (text === 'default') return typeof via === 'bigint' ? prefix6(0n as Ipv6, 0) : prefix4(0 as Ipv4, 0)
  const parsed = readPrefix(text)
  if (!parsed.ok) refuse(path, '"default" or a prefix such as 198.51.100.0/24', text, parsed.error)
  return parsed.value
}

function readCount(text: string | undefined, path: string, word: string): number | null {
  if (text === undefined) return null
  if (!/^\d+$/.test(text)) refuse(path, `a number after "${word}"`, text)
  return Number(text)
}

const SERVICES = ['tcp', 'udp', 'http', 'echo-tcp', 'echo-udp']

/** `tcp 0.0.0.0:80`; `http 0.0.0.0:80` for a web server; `tcp 0.0.0.0:80 backlog 1 noaccept` for a program that is too slow to accept. */
export function readListen(text: string, path: string): ListenSpec {
  const [word, endpoint, ...rest] = text.trim().split(/\s+/)
  if (!SERVICES.includes(word)) refuseWord(path, `${SERVICES.join(', ')}, then ADDRESS:PORT`, word, SERVICES)
  if (endpoint === undefined) refuse(path, 'ADDRESS:PORT after the protocol', text)
  const protocol = word.endsWith('udp') ? 'udp' : 'tcp'
  const service = word === 'http' ? 'http' : word.startsWith('echo') ? 'echo' : 'listener'
  const accept = !rest.includes('noaccept')
  const backlogAt = rest.indexOf('backlog')
  const backlog = backlogAt < 0 ? 16 : Number(rest[backlogAt + 1])
  if (!Number.isInteger(backlog) || backlog < 0) refuse(path, 'a number after "backlog"', text)
  return { protocol, service, ...readEndpoint(endpoint, path), text: endpoint, accept, backlog }
}

/** `192.168.1.9 lladdr 02:00:00:00:00:09 dev eth0`, ip-neighbour(8). */
export function readNeighbour(text: string, path: string, dev: readonly string[]): NeighbourSpec {
  const words = text.trim().split(/\s+/)
  const mac = words[1] === 'lladdr' ? parseMac(words[2] ?? '') : null
  if (mac === null || words[3] !== 'dev') refuse(path, '"ADDRESS lladdr MAC dev NAME"', text)
  if (!dev.includes(words[4]))
    refuseWord(path, `an interface of this host (${dev.join(', ')})`, words[4], dev)
  return { address: readAddress(words[0], path), mac, dev: words[4] }
}
