import { formatMac, type Mac, parseMac } from '../addr/mac'
import { readPrefix } from '../addr/prefix'
import { knownSysctls } from '../node/sysctl'
import { isSysctl } from '../node/sysctl-settable'
import { readDns } from './parse-dns'
import { readOspf } from './parse-ospf'
import { readDhcp, readPages } from './parse-services'
import { refuse, refuseWord } from './problem'
import { at, optional, readBoolean, readList, readObject, readText } from './read'
import { readRoute } from './route-words'
import type { HostSpec, InterfaceAddress, InterfaceSpec } from './schema'
import { readAddress, readInterfaceAddress, readListen, readNeighbour } from './words'

const KEYS = [
  'ifaces',
  'routes',
  'forward',
  'sysctl',
  'iptables',
  'ip6tables',
  'listen',
  'neigh',
  'mac',
  'advertise',
  'dns',
  'dhcp',
  'ospf',
  'pages',
  'resolver',
  'role',
  'note',
]

export function readHost(name: string, value: unknown, path: string): HostSpec {
  if (!/^[A-Za-z][\w-]{0,14}$/.test(name))
    refuse(path, 'a name of letters, digits, - and _, at most 15', name)
  const host = readObject(value, path, KEYS)
  const macs = optional(host.mac, {}, () => readObject(host.mac, `${path}.mac`, null))
  const ifaces = Object.entries(
    optional(host.ifaces, {}, () => readObject(host.ifaces, `${path}.ifaces`, null)),
  ).map(([iface, addresses]) => readInterface(iface, addresses, at(`${path}.ifaces`, iface), macs[iface]))
  const names = [...ifaces.map((iface) => iface.name), 'lo']
  const text = (element: unknown, where: string) => readText(element, where)
  return {
    name,
    ifaces,
    routes: readList(host.routes, `${path}.routes`, (element, where) =>
      readRoute(readText(element, where), where, names),
    ),
    forward: optional(host.forward, false, () => readBoolean(host.forward, `${path}.forward`)),
    sysctl: readSysctls(host.sysctl, `${path}.sysctl`),
    iptables: readList(host.iptables, `${path}.iptables`, text),
    ip6tables: readList(host.ip6tables, `${path}.ip6tables`, text),
    listen: readList(host.listen, `${path}.listen`, (element, where) =>
      readListen(readText(element, where), where),
    ),
    neigh: readList(host.neigh, `${path}.neigh`, (element, where) =>
      readNeighbour(readText(element, where), where, names),
    ),
    dns: readDns(host.dns, `${path}.dns`),
    dhcp: readDhcp(host.dhcp, `${path}.dhcp`, names),
    ospf: readOspf(host.ospf, `${path}.ospf`, names),
    pages: readPages(host.pages, `${path}.pages`, name),
    resolver:
      host.resolver === undefined
        ? null
        : readAddress(readText(host.resolver, `${path}.resolver`), `${path}.resolver`),
    advertise: readAdvertise(host.advertise, `${path}.advertise`, names),
  }
}

function readInterface(name: string, value: unknown, path: string, mac: unknown): InterfaceSpec {
  if (!/^[\w.-]{1,15}$/.test(name)) refuse(path, 'an interface name of at most 15 characters', name)
  const list = Array.isArray(value) ? value : [value]
  const addresses: InterfaceAddress[] = []
  let auto = false
  let dhcp = false
  let linkLocal = false
  list.forEach((element, index) => {
    const where = Array.isArray(value) ? `${path}[${index}]` : path
    const text = readText(element, where)
    if (text === 'auto') auto = true
    else if (text === 'dhcp') dhcp = true
    else if (text === 'link-local') linkLocal = true
    else addresses.push(readInterfaceAddress(text, where))
  })
  if (linkLocal && !dhcp) refuse(path, '"dhcp" beside "link-local", which steps in for it', value)
  return { name, mac: mac === undefined ? null : readMacText(mac, path), addresses, auto, dhcp, linkLocal }
}

function readMacText(value: unknown, path: string): Mac {
  const mac = parseMac(readText(value, path))
  if (mac === null) refuse(path, `a MAC address such as ${formatMac(0x0200_0000_0001)}`, value)
  return mac
}

function readSysctls(value: unknown, path: string): (readonly [string, number | string])[] {
  if (value === undefined) return []
  return Object.entries(readObject(value, path, null)).map(([name, setting]) => {
    const where = at(path, name)
    if (!isSysctl(name)) refuseWord(where, 'a sysctl that this engine knows', name, knownSysctls())
    if (typeof setting !== 'number' && typeof setting !== 'string') refuse(where, 'a number or text', setting)
    return [name, setting] as const
  })
}

function readAdvertise(value: unknown, path: string, names: readonly string[]): HostSpec['advertise'] {
  if (value === undefined) return []
  return Object.entries(readObject(value, path, null)).map(([iface, text]) => {
    const where = at(path, iface)
    if (!names.includes(iface))
      refuseWord(where, `an interface of this host (${names.join(', ')})`, iface, names)
    const prefix = readPrefix(readText(text, where))
    if (!prefix.ok || prefix.value.family !== 6)
      refuse(where, 'an IPv6 prefix such as 2001:db8:1::/64', text, prefix.ok ? null : prefix.error)
    return { iface, prefix: prefix.value }
  })
}
