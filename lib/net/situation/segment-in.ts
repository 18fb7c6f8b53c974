import { icmpName4 } from '../node/icmp-name'
import type { CapturedSegment } from '../trace/captured-segment'
import { readPacket } from '../trace/read-packet'
import { readSegment } from '../trace/read-segment'
import { LINKTYPE_ETHERNET } from '../wire/link-type'
import type { End } from './situation'

/** The TCP segment in a frame of the cable; null when it carries something else. `number` is its place on the cable, from 1. */
export function segmentIn(
  bytes: Uint8Array,
  from: End,
  timeUs: number,
  number: number,
): CapturedSegment | null {
  const packet = readPacket(bytes, LINKTYPE_ETHERNET)
  return packet?.protocol === 'TCP' ? readSegment({ bytes, number }, packet, from, timeUs) : null
}

const ETHERNET_HEADER = 14

/** "port-unreachable": what an ICMP message in a frame says. */
export function icmpIn(bytes: Uint8Array): string {
  const at = ETHERNET_HEADER + (bytes[ETHERNET_HEADER] & 15) * 4
  return icmpName4(bytes[at], bytes[at + 1])
}
