import { formatIpv4 } from '../addr/ipv4'
import { formatIpv6 } from '../addr/ipv6'
import { readAddressWithPrefix } from '../addr/prefix'
import { addAddress4, addAddress6, removeAddress } from '../node/configure-address'
import type { Interface } from '../node/interface'
import { commandOf, type IpOptions } from './ip'
import { linkLines, stateOf } from './ip-link'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

/** `ip address [show [dev] NAME]`, `ip address add|del ADDRESS/BITS dev NAME`, ip-address(8). */
export function runIpAddress(terminal: Terminal, words: readonly string[], options: IpOptions): Output {
  const command = commandOf(words, ['show', 'add', 'delete', 'flush'])
  if (command === null) return failed(`Command "${words[0]}" is unknown, try "ip address help".`, 255)
  const rest = words.slice(1)
  if (command === 'show') return show(terminal, rest.filter((word) => word !== 'dev')[0], options)
  const at = rest.indexOf('dev')
  const name = at < 0 ? undefined : rest[at + 1]
  if (name === undefined) return failed('Not enough information: "dev" argument is required.', 255)
  const iface = machineOf(terminal).interfaces.get(name)
  if (!iface) return failed(`Cannot find device "${name}"`, 1)
  if (command === 'flush') return flush(terminal, iface)
  return change(terminal, iface, rest[0], command === 'add')
}

function change(terminal: Terminal, iface: Interface, text: string, adds: boolean): Output {
  const machine = machineOf(terminal)
  const parsed = readAddressWithPrefix(text)
  if (!parsed.ok) return failed(`Error: any valid prefix is expected rather than "${text}".`, 1)
  const { value } = parsed
  const { bits } = value.prefix
  if (!adds) {
    const family = value.family === 4 ? 'ipv4' : 'ipv6'
    return removeAddress(machine, iface, value.address, bits)
      ? wrote([])
      : failed(`Error: ${family}: ${family === 'ipv4' ? 'Address' : 'address'} not found.`, 2)
  }
  const added =
    value.family === 4
      ? addAddress4(machine, iface, value.address, bits)
      : addAddress6(machine, iface, value.address, bits)
  if (added) return wrote([])
  return failed(
    value.family === 4 ? 'Error: ipv4: Address already assigned.' : 'Error: ipv6: address already assigned.',
    2,
  )
}

function flush(terminal: Terminal, iface: Interface): Output {
  const machine = machineOf(terminal)
  for (const own of [...iface.ipv4, ...iface.ipv6]) removeAddress(machine, iface, own.address, own.bits)
  return wrote([])
}

function show(terminal: Terminal, name: string | undefined, { family, brief }: IpOptions): Output {
  const all = [...machineOf(terminal).interfaces.values()]
  const chosen = name === undefined ? all : all.filter((iface) => iface.name === name)
  if (chosen.length === 0) return failed(`Device "${name}" does not exist.`, 1)
  return wrote(
    chosen.flatMap((iface) => {
      const four = family === 6 ? [] : iface.ipv4
      const six = family === 4 ? [] : iface.ipv6
      if (family !== null && four.length + six.length === 0) return []
      if (brief) {
        const addresses = [
          ...four.map((own) => `${formatIpv4(own.address)}/${own.bits} `),
          ...six.map((own) => `${formatIpv6(own.address)}/${own.bits} `),
        ]
        return [`${iface.name.padEnd(16)} ${stateOf(iface).padEnd(14)} ${addresses.join('')}`]
      }
      const link = linkLines(iface, all.indexOf(iface) + 1)
      return [
        ...(family === null ? link : link.slice(0, 1)),
        ...four.flatMap((own) => lines4(iface, own)),
        ...six.flatMap((own) => lines6(terminal, own)),
      ]
    }),
  )
}

const FOREVER = '       valid_lft forever preferred_lft forever'

function lines4(iface: Interface, { address, bits, broadcast }: Interface['ipv4'][number]): string[] {
  const brd = broadcast === null ? '' : ` brd ${formatIpv4(broadcast)}`
  return [
    `    inet ${formatIpv4(address)}/${bits}${brd} scope ${iface.loopback ? 'host' : 'global'} ${iface.name}`,
    FOREVER,
  ]
}

function lines6(
  terminal: Terminal,
  { address, bits, scope, state, dynamic }: Interface['ipv6'][number],
): string[] {
  const flags = `${dynamic ? 'dynamic mngtmpaddr ' : ''}${state === 'dadfailed' ? 'dadfailed tentative ' : state === 'tentative' ? 'tentative ' : ''}`
  const line = `    inet6 ${formatIpv6(address)}/${bits} scope ${scope} ${flags}`
  if (!dynamic) return [line, FOREVER]
  const left = (until: number) =>
    Number.isFinite(until) ? `${Math.floor((until - terminal.simulation.now) / 1_000_000)}sec` : 'forever'
  return [line, `       valid_lft ${left(dynamic.validUntil)} preferred_lft ${left(dynamic.preferredUntil)}`]
}
