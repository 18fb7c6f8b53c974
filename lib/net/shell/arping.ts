import { formatIpv4, type Ipv4, parseIpv4 } from '../addr/ipv4'
import { formatMac } from '../addr/mac'
import { readU16 } from '../bytes/integers'
import { announceByArp, askByArp } from '../node/arp'
import type { Interface } from '../node/interface'
import { lookupRoute } from '../node/route'
import { ETHERTYPE_ARP } from '../node/transmit'
import { runUntil } from '../sim/simulation'
import type { TraceFrame } from '../sim/trace'
import { ARP_REPLY, type ArpPacket, decodeArp } from '../wire/arp'
import { optionValue, readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { milliseconds } from './ping'
import { machineOf, syscall, type Terminal } from './terminal'

const SECOND = 1_000_000

/** `arping [-c N] [-I IFACE] [-U | -A] ADDRESS`, arping(8) of iputils; -U and -A tell the link who has the address. */
export function runArping(terminal: Terminal, words: readonly string[]): Output {
  const options = readOptions(words, 'cIws')
  const target = parseIpv4(options.rest[0] ?? '')
  if (target === null) return failed(`arping: ${options.rest[0] ?? ''}: Name or service not known`, 2)
  const announces = options.given.has('U') || options.given.has('A')
  const name =
    options.given.get('I') ??
    (announces
      ? machineOf(terminal).local.get(target)
      : lookupRoute(machineOf(terminal), target, terminal.simulation.now).dev)
  const iface = name === undefined ? undefined : machineOf(terminal).interfaces.get(name)
  if (!iface || iface.loopback) return failed(`arping: Device ${name ?? ''} not available.`, 2)
  const source = announces ? target : (iface.ipv4[0]?.address ?? (0 as Ipv4))
  const count = optionValue(options, 'c', announces ? 1 : 3)
  const lines = [`ARPING ${formatIpv4(target)} from ${formatIpv4(source)} ${iface.name}`]
  let heard = 0
  for (let sent = 0; sent < count; sent++) {
    const reply = announces ? announce(terminal, iface, target) : ask(terminal, iface, target)
    if (!reply) continue
    heard++
    lines.push(
      `Unicast reply from ${formatIpv4(target)} [${formatMac(reply.arp.senderMac).toUpperCase()}]  ${milliseconds(reply.us)}ms`,
    )
  }
  lines.push(`Sent ${count} probes (${count} broadcast(s))`, `Received ${heard} response(s)`)
  return wrote(lines, announces || heard > 0 ? 0 : 1)
}

function announce(terminal: Terminal, iface: Interface, target: Ipv4): null {
  syscall(terminal, (turn) => announceByArp(turn, iface, target))
  runUntil(terminal.simulation, terminal.simulation.now + SECOND)
  return null
}

function ask(terminal: Terminal, iface: Interface, target: Ipv4): { arp: ArpPacket; us: number } | null {
  const { simulation, host } = terminal
  const { frames } = simulation.trace
  const start = simulation.now
  const first = frames.length
  syscall(terminal, (turn) => askByArp(turn, iface, target))
  runUntil(simulation, start + SECOND)
  for (const frame of frames.slice(first)) {
    const arp = replyIn(frame, host, iface)
    if (arp?.senderIp === target) return { arp, us: frame.at - start }
  }
  return null
}

function replyIn(
  { node, iface, direction, bytes }: TraceFrame,
  host: string,
  own: Interface,
): ArpPacket | null {
  if (node !== host || iface !== own.name || direction !== 'in' || readU16(bytes, 12) !== ETHERTYPE_ARP)
    return null
  const decoded = decodeArp(bytes, 14)
  return decoded.ok && decoded.header.operation === ARP_REPLY ? decoded.header : null
}
