import { formatIpv4 } from '../../addr/ipv4'
import { formatIpv6, ipv6FromBytes } from '../../addr/ipv6'
import { formatMac } from '../../addr/mac'
import { readU16 } from '../../bytes/integers'
import {
  decodeIcmp,
  ICMP_ECHO_REPLY,
  ICMP_ECHO_REQUEST,
  ICMP_REDIRECT,
  ICMP_TIME_EXCEEDED,
  ICMP_UNREACHABLE,
  icmpGatewayOf,
  icmpIdentifierOf,
  icmpMtuOf,
  icmpSequenceOf,
} from '../../wire/icmp'
import {
  decodeIcmpv6,
  ICMPV6_NEIGHBOUR_ADVERTISEMENT,
  ICMPV6_NEIGHBOUR_SOLICITATION,
  ICMPV6_ROUTER_SOLICITATION,
} from '../../wire/icmpv6'
import { decodeNdOptions, ND_OVERRIDE, ND_ROUTER, ND_SOLICITED } from '../../wire/icmpv6-nd'
import { IPPROTO_TCP, IPPROTO_UDP } from '../../wire/ip-protocol'
import { ipv4DestinationOf, ipv4HeaderLengthOf, ipv4ProtocolOf } from '../../wire/ipv4'
import { IPV6_HEADER, ipv6DestinationOf, ipv6NextHeaderOf } from '../../wire/ipv6'
import { type Printer, truncated } from './printer'

/** As print-icmp.c. */
export function icmpLine(bytes: Uint8Array, offset: number, end: number): string {
  const decoded = decodeIcmp(bytes, offset, end)
  if (!decoded.ok) return truncated('icmp')
  const { type, code } = decoded.header
  const what = icmpText(type, code, bytes, offset, end)
  return `ICMP ${what}, length ${end - offset}`
}

function icmpText(type: number, code: number, bytes: Uint8Array, offset: number, end: number): string {
  switch (type) {
    case ICMP_ECHO_REQUEST:
    case ICMP_ECHO_REPLY:
      return `echo ${type === ICMP_ECHO_REQUEST ? 'request' : 'reply'}, id ${icmpIdentifierOf(bytes, offset)}, seq ${icmpSequenceOf(bytes, offset)}`
    case ICMP_UNREACHABLE:
      return unreachableText(code, bytes, offset, end)
    case ICMP_TIME_EXCEEDED:
      return code === 0
        ? 'time exceeded in-transit'
        : code === 1
          ? 'ip reassembly time exceeded'
          : `time exceeded-#${code}`
    case ICMP_REDIRECT: {
      const quoted = quoteOf(bytes, offset, end)
      const kind = { 0: 'net', 1: 'host', 2: 'tos/net', 3: 'tos/host' }[code] ?? `-#${code}`
      return `redirect ${quoted?.destination ?? ''} to ${kind} ${formatIpv4(icmpGatewayOf(bytes, offset))}`
    }
    default:
      return `type-#${type}`
  }
}

type Quote = { readonly destination: string; readonly protocol: number; readonly port: number }

function quoteOf(bytes: Uint8Array, offset: number, end: number): Quote | null {
  const quoted = bytes.subarray(offset + 8, end)
  if (quoted.length < 20) return null
  const at = ipv4HeaderLengthOf(quoted)
  return {
    destination: formatIpv4(ipv4DestinationOf(quoted)),
    protocol: ipv4ProtocolOf(quoted),
    port: quoted.length >= at + 4 ? readU16(quoted, at + 2) : 0,
  }
}

/** RFC 792, 1122 and 1812 in tcpdump's words. */
function unreachableText(code: number, bytes: Uint8Array, offset: number, end: number): string {
  const quoted = quoteOf(bytes, offset, end)
  const to = quoted?.destination ?? ''
  switch (code) {
    case 0:
      return `net ${to} unreachable`
    case 1:
      return `host ${to} unreachable`
    case 2:
      return `${to} protocol ${quoted?.protocol ?? 0} unreachable`
    case 3: {
      const name = quoted?.protocol === IPPROTO_TCP ? 'tcp' : quoted?.protocol === IPPROTO_UDP ? 'udp' : null
      return name === null
        ? `${to} protocol ${quoted?.protocol ?? 0} port ${quoted?.port ?? 0} unreachable`
        : `${to} ${name} port ${quoted?.port ?? 0} unreachable`
    }
    case 4: {
      const mtu = icmpMtuOf(bytes, offset)
      return `${to} unreachable - need to frag${mtu > 0 ? ` (mtu ${mtu})` : ''}`
    }
    case 5:
      return `${to} unreachable - source route failed`
    case 6:
      return `net ${to} unreachable - unknown`
    case 7:
      return `host ${to} unreachable - unknown`
    case 9:
      return `net ${to} unreachable - admin prohibited`
    case 10:
      return `host ${to} unreachable - admin prohibited`
    case 11:
      return `net ${to} unreachable - tos prohibited`
    case 12:
      return `host ${to} unreachable - tos prohibited`
    case 13:
      return `host ${to} unreachable - admin prohibited filter`
    default:
      return `${to} unreachable - #${code}`
  }
}

