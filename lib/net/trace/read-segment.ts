import type { TcpOptions } from '../node/tcp-port'
import type { CapturedFrame } from '../wire/pcap'
import {
  TCP_HEADER,
  tcpAcknowledgmentOf,
  tcpFlagsOf,
  tcpHeaderLengthOf,
  tcpSequenceOf,
  tcpWindowOf,
} from '../wire/tcp'
import { decodeTcpOptions } from '../wire/tcp-options'
import type { CapturedSegment } from './captured-segment'
import type { Packet } from './read-packet'

/** The TCP segment in a frame whose addresses were read already; null when the capture does not hold its whole fixed header. */
export function readSegment(
  frame: Pick<CapturedFrame, 'bytes' | 'number'>,
  packet: Packet,
  from: 0 | 1,
  timeUs: number,
): CapturedSegment | null {
  const { bytes } = frame
  if (!packet.transport) return null
  const { offset, end } = packet.transport
  if (offset + TCP_HEADER > bytes.length) return null
  const headerLength = tcpHeaderLengthOf(bytes, offset)
  if (headerLength < TCP_HEADER) return null
  return {
    frame: frame.number,
    timeUs,
    from,
    flags: tcpFlagsOf(bytes, offset) & 0xff,
    sequence: tcpSequenceOf(bytes, offset),
    acknowledgment: tcpAcknowledgmentOf(bytes, offset),
    window: tcpWindowOf(bytes, offset),
    options: readOptions(bytes, offset + TCP_HEADER, Math.min(offset + headerLength, bytes.length)),
    payloadLength: Math.max(0, end - offset - headerLength),
  }
}

/** The options that matter to an onlooker; a malformed list counts as none. */
function readOptions(bytes: Uint8Array, offset: number, end: number): TcpOptions {
  const read = decodeTcpOptions(bytes, offset, end)
  if (!read.ok) return {}
  const options: { -readonly [Key in keyof TcpOptions]: TcpOptions[Key] } = {}
  for (const option of read.options) {
    if (option.kind === 'mss') options.mss = option.value
    else if (option.kind === 'window-scale')
      options.windowScale = Math.min(option.shift, 14) // RFC 7323 section 2.3
    else if (option.kind === 'sack-permitted') options.sackPermitted = true
    else if (option.kind === 'sack') options.sack = option.blocks
    else if (option.kind === 'timestamps') options.timestamps = { value: option.value, echo: option.echo }
  }
  return options
}
