import { formatMac, parseMac } from '../addr/mac'
import { addressText, parseAddress } from '../node/address'
import type { Interface } from '../node/interface'
import type { Neighbour } from '../node/neighbour'
import { lookupRoute } from '../node/route'
import { runIpNeighbour } from './ip-neighbour'
import { readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

const HEAD = 'Address                  HWtype  HWaddress           Flags Mask            Iface'

type Entry = { readonly address: string; readonly iface: Interface; readonly neighbour: Neighbour }

/** `arp [-n] [-a] [ADDRESS]`, `arp -s ADDRESS MAC`, `arp -d ADDRESS`, arp(8) of net-tools 2.10. IPv4 only, as the real one. */
export function runArp(terminal: Terminal, words: readonly string[]): Output {
  const { given, rest } = readOptions(words, '')
  if (given.has('s')) return add(terminal, rest)
  if (given.has('d')) return remove(terminal, rest[0] ?? '')
  const [wanted] = rest
  const found = entries(terminal).filter(({ address }) => wanted === undefined || address === wanted)
  if (wanted !== undefined && found.length === 0)
    return given.has('a')
      ? wrote([`arp: in ${entries(terminal).length} entries no match found.`])
      : wrote([`${wanted} (${wanted}) -- no entry`])
  if (given.has('a')) return wrote(found.map(bsdLine))
  return wrote(found.length === 0 ? [] : [HEAD, ...found.map(line)])
}

/** What /proc/net/arp lists. */
function entries(terminal: Terminal): Entry[] {
  return [...machineOf(terminal).interfaces.values()].flatMap((iface) =>
    [...iface.neighbours]
      .filter(([address]) => typeof address === 'number')
      .map(([address, neighbour]) => ({ address: addressText(address), iface, neighbour })),
  )
}

function isComplete({ mac, state }: Neighbour): boolean {
  return mac !== null && state !== 'failed' && state !== 'incomplete'
}

function line({ address, iface, neighbour }: Entry): string {
  if (!isComplete(neighbour))
    return `${address.padEnd(24)}         (incomplete)                              ${iface.name}`
  const flags = neighbour.state === 'permanent' ? 'CM' : 'C'
  const mac = formatMac(neighbour.mac ?? 0)
  return `${address.padEnd(24)} ether   ${mac.padEnd(19)} ${flags.padEnd(5)} ${''.padEnd(15)} ${iface.name}`
}

function bsdLine({ address, iface, neighbour }: Entry): string {
  const what = isComplete(neighbour) ? `${formatMac(neighbour.mac ?? 0)} [ether]` : '<incomplete>'
  const permanent = neighbour.state === 'permanent' ? ' PERM' : ''
  return `? (${address}) at ${what}${permanent} on ${iface.name}`
}

function add(terminal: Terminal, [host = '', mac = '']: readonly string[]): Output {
  const address = parseAddress(host)
  if (typeof address !== 'number') return failed(`${host}: Unknown host`, 255)
  if (parseMac(mac) === null) return failed('arp: invalid hardware address', 255)
  const { type, dev, gateway } = lookupRoute(machineOf(terminal), address, terminal.simulation.now)
  if (type !== 'unicast' || gateway !== null) return failed('SIOCSARP: Network is unreachable', 255)
  return runIpNeighbour(terminal, ['replace', host, 'lladdr', mac, 'dev', dev], { family: 4, brief: false })
}

function remove(terminal: Terminal, host: string): Output {
  const found = entries(terminal).find(({ address }) => address === host)
  if (!found) return wrote([`No ARP entry for ${host}`], 255)
  const address = parseAddress(host)
  if (address !== null) found.iface.neighbours.delete(address)
  return wrote([])
}