/** As print-icmp6.c; with -v the options of Neighbour Discovery on lines of their own. */
export function icmp6Line({ verbose }: Printer, bytes: Uint8Array, offset: number, end: number): string {
  const decoded = decodeIcmpv6(bytes, offset, end)
  if (!decoded.ok) return truncated('icmp6')
  const { type, code, rest } = decoded.header
  const text = icmp6Text(type, code, bytes, offset, end)
  const length = `length ${end - offset}`
  if (verbose === 0) return `ICMP6, ${text}, ${length}`
  if (type < 130) return `[icmp6 sum ok] ICMP6, ${text}`
  const [name, ...details] = text.split(', ')
  const neighbour = type === ICMPV6_NEIGHBOUR_SOLICITATION || type === ICMPV6_NEIGHBOUR_ADVERTISEMENT
  const flags = type === ICMPV6_NEIGHBOUR_ADVERTISEMENT ? [neighbourFlags(rest)] : []
  const line = `[icmp6 sum ok] ICMP6, ${[name, length, ...details, ...flags].join(', ')}`
  const options = neighbour ? offset + 24 : type === ICMPV6_ROUTER_SOLICITATION ? offset + 8 : end
  return line + linkAddresses(bytes, options, end)
}

function neighbourFlags(rest: number): string {
  const names = [
    rest & ND_ROUTER ? 'router' : '',
    rest & ND_SOLICITED ? 'solicited' : '',
    rest & ND_OVERRIDE ? 'override' : '',
  ].filter(Boolean)
  return `Flags [${names.join(', ') || 'none'}]`
}

function linkAddresses(bytes: Uint8Array, offset: number, end: number): string {
  const decoded = decodeNdOptions(bytes, offset, end)
  if (!decoded.ok) return ''
  return decoded.options
    .map((option) => {
      if (option.kind === 'source-link-layer-address')
        return `\n\t  source link-address option (1), length 8 (1): ${formatMac(option.mac)}`
      if (option.kind === 'target-link-layer-address')
        return `\n\t  destination link-address option (2), length 8 (1): ${formatMac(option.mac)}`
      return ''
    })
    .join('')
}

function icmp6Text(type: number, code: number, bytes: Uint8Array, offset: number, end: number): string {
  const target = end - offset >= 24 ? formatIpv6(ipv6FromBytes(bytes, offset + 8)) : ''
  switch (type) {
    case 1:
      return `destination unreachable, ${unreachable6Text(code, bytes, offset, end)}`
    case 2:
      return `packet too big, mtu ${(bytes[offset + 6] << 8) | bytes[offset + 7]}`
    case 3:
      return code === 0
        ? `time exceeded in-transit for ${quote6Of(bytes, offset, end)?.destination ?? ''}`
        : code === 1
          ? 'ip6 reassembly time exceeded'
          : `time exceeded, unknown code ${code}`
    case 128:
    case 129:
      return `echo ${type === 128 ? 'request' : 'reply'}, id ${icmpIdentifierOf(bytes, offset)}, seq ${icmpSequenceOf(bytes, offset)}`
    case 130:
      return 'multicast listener query v2'
    case 131:
      return 'multicast listener report'
    case 132:
      return 'multicast listener done'
    case 133:
      return 'router solicitation'
    case 134:
      return 'router advertisement'
    case 135:
      return `neighbor solicitation, who has ${target}`
    case 136:
      return `neighbor advertisement, tgt is ${target}`
    case 137:
      return `redirect, ${formatIpv6(ipv6FromBytes(bytes, offset + 24))} to ${target}`
    case 143:
      return `multicast listener report v2, ${readU16(bytes, offset + 6)} group record(s)`
    default:
      return `unknown icmp6 type (${type})`
  }
}

function quote6Of(bytes: Uint8Array, offset: number, end: number): Quote | null {
  const quoted = bytes.subarray(offset + 8, end)
  if (quoted.length < IPV6_HEADER) return null
  return {
    destination: formatIpv6(ipv6DestinationOf(quoted)),
    protocol: ipv6NextHeaderOf(quoted),
    port: quoted.length >= IPV6_HEADER + 4 ? readU16(quoted, IPV6_HEADER + 2) : 0,
  }
}

function unreachable6Text(code: number, bytes: Uint8Array, offset: number, end: number): string {
  const quoted = quote6Of(bytes, offset, end)
  const to = quoted?.destination ?? ''
  switch (code) {
    case 0:
      return `unreachable route ${to}`
    case 1:
      return `unreachable prohibited ${to}`
    case 2:
      return `beyond scope ${to}`
    case 3:
      return `unreachable address ${to}`
    case 4: {
      const name = quoted?.protocol === IPPROTO_TCP ? 'tcp' : quoted?.protocol === IPPROTO_UDP ? 'udp' : null
      return name === null
        ? `unreachable port, ${to}`
        : `unreachable port, ${to} ${name} port ${quoted?.port ?? 0}`
    }
    default:
      return `unknown unreach code (${code})`
  }
}
