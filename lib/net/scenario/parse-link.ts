import { refuse, refuseWord } from './problem'
import { at, optional, readArray, readBoolean, readNumber, readObject, readText } from './read'
import type { HostSpec, LinkSpec } from './schema'
import { readChance, readRate, readSize, readTime } from './units'

const KEYS = [
  'ends',
  'mtu',
  'delay',
  'rate',
  'queue',
  'loss',
  'duplicate',
  'reorder',
  'hub',
  'switch',
  'vlans',
  'native',
  'name',
  'note',
]

/** Every end must be an interface of a host, or a port of a switch that has a name, and be plugged in once. */
export function readLinks(values: readonly unknown[], hosts: readonly HostSpec[]): LinkSpec[] {
  const used = new Map<string, string>()
  const names = hosts.map((host) => host.name)
  const switches: string[] = []
  values.forEach((value, index) => {
    const link = readObject(value, `links[${index}]`, KEYS)
    if (link.name === undefined) return
    const name = readText(link.name, `links[${index}].name`)
    if (names.includes(name) || switches.includes(name))
      refuse(`links[${index}].name`, 'a name that is not taken yet', name)
    if (isSwitch(link, names)) switches.push(name)
  })
  return values.map((value, index) => readLink(value, `links[${index}]`, { hosts, switches, used }))
}

type Plugs = {
  readonly hosts: readonly HostSpec[]
  readonly switches: readonly string[]
  /** ends that are plugged in, and where that was said */
  readonly used: Map<string, string>
}

/** More than two ends, a hub, VLANs, or the word `switch`; a cable that joins switches is none itself. */
function isSwitch(link: Readonly<Record<string, unknown>>, hosts: readonly string[]): boolean {
  const ends = Array.isArray(link.ends) ? link.ends.map((end) => String(end).split(':')[0]) : []
  if (ends.length === 2 && ends.some((name) => !hosts.includes(name))) return false
  return link.switch === true || link.hub === true || link.vlans !== undefined || ends.length > 2
}

function readLink(value: unknown, path: string, plugs: Plugs): LinkSpec {
  const link = readObject(value, path, KEYS)
  const texts = readArray(link.ends, `${path}.ends`)
  const made = isSwitch(
    link,
    plugs.hosts.map((host) => host.name),
  )
  if (texts.length < (made ? 1 : 2)) refuse(`${path}.ends`, 'two ends or more', link.ends)
  const ends = texts.map((text, index) => readEnd(text, `${path}.ends[${index}]`, plugs))
  return {
    name: optional<string | null>(link.name, null, () => readText(link.name, `${path}.name`)),
    ends,
    mtu: optional<number | null>(link.mtu, null, () => readNumber(link.mtu, `${path}.mtu`, 68, 65535)),
    delayUs: optional<number | null>(link.delay, null, () => readTime(link.delay, `${path}.delay`)),
    rate: optional<number | null>(link.rate, null, () => readRate(link.rate, `${path}.rate`)),
    queueBytes: optional<number | null>(link.queue, null, () => readSize(link.queue, `${path}.queue`)),
    loss: optional(link.loss, 0, () => readChance(link.loss, `${path}.loss`)),
    duplicate: optional(link.duplicate, 0, () => readChance(link.duplicate, `${path}.duplicate`)),
    reorder: optional(link.reorder, 0, () => readChance(link.reorder, `${path}.reorder`)),
    hub: optional(link.hub, false, () => readBoolean(link.hub, `${path}.hub`)),
    isSwitch: made,
    vlans: readVlans(link.vlans, `${path}.vlans`, texts as string[]),
    native: readNative(link.native, `${path}.native`, texts as string[]),
  }
}

function readEnd(value: unknown, path: string, { hosts, switches, used }: Plugs): LinkSpec['ends'][number] {
  const text = readText(value, path)
  const [name, iface, ...rest] = text.split(':')
  if (iface === undefined || rest.length > 0) refuse(path, 'HOST:INTERFACE', text)
  const names = [...hosts.map((host) => host.name), ...switches]
  const host = hosts.find((other) => other.name === name)
  if (!host && !switches.includes(name)) refuseWord(path, `a host (${names.join(', ')})`, name, names)
  const ifaces = host?.ifaces.map((other) => other.name)
  if (ifaces && !ifaces.includes(iface))
    refuseWord(path, `an interface of ${name} (${ifaces.join(', ')})`, iface, ifaces)
  const before = used.get(text)
  if (before !== undefined) refuse(path, `an interface that is not plugged in yet (${before})`, text)
  used.set(text, path)
  return { host: name, iface }
}

function readVlans(value: unknown, path: string, ends: readonly string[]): LinkSpec['vlans'] {
  if (value === undefined) return []
  return Object.entries(readObject(value, path, null)).map(([end, vlan]) => {
    const where = at(path, end)
    if (!ends.includes(end)) refuseWord(where, `an end of this link (${ends.join(', ')})`, end, ends)
    if (Array.isArray(vlan))
      return [end, vlan.map((id, index) => readNumber(id, `${where}[${index}]`, 1, 4094))] as const
    return [end, readNumber(vlan, where, 1, 4094)] as const
  })
}

function readNative(value: unknown, path: string, ends: readonly string[]): LinkSpec['native'] {
  if (value === undefined) return []
  return Object.entries(readObject(value, path, null)).map(([end, vlan]) => {
    const where = at(path, end)
    if (!ends.includes(end)) refuseWord(where, `an end of this link (${ends.join(', ')})`, end, ends)
    return [end, readNumber(vlan, where, 1, 4094)] as const
  })
}
