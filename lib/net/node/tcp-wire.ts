import type { Decoded } from '../wire/decoded'
import { decodeTcp, encodeTcp } from '../wire/tcp'
import type { TcpOption } from '../wire/tcp-options'
import type { AddressPair } from '../wire/transport-checksum'
import type { TcpOptions, TcpSegment } from './tcp-port'

/** A segment as bytes, options in the order in which Linux writes them (tcp_options_write). */
export function encodeSegment(
  segment: TcpSegment,
  sourcePort: number,
  destinationPort: number,
  pair: AddressPair,
): Uint8Array {
  const { sequence, acknowledgment, flags, window, urgentPointer } = segment
  const options = optionList(segment.options)
  return encodeTcp(
    { sourcePort, destinationPort, sequence, acknowledgment, flags, window, urgentPointer, options },
    segment.payload,
    pair,
  )
}

const NOP: TcpOption = { kind: 'nop' }

function optionList({ mss, windowScale, sackPermitted, sack, timestamps }: TcpOptions): TcpOption[] {
  const list: TcpOption[] = []
  if (mss !== undefined) list.push({ kind: 'mss', value: mss })
  if (sackPermitted) list.push(...(timestamps ? [] : [NOP, NOP]), { kind: 'sack-permitted' })
  if (timestamps) list.push(...(sackPermitted ? [] : [NOP, NOP]), { kind: 'timestamps', ...timestamps })
  if (windowScale !== undefined) list.push(NOP, { kind: 'window-scale', shift: windowScale })
  if (sack && sack.length > 0) list.push(NOP, NOP, { kind: 'sack', blocks: sack })
  return list
}

export type Received = {
  readonly sourcePort: number
  readonly destinationPort: number
  readonly segment: TcpSegment
}

/** The segment at `offset` of an IP packet. The payload is a view of the packet's bytes. */
export function decodeSegment(bytes: Uint8Array, offset: number, ce: boolean): Received | null {
  const decoded: Decoded<{
    sourcePort: number
    destinationPort: number
    sequence: number
    acknowledgment: number
    flags: number
    window: number
    urgentPointer: number
    options: readonly TcpOption[]
  }> = decodeTcp(bytes, offset)
  if (!decoded.ok) return null
  const { sourcePort, destinationPort, sequence, acknowledgment, flags, window, urgentPointer, options } =
    decoded.header
  const segment: TcpSegment = {
    sequence,
    acknowledgment,
    flags: flags & 0xff,
    window,
    urgentPointer,
    options: readOptions(options),
    payload: bytes.subarray(decoded.payloadOffset, decoded.payloadEnd),
    congestionExperienced: ce,
  }
  return { sourcePort, destinationPort, segment }
}

function readOptions(list: readonly TcpOption[]): TcpOptions {
  const options: { -readonly [Key in keyof TcpOptions]: TcpOptions[Key] } = {}
  for (const option of list) {
    if (option.kind === 'mss') options.mss = option.value
    else if (option.kind === 'window-scale') options.windowScale = option.shift
    else if (option.kind === 'sack-permitted') options.sackPermitted = true
    else if (option.kind === 'sack') options.sack = option.blocks
    else if (option.kind === 'timestamps') options.timestamps = { value: option.value, echo: option.echo }
  }
  return options
}
