import { formatMac } from '../addr/mac'
import { setLink } from '../node/configure-address'
import type { Interface } from '../node/interface'
import { commandOf, type IpOptions } from './ip'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

/** `ip link [show [dev] NAME]`, `ip link set [dev] NAME up|down|mtu N`, ip-link(8). */
export function runIpLink(terminal: Terminal, words: readonly string[], options: IpOptions): Output {
  const command = commandOf(words, ['show', 'set'])
  const rest = words.slice(1).filter((word) => word !== 'dev')
  if (command === null) return failed(`Command "${words[0]}" is unknown, try "ip link help".`, 255)
  if (command === 'set') return set(terminal, rest)
  const { interfaces } = machineOf(terminal)
  const all = [...interfaces.values()]
  const chosen = rest[0] === undefined ? all : all.filter((iface) => iface.name === rest[0])
  if (chosen.length === 0) return failed(`Device "${rest[0]}" does not exist.`, 1)
  return wrote(
    chosen.flatMap((iface) =>
      options.brief ? [briefLine(iface)] : linkLines(iface, all.indexOf(iface) + 1, ' mode DEFAULT'),
    ),
  )
}

function set(terminal: Terminal, [name, ...words]: readonly string[]): Output {
  const machine = machineOf(terminal)
  const iface = machine.interfaces.get(name)
  if (!iface) return failed(`Cannot find device "${name}"`, 1)
  for (let at = 0; at < words.length; at++) {
    if (words[at] === 'up' || words[at] === 'down') setLink(machine, iface, words[at] === 'up')
    else if (words[at] === 'mtu' && Number(words[at + 1]) >= 68) {
      iface.mtu = Number(words[++at])
      machine.decisions.clear()
    } else return failed(`Error: either "dev" is duplicate, or "${words[at]}" is a garbage.`, 255)
  }
  return wrote([])
}

/** The two lines about the link itself; `ip address` begins with them too. */
export function linkLines(iface: Interface, index: number, mode = ''): string[] {
  const name = iface.vlan ? `${iface.name}@${iface.vlan.parent}` : iface.name
  const kind = iface.loopback ? 'loopback' : 'ether'
  const broadcast = iface.loopback ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'
  return [
    `${index}: ${name}: <${flags(iface)}> mtu ${iface.mtu} qdisc noqueue state ${stateOf(iface)}${mode} group default qlen 1000`,
    `    link/${kind} ${formatMac(iface.mac)} brd ${broadcast}`,
  ]
}

function flags(iface: Interface): string {
  const kind = iface.loopback ? 'LOOPBACK' : 'BROADCAST,MULTICAST'
  if (!iface.up) return kind
  return iface.carrier ? `${kind},UP,LOWER_UP` : `NO-CARRIER,${kind},UP`
}

export function stateOf(iface: Interface): string {
  if (!iface.up || !iface.carrier) return 'DOWN'
  return iface.loopback ? 'UNKNOWN' : 'UP'
}

function briefLine(iface: Interface): string {
  return `${iface.name.padEnd(16)} ${stateOf(iface).padEnd(14)} ${formatMac(iface.mac)} <${flags(iface)}> `
}
