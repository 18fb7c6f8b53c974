import { parseIpv4 } from '../addr/ipv4'
import { formatMac, parseMac } from '../addr/mac'
import type { DhcpPool } from '../node/services/dhcp-server'
import { refuse, refuseWord } from './problem'
import { at, optional, readNumber, readObject, readText } from './read'

/** `{ "/": "Hello" }`; without any, the front page says the host's name. */
export function readPages(value: unknown, path: string, host: string): Readonly<Record<string, string>> {
  if (value === undefined) return { '/': `This is ${host}.\n` }
  return Object.fromEntries(
    Object.entries(readObject(value, path, null)).map(([target, text]) => [
      target,
      readText(text, at(path, target)),
    ]),
  )
}

const DAY_S = 86_400
const YEAR_S = 366 * DAY_S

/** `{ "lan": { "range": "192.168.1.100-192.168.1.150", "router": "192.168.1.1", "dns": "192.168.1.1", "lease": 3600 } }` */
export function readDhcp(value: unknown, path: string, ifaces: readonly string[]): readonly DhcpPool[] {
  if (value === undefined) return []
  return Object.entries(readObject(value, path, null)).map(([iface, entry]) => {
    const where = at(path, iface)
    if (!ifaces.includes(iface))
      refuseWord(where, `an interface of this host (${ifaces.join(', ')})`, iface, ifaces)
    const pool = readObject(entry, where, ['range', 'router', 'dns', 'lease', 'reserved'])
    const [first, last] = readText(pool.range, `${where}.range`)
      .split('-')
      .map((text) => parseIpv4(text.trim()))
    if (first === null || last === null || last === undefined || first > last)
      refuse(`${where}.range`, 'FIRST-LAST, two IPv4 addresses', pool.range)
    const address = (key: 'router' | 'dns') => {
      if (pool[key] === undefined) return null
      const parsed = parseIpv4(readText(pool[key], `${where}.${key}`))
      if (parsed === null) refuse(`${where}.${key}`, 'an IPv4 address', pool[key])
      return parsed
    }
    const leaseS = optional(pool.lease, DAY_S, () => readNumber(pool.lease, `${where}.lease`, 60, YEAR_S))
    const reserved = readReserved(pool.reserved, `${where}.reserved`)
    return { iface, first, last, router: address('router'), nameServer: address('dns'), leaseS, reserved }
  })
}

/** `{ "02:00:00:00:00:01": "192.168.1.20" }` */
function readReserved(value: unknown, path: string): DhcpPool['reserved'] {
  if (value === undefined) return []
  return Object.entries(readObject(value, path, null)).map(([key, entry]) => {
    const mac = parseMac(key)
    if (mac === null) refuse(path, `a MAC address such as ${formatMac(0x0200_0000_0001)}`, key)
    const address = parseIpv4(readText(entry, at(path, key)))
    if (address === null) refuse(at(path, key), 'an IPv4 address', entry)
    return { mac, address }
  })
}
