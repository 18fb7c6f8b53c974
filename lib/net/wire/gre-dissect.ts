import { internetChecksum } from '../bytes/checksum'
import { readU16 } from '../bytes/integers'
import { dissectData } from './data'
import type { Dissection, Registration } from './dissect'
import { dissectEtherType } from './ethernet-dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  hex4,
  hex8,
  pushLayout,
  storedField,
} from './field'
import { greHeaderLength } from './gre'

const HEADER = [
  field('gre.flags_and_version', hex4, 0, 2),
  bitField('gre.flags.checksum', formatFlag, 0, 2, 0, 1),
  bitField('gre.flags.routing', formatFlag, 0, 2, 1, 1),
  bitField('gre.flags.key', formatFlag, 0, 2, 2, 1),
  bitField('gre.flags.sequence_number', formatFlag, 0, 2, 3, 1),
  bitField('gre.flags.strict_source_route', formatFlag, 0, 2, 4, 1),
  bitField('gre.flags.recursion_control', formatDecimal, 0, 2, 5, 3),
  bitField('gre.flags.reserved', formatDecimal, 0, 2, 8, 5),
  bitField('gre.flags.version', formatDecimal, 0, 2, 13, 3),
  field('gre.proto', hex4, 2, 2),
]
const CHECKSUM = field('gre.checksum', hex4)
const CHECKSUM_STATUS = storedField('gre.checksum.status', formatDecimal)
const OFFSET = field('gre.offset', decimal)
const KEY = field('gre.key', hex8)
const SEQUENCE = field('gre.sequence_number', decimal)

const TRANSPARENT_ETHERNET = 0x6558

export const gre: Registration = { dissect: dissectGre, ipProtocol: [47] }

/** RFC 2784 and RFC 2890. */
export function dissectGre(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 4) {
    into.tooShort('gre', 'a GRE header', 4, bytes, offset, end)
    return
  }
  const flags = readU16(bytes, offset)
  const length = greHeaderLength(flags)
  const layer = into.begin('gre', bytes, offset, Math.min(length, end - offset))
  const { fields } = layer
  pushLayout(fields, HEADER, bytes, offset)
  if (end - offset < length) {
    into.malformed(
      layer,
      `expected a GRE header of ${length} bytes at byte ${offset}, found ${end - offset}`,
      offset + 4,
      end,
    )
    return
  }
  let at = offset + 4
  if (flags & 0xc000) {
    fields.push(new Field(CHECKSUM, at, 2, bytes))
    if (flags & 0x8000)
      fields.push(new Field(CHECKSUM_STATUS, at, 0, internetChecksum(bytes, offset, end) === 0 ? 1 : 0))
    fields.push(new Field(OFFSET, at + 2, 2, bytes))
    at += 4
  }
  if (flags & 0x2000) {
    fields.push(new Field(KEY, at, 4, bytes))
    at += 4
  }
  if (flags & 0x1000) fields.push(new Field(SEQUENCE, at, 4, bytes))
  const protocol = readU16(bytes, offset + 2)
  const payload = offset + length
  const ethernet = protocol === TRANSPARENT_ETHERNET ? into.table.link.get(1) : undefined
  if (payload >= end || into.tooDeep()) dissectData(into, bytes, payload, end)
  else if (ethernet) ethernet(into, bytes, payload, end)
  else dissectEtherType(into, protocol, bytes, payload, end)
}
