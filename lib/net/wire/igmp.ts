/** IGMP: RFC 2236 (version 2), RFC 3376 (version 3): which groups a host of IPv4 listens to. */
import { type Ipv4, ipv4FromBytes, writeIpv4 } from '../addr/ipv4'
import { internetChecksum } from '../bytes/checksum'
import { readU16, writeU16 } from '../bytes/integers'
import { type Decoded, decoded, tooShort } from './decoded'
import type { Dissection, Registration } from './dissect'
import {
  decimal,
  Field,
  field,
  formatDecimal,
  hex2,
  hex4,
  ipv4Address,
  pushLayout,
  storedField,
} from './field'
import { IPPROTO_IGMP } from './ip-protocol'

export const IGMP_QUERY = 0x11
export const IGMP_REPORT_2 = 0x16
export const IGMP_LEAVE = 0x17
export const IGMP_REPORT_3 = 0x22

const LENGTH = 8

/** A message of version 2. */
export type IgmpMessage = {
  readonly type: number
  /** Tenths of a second */
  readonly maxResponse: number
  readonly group: Ipv4
}

export function encodeIgmp(message: IgmpMessage): Uint8Array {
  const bytes = new Uint8Array(LENGTH)
  bytes[0] = message.type
  bytes[1] = message.maxResponse
  writeIpv4(bytes, 4, message.group)
  writeU16(bytes, 2, internetChecksum(bytes))
  return bytes
}

export function decodeIgmp(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<IgmpMessage> {
  if (end - offset < LENGTH) return tooShort('an IGMP message', LENGTH, offset, end)
  const group = ipv4FromBytes(bytes, offset + 4)
  return decoded({ type: bytes[offset], maxResponse: bytes[offset + 1], group }, offset + LENGTH, end)
}

const VERSION = storedField('igmp.version', formatDecimal)
const TYPE = field('igmp.type', hex2, 0, 1)
const MAX_RESPONSE = field('igmp.max_resp', decimal, 1, 1)
const CHECKSUM = field('igmp.checksum', hex4, 2, 2)
const STATUS = storedField('igmp.checksum.status', formatDecimal)
const GROUP = field('igmp.maddr', ipv4Address, 4, 4)
const GROUP_COUNT = field('igmp.num_grp_recs', decimal, 6, 2)
const RECORD = [
  field('igmp.record_type', decimal, 0, 1),
  field('igmp.aux_data_len', decimal, 1, 1),
  field('igmp.num_src', decimal, 2, 2),
  field('igmp.maddr', ipv4Address, 4, 4),
]
const SOURCE = field('igmp.saddr', ipv4Address)

export const igmp: Registration = { dissect: dissectIgmp, ipProtocol: [IPPROTO_IGMP] }

/** Wireshark lists the version that it found inside as a protocol of its own, under the same name. */
function dissectIgmp(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < LENGTH) {
    into.tooShort('igmp', 'an IGMP message', LENGTH, bytes, offset, end)
    return
  }
  const type = bytes[offset]
  const three = type === IGMP_REPORT_3 || (type === IGMP_QUERY && end - offset >= 12)
  into.list('igmp')
  const { fields } = into.begin('igmp', bytes, offset, end - offset)
  fields.push(new Field(VERSION, offset, 0, three ? 3 : 2))
  pushLayout(fields, type === IGMP_REPORT_3 ? [TYPE] : [TYPE, MAX_RESPONSE], bytes, offset)
  pushLayout(fields, [CHECKSUM], bytes, offset)
  fields.push(new Field(STATUS, offset, 0, internetChecksum(bytes, offset, end) === 0 ? 1 : 0))
  if (type !== IGMP_REPORT_3) {
    pushLayout(fields, [GROUP], bytes, offset)
    return
  }
  pushLayout(fields, [GROUP_COUNT], bytes, offset)
  let at = offset + LENGTH
  for (let count = readU16(bytes, offset + 6); count > 0 && at + 8 <= end; count--) {
    pushLayout(fields, RECORD, bytes, at)
    let source = at + 8
    for (let left = readU16(bytes, at + 2); left > 0 && source + 4 <= end; left--, source += 4)
      fields.push(new Field(SOURCE, source, 4, bytes))
    at = source + bytes[at + 1] * 4
  }
}
