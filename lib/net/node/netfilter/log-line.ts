import { formatIpv4 } from '../../addr/ipv4'
import { readU16, readU32 } from '../../bytes/integers'
import type { TraverseContext } from '../netfilter-port'
import type { PacketView } from './packet-view'
import { ICMP, ICMPV6, TCP, UDP } from './tuple'

const hex2 = (value: number) => value.toString(16).padStart(2, '0')

/** What the LOG target writes to the kernel log (nf_log_syslog.c), without the time stamp. */
export function logLine(prefix: string, view: PacketView, context: TraverseContext): string {
  const { bytes } = view
  const mac = context.in !== null && context.sourceMac ? macOf(view, context.sourceMac) : ''
  const words = [`${prefix}IN=${context.in ?? ''} OUT=${context.out ?? ''}${mac}`]
  if (view.family === 4) {
    words.push(`SRC=${formatIpv4(readU32(bytes, 12))} DST=${formatIpv4(readU32(bytes, 16))}`)
    words.push(`LEN=${view.length} TOS=0x${hex2(bytes[1] & 0x1e)} PREC=0x${hex2(bytes[1] & 0xe0)}`)
    words.push(`TTL=${bytes[8]} ID=${readU16(bytes, 4)}`)
    const fragment = readU16(bytes, 6)
    if (fragment & 0x4000) words.push('DF')
    if (fragment & 0x2000) words.push('MF')
    if (fragment & 0x1fff) words.push(`FRAG:${fragment & 0x1fff}`)
  } else {
    words.push(`SRC=${fullIpv6(bytes, 8)} DST=${fullIpv6(bytes, 24)} LEN=${view.length}`)
    const traffic = ((bytes[0] & 15) << 4) | (bytes[1] >>> 4)
    words.push(`TC=${traffic} HOPLIMIT=${bytes[7]} FLOWLBL=${readU32(bytes, 0) & 0xfffff}`)
  }
  words.push(...transportWords(view))
  if (context.track.mark) words.push(`MARK=0x${context.track.mark.toString(16)}`)
  return `${words.join(' ')} `
}

function transportWords(view: PacketView): string[] {
  const { bytes, transport, protocol } = view
  if (view.laterFragment) return [`PROTO=${protocol}`]
  if (protocol === TCP && view.transportLength >= 20) {
    const flags = bytes[transport + 13]
    const words = [`PROTO=TCP SPT=${view.sport} DPT=${view.dport} WINDOW=${readU16(bytes, transport + 14)}`]
    words.push(`RES=0x${hex2(((bytes[transport + 12] & 15) << 2) & 0x3c)}`)
    for (const [bit, name] of TCP_NAMES) if (flags & bit) words.push(name)
    words.push(`URGP=${readU16(bytes, transport + 18)}`)
    return words
  }
  if (protocol === UDP && view.transportLength >= 8) {
    return [`PROTO=UDP SPT=${view.sport} DPT=${view.dport} LEN=${readU16(bytes, transport + 4)}`]
  }
  if ((protocol === ICMP || protocol === ICMPV6) && view.transportLength >= 8) {
    const type = bytes[transport]
    const words = [`PROTO=${protocol === ICMP ? 'ICMP' : 'ICMPv6'} TYPE=${type} CODE=${bytes[transport + 1]}`]
    const echo = protocol === ICMP ? type === 0 || type === 8 : type === 128 || type === 129
    if (echo) words.push(`ID=${readU16(bytes, transport + 4)} SEQ=${readU16(bytes, transport + 6)}`)
    return words
  }
  return [`PROTO=${protocol}`]
}

const TCP_NAMES: readonly (readonly [number, string])[] = [
  [128, 'CWR'],
  [64, 'ECE'],
  [32, 'URG'],
  [16, 'ACK'],
  [8, 'PSH'],
  [4, 'RST'],
  [2, 'SYN'],
  [1, 'FIN'],
]

/** The kernel prints the whole Ethernet header; only the source is known here. */
function macOf(view: PacketView, source: Uint8Array): string {
  const type = view.family === 4 ? '08:00' : '86:dd'
  return ` MACSRC=${[...source.subarray(0, 6)].map(hex2).join(':')} MACPROTO=${type.replace(':', '')}`
}

/** %pI6: all eight groups with all digits. */
function fullIpv6(bytes: Uint8Array, offset: number): string {
  const groups: string[] = []
  for (let i = 0; i < 8; i++)
    groups.push(
      readU16(bytes, offset + 2 * i)
        .toString(16)
        .padStart(4, '0'),
    )
  return groups.join(':')
}
