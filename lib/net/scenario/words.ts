import { type Ipv4, readIpv4 } from '../addr/ipv4'
import { type Ipv6, readIpv6 } from '../addr/ipv6'
import { parseMac } from '../addr/mac'
import { readAddressWithPrefix } from '../addr/prefix'
import type { Address } from '../node/address'
import { refuse, refuseWord } from './problem'
import type { InterfaceAddress, ListenSpec, NeighbourSpec } from './schema'

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
