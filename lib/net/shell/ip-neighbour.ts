import { formatMac, parseMac } from '../addr/mac'
import { addressText, familyOf, parseAddress } from '../node/address'
import { commandOf, type IpOptions } from './ip'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

/** `ip neighbour [show]`, `ip neighbour add|replace ADDRESS lladdr MAC dev NAME`, `del ADDRESS dev NAME`, `flush dev NAME`, ip-neighbour(8). */
export function runIpNeighbour(terminal: Terminal, words: readonly string[], { family }: IpOptions): Output {
  const command = commandOf(words, ['show', 'add', 'replace', 'delete', 'flush'])
  if (command === null) return failed(`Command "${words[0]}" is unknown, try "ip neigh help".`, 255)
  const rest = words.slice(1)
  const name = valueAfter(rest, 'dev')
  const iface = name === null ? null : machineOf(terminal).interfaces.get(name)
  if (iface === undefined) return failed(`Cannot find device "${name}"`, 1)
  if (command === 'show') return wrote(lines(terminal, name, family))
  if (iface === null) return failed('Device and destination are required arguments.', 255)
  if (command === 'flush') {
    for (const [address, { state }] of iface.neighbours)
      if (state !== 'permanent') iface.neighbours.delete(address)
    return wrote([])
  }
  const address = parseAddress(rest[0])
  if (address === null) return failed(`Error: any valid address is expected rather than "${rest[0]}".`, 1)
  if (command === 'delete') {
    return iface.neighbours.delete(address)
      ? wrote([])
      : failed('RTNETLINK answers: No such file or directory', 2)
  }
  const text = valueAfter(rest, 'lladdr')
  const mac = text === null ? null : parseMac(text)
  if (mac === null) return failed(`"${text ?? ''}" is invalid lladdr.`, 1)
  if (command === 'add' && iface.neighbours.has(address)) return failed('RTNETLINK answers: File exists', 2)
  const { now } = terminal.simulation
  iface.neighbours.set(address, {
    state: 'permanent',
    mac,
    queue: [],
    probes: 0,
    confirmedAt: now,
    usedAt: now,
    deadline: null,
    reachableForUs: 0,
    isRouter: false,
  })
  return wrote([])
}

function lines(terminal: Terminal, name: string | null, family: 4 | 6 | null): string[] {
  const found: string[] = []
  for (const iface of machineOf(terminal).interfaces.values()) {
    if (name !== null && iface.name !== name) continue
    for (const [address, { mac, state, isRouter }] of iface.neighbours) {
      if (family !== null && familyOf(address) !== family) continue
      const lladdr = mac === null ? '' : ` lladdr ${formatMac(mac)}`
      found.push(
        `${addressText(address)} dev ${iface.name}${lladdr}${isRouter ? ' router' : ''} ${state.toUpperCase()} `,
      )
    }
  }
  return found
}

function valueAfter(words: readonly string[], key: string): string | null {
  const at = words.indexOf(key)
  return at < 0 ? null : (words[at + 1] ?? null)
}
