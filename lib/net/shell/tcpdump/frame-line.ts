import { formatIpv4 } from '../../addr/ipv4'
import { formatMac } from '../../addr/mac'
import { ARP_REQUEST, decodeArp } from '../../wire/arp'
import {
  decodeEthernet,
  ETHERNET_HEADER,
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  ETHERTYPE_IPV6,
  ETHERTYPE_QINQ,
  ETHERTYPE_VLAN,
} from '../../wire/ethernet'
import { decodeVlan } from '../../wire/vlan'
import { ipv4Line, ipv6Line } from './ip-line'
import { type Printer, truncated } from './printer'

const ETHERTYPES: Readonly<Record<number, string>> = {
  [ETHERTYPE_IPV4]: 'IPv4',
  [ETHERTYPE_ARP]: 'ARP',
  [ETHERTYPE_IPV6]: 'IPv6',
  [ETHERTYPE_VLAN]: '802.1Q',
  [ETHERTYPE_QINQ]: '802.1Q-QinQ',
}

/** One frame as tcpdump prints it, without the time. */
export function frameLine(printer: Printer, bytes: Uint8Array): string {
  const decoded = decodeEthernet(bytes)
  if (!decoded.ok) return truncated('ether')
  const { destination, source, etherType } = decoded.header
  const link = printer.ether
    ? `${formatMac(source)} > ${formatMac(destination)}, ethertype ${typeText(etherType)}, length ${bytes.length}: `
    : ''
  return link + packetLine(printer, etherType, bytes, ETHERNET_HEADER, !printer.ether)
}

function typeText(etherType: number): string {
  return `${ETHERTYPES[etherType] ?? 'Unknown'} (0x${etherType.toString(16).padStart(4, '0')})`
}

/** `named`: the packet's protocol is said first, since no Ethernet header did. */
function packetLine(
  printer: Printer,
  etherType: number,
  bytes: Uint8Array,
  offset: number,
  named: boolean,
): string {
  const name = (text: string, separator: string) => (named ? `${text}${separator}` : '')
  switch (etherType) {
    case ETHERTYPE_IPV4:
      return name('IP', ' ') + ipv4Line(printer, bytes, offset, bytes.length)
    case ETHERTYPE_IPV6:
      return name('IP6', ' ') + ipv6Line(printer, bytes, offset, bytes.length)
    case ETHERTYPE_ARP:
      return name('ARP', ', ') + arpLine(printer, bytes, offset)
    case ETHERTYPE_VLAN:
    case ETHERTYPE_QINQ: {
      const tag = decodeVlan(bytes, offset, bytes.length)
      if (!tag.ok) return truncated('vlan')
      const { id, priority, etherType: inner } = tag.header
      if (!printer.ether) return packetLine(printer, inner, bytes, offset + 4, true)
      return `vlan ${id}, p ${priority}, ethertype ${typeText(inner)}, ${packetLine(printer, inner, bytes, offset + 4, false)}`
    }
    default:
      return `Unknown Ethertype (0x${etherType.toString(16).padStart(4, '0')}), length ${bytes.length - offset}`
  }
}

function arpLine({ verbose }: Printer, bytes: Uint8Array, offset: number): string {
  const decoded = decodeArp(bytes, offset, bytes.length)
  if (!decoded.ok) return truncated('arp')
  const { operation, senderMac, senderIp, targetMac, targetIp } = decoded.header
  const shape = verbose > 0 ? 'Ethernet (len 6), IPv4 (len 4), ' : ''
  const asked = targetMac === 0 ? '' : ` (${formatMac(targetMac)})`
  const what =
    operation === ARP_REQUEST
      ? `Request who-has ${formatIpv4(targetIp)}${asked} tell ${formatIpv4(senderIp)}`
      : `Reply ${formatIpv4(senderIp)} is-at ${formatMac(senderMac)}`
  return `${shape}${what}, length ${bytes.length - offset}`
}
