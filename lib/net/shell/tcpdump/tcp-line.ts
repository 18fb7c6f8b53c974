import { readU16 } from '../../bytes/integers'
import { IPPROTO_TCP } from '../../wire/ip-protocol'
import { decodeTcp, TCP_ACK, TCP_FIN, TCP_RST, TCP_SYN, TCP_URG, tcpFlagsOf } from '../../wire/tcp'
import type { TcpOption } from '../../wire/tcp-options'
import { type AddressPair, transportChecksum } from '../../wire/transport-checksum'
import { dnsLine } from './dns-line'
import { type Printer, portName, truncated } from './printer'

/** In the order of print-tcp.c. */
const FLAGS: readonly (readonly [bit: number, letter: string])[] = [
  [TCP_FIN, 'F'],
  [TCP_SYN, 'S'],
  [TCP_RST, 'R'],
  [8, 'P'],
  [TCP_ACK, '.'],
  [TCP_URG, 'U'],
  [64, 'E'],
  [128, 'W'],
]
const HTTP_PORTS = [80, 8080, 3128]

/** `source` and `destination`: the addresses as they are printed. */
export function tcpLine(
  printer: Printer,
  pair: AddressPair,
  source: string,
  destination: string,
  bytes: Uint8Array,
  offset: number,
  end: number,
): string {
  const decoded = decodeTcp(bytes, offset, Math.min(end, bytes.length))
  if (!decoded.ok) {
    if (bytes.length - offset < 4) return `${source} > ${destination}: ${truncated('tcp')}`
    const ports = [readU16(bytes, offset), readU16(bytes, offset + 2)].map((port) => portName(printer, port))
    return `${source}.${ports[0]} > ${destination}.${ports[1]}: ${truncated('tcp')}`
  }
  const { header, payloadOffset } = decoded
  const { sourcePort, destinationPort } = header
  const flags = tcpFlagsOf(bytes, offset)
  const length = end - payloadOffset
  const from = `${source}.${portName(printer, sourcePort)}`
  const to = `${destination}.${portName(printer, destinationPort)}`
  if (printer.quick) return `${from} > ${to}: tcp ${length}`
  const bases = basesOf(
    printer,
    `${source}.${sourcePort}`,
    `${destination}.${destinationPort}`,
    header,
    flags,
  )
  const sequence = (header.sequence - bases.from) >>> 0
  const parts = [`Flags [${flagLetters(flags)}]`]
  if (printer.verbose > 0 && end <= bytes.length) parts.push(checksumText(pair, bytes, offset, end))
  if (length > 0 || flags & (TCP_SYN | TCP_FIN | TCP_RST))
    parts.push(`seq ${sequence}${length > 0 ? `:${(sequence + length) >>> 0}` : ''}`)
  if (flags & TCP_ACK) parts.push(`ack ${(header.acknowledgment - bases.to) >>> 0}`)
  parts.push(`win ${header.window}`)
  if (flags & TCP_URG) parts.push(`urg ${readU16(bytes, offset + 18)}`)
  if (header.options.length > 0)
    parts.push(`options [${header.options.map((option) => optionText(option, bases.to)).join(',')}]`)
  parts.push(`length ${length}`)
  const application =
    length > 0
      ? applicationText(
          printer,
          sourcePort,
          destinationPort,
          bytes,
          payloadOffset,
          Math.min(end, bytes.length),
        )
      : ''
  return `${from} > ${to}: ${parts.join(', ')}${application}`
}

function flagLetters(flags: number): string {
  return (
    FLAGS.filter(([bit]) => flags & bit)
      .map(([, letter]) => letter)
      .join('') || 'none'
  )
}

/** Numbers count from the first segment with an ACK that was seen; that one itself is shown as it is. */
function basesOf(
  { flows, absolute }: Printer,
  from: string,
  to: string,
  { sequence, acknowledgment }: { readonly sequence: number; readonly acknowledgment: number },
  flags: number,
): { readonly from: number; readonly to: number } {
  if (absolute || !(flags & TCP_ACK)) return { from: 0, to: 0 }
  const key = from < to ? `${from} ${to}` : `${to} ${from}`
  const known = flows.get(key)
  if (known && !(flags & TCP_SYN)) return { from: known[from] ?? 0, to: known[to] ?? 0 }
  flows.set(key, { [from]: sequence, [to]: (acknowledgment - 1) >>> 0 })
  return { from: 0, to: 0 }
}

function checksumText(pair: AddressPair, bytes: Uint8Array, offset: number, end: number): string {
  const segment = bytes.slice(offset, end)
  const found = readU16(segment, 16)
  segment.fill(0, 16, 18)
  const right = transportChecksum(pair, IPPROTO_TCP, segment)
  return `cksum ${hex4(found)} (${found === right ? 'correct' : `incorrect -> ${hex4(right)}`})`
}

function hex4(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`
}

function optionText(option: TcpOption, base: number): string {
  switch (option.kind) {
    case 'end':
      return 'eol'
    case 'nop':
      return 'nop'
    case 'mss':
      return `mss ${option.value}`
    case 'window-scale':
      return `wscale ${option.shift}`
    case 'sack-permitted':
      return 'sackOK'
    case 'sack':
      return `sack ${option.blocks.length} ${option.blocks
        .map(([left, right]) => `{${(left - base) >>> 0}:${(right - base) >>> 0}}`)
        .join('')}`
    case 'timestamps':
      return `TS val ${option.value} ecr ${option.echo}`
    case 'unknown':
      return `unknown-${option.code}`
  }
}

function applicationText(
  printer: Printer,
  source: number,
  destination: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): string {
  if (HTTP_PORTS.includes(source) || HTTP_PORTS.includes(destination))
    return httpText(printer, bytes, offset, end)
  if ((source === 53 || destination === 53) && end - offset > 2)
    return ` ${dnsText(printer, bytes, offset, end)}`
  if (source === 179 || destination === 179) return ': BGP'
  if (source === 22 || destination === 22) return bannerText(bytes, offset, end)
  return ''
}

/** Its first line when a message begins here; with -v all its lines. */
function httpText({ verbose }: Printer, bytes: Uint8Array, offset: number, end: number): string {
  const text = Array.from(bytes.subarray(offset, end), (byte) => String.fromCharCode(byte)).join('')
  const begins = /^(HTTP\/|GET |HEAD |POST |PUT |DELETE |OPTIONS |PATCH |CONNECT |TRACE )/.test(text)
  if (!begins) return ': HTTP'
  const ended = /\r?\n$/.test(text)
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  if (!ended && verbose > 0) lines.push(`${lines.pop() ?? ''} [|http]`)
  return verbose === 0
    ? `: HTTP: ${lines[0]}`
    : [`: HTTP, length: ${end - offset}`, ...lines.map((line) => `\t${line}`)].join('\n')
}

/** SSH says its version in the clear (RFC 4253 section 4.2). */
function bannerText(bytes: Uint8Array, offset: number, end: number): string {
  const text = Array.from(bytes.subarray(offset, end), (byte) => String.fromCharCode(byte)).join('')
  return text.startsWith('SSH-') ? `: SSH: ${text.split(/\r?\n/)[0]}` : ''
}

/** A length stands before the message; tcpdump puts no segments together. */
function dnsText(printer: Printer, bytes: Uint8Array, offset: number, end: number): string {
  const length = readU16(bytes, offset)
  const there = end - offset - 2
  return length > there
    ? `[prefix length(${length}) != length(${there})] (invalid)`
    : dnsLine(printer, bytes, offset + 2, offset + 2 + length)
}
