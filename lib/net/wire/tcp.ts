/** RFC 9293 section 3.1; the ninth flag, AE, is RFC 9768 (once NS of RFC 3540). Options: tcp-options.ts. */
import { readU16, readU32, writeU16, writeU32 } from '../bytes/integers'
import { type Decoded, decoded, malformed, tooShort } from './decoded'
import { IPPROTO_TCP } from './ip-protocol'
import { decodeTcpOptions, encodeTcpOptions, type TcpOption } from './tcp-options'
import { type AddressPair, transportChecksum } from './transport-checksum'

export const TCP_HEADER = 20

export const TCP_FIN = 1
export const TCP_SYN = 2
export const TCP_RST = 4
export const TCP_PSH = 8
export const TCP_ACK = 16
export const TCP_URG = 32
export const TCP_ECE = 64
export const TCP_CWR = 128
export const TCP_AE = 256

export type TcpHeader = {
  readonly sourcePort: number
  readonly destinationPort: number
  readonly sequence: number
  readonly acknowledgment: number
  /** Twelve bits: three reserved, AE, and the flags octet. */
  readonly flags: number
  /** As on the wire, not scaled. */
  readonly window: number
  readonly urgentPointer: number
  readonly options: readonly TcpOption[]
}

export type TcpToEncode = Pick<
  TcpHeader,
  'sourcePort' | 'destinationPort' | 'sequence' | 'acknowledgment' | 'flags' | 'window'
> &
  Partial<TcpHeader> & {
    /** Only to make a wrong segment on purpose: else computed. */
    readonly checksum?: number
  }

/** Header length and checksum are computed; options are padded with zeros to a multiple of 4. */
export function encodeTcp(header: TcpToEncode, payload: Uint8Array, pair: AddressPair): Uint8Array {
  const options = encodeTcpOptions(header.options ?? [])
  const headerLength = TCP_HEADER + ((options.length + 3) & ~3)
  const segment = new Uint8Array(headerLength + payload.length)
  writeU16(segment, 0, header.sourcePort)
  writeU16(segment, 2, header.destinationPort)
  writeU32(segment, 4, header.sequence)
  writeU32(segment, 8, header.acknowledgment)
  writeU16(segment, 12, ((headerLength >>> 2) << 12) | header.flags)
  writeU16(segment, 14, header.window)
  writeU16(segment, 18, header.urgentPointer ?? 0)
  segment.set(options, TCP_HEADER)
  segment.set(payload, headerLength)
  writeU16(segment, 16, header.checksum ?? transportChecksum(pair, IPPROTO_TCP, segment))
  return segment
}

export function decodeTcp(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<TcpHeader> {
  if (end - offset < TCP_HEADER) return tooShort('a TCP header', TCP_HEADER, offset, end)
  const headerLength = tcpHeaderLengthOf(bytes, offset)
  if (headerLength < TCP_HEADER)
    return malformed(
      `TCP data offset of at least 5 expected at byte ${offset + 12}, found ${headerLength / 4}`,
      offset + 12,
    )
  if (end - offset < headerLength) return tooShort('a TCP header with options', headerLength, offset, end)
  const options = decodeTcpOptions(bytes, offset + TCP_HEADER, offset + headerLength)
  if (!options.ok) return options
  const header = {
    sourcePort: readU16(bytes, offset),
    destinationPort: readU16(bytes, offset + 2),
    sequence: tcpSequenceOf(bytes, offset),
    acknowledgment: tcpAcknowledgmentOf(bytes, offset),
    flags: tcpFlagsOf(bytes, offset),
    window: tcpWindowOf(bytes, offset),
    urgentPointer: readU16(bytes, offset + 18),
    options: options.options,
  }
  return decoded(header, offset + headerLength, end)
}

/** In bytes, from the data offset field: 20 to 60 in a sound header. */
export function tcpHeaderLengthOf(bytes: Uint8Array, offset = 0): number {
  return (bytes[offset + 12] >>> 4) * 4
}

export function tcpSequenceOf(bytes: Uint8Array, offset = 0): number {
  return readU32(bytes, offset + 4)
}

export function tcpAcknowledgmentOf(bytes: Uint8Array, offset = 0): number {
  return readU32(bytes, offset + 8)
}

/** Twelve bits; `& 0xff` for the flags octet. */
export function tcpFlagsOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset + 12) & 0xfff
}

export function tcpWindowOf(bytes: Uint8Array, offset = 0): number {
  return readU16(bytes, offset + 14)
}
