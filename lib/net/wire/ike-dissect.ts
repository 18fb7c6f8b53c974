/** IKEv2: RFC 7296 section 3 (header, payload chain, SA, KE, nonce, notify); UDP encapsulation of RFC 3948. */
import { readU16, readU32 } from '../bytes/integers'
import type { Dissection, Layer, Registration } from './dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatFlag,
  formatHex2,
  hex2,
  hex8,
  octets,
  pushLayout,
} from './field'

const HEADER = [
  field('isakmp.ispi', octets, 0, 8),
  field('isakmp.rspi', octets, 8, 8),
  field('isakmp.nextpayload', decimal, 16, 1),
  field('isakmp.version', hex2, 17, 1),
  bitField('isakmp.mjver', formatHex2, 17, 1, 0, 4),
  bitField('isakmp.mnver', formatHex2, 17, 1, 4, 4),
  field('isakmp.exchangetype', decimal, 18, 1),
  field('isakmp.flags', hex2, 19, 1),
  bitField('isakmp.flag_i', formatFlag, 19, 1, 4, 1),
  bitField('isakmp.flag_v', formatFlag, 19, 1, 3, 1),
  bitField('isakmp.flag_r', formatFlag, 19, 1, 2, 1),
  field('isakmp.messageid', hex8, 20, 4),
  field('isakmp.length', decimal, 24, 4),
]
const PAYLOAD = [
  field('isakmp.nextpayload', decimal, 0, 1),
  bitField('isakmp.criticalpayload', formatFlag, 1, 1, 0, 1),
  bitField('isakmp.reserved7', formatHex2, 1, 1, 1, 7),
  field('isakmp.payloadlength', decimal, 2, 2),
]
const KEY_EXCHANGE_GROUP = field('isakmp.key_exchange.dh_group', decimal)
const KEY_EXCHANGE_DATA = field('isakmp.key_exchange.data', octets)
const NONCE = field('isakmp.nonce', octets)
const NOTIFY_TYPE = field('isakmp.notify.msgtype', decimal)
const NOTIFY_PROTOCOL = field('isakmp.notify.protoid', decimal)
const NON_ESP_MARKER = field('udpencap.non_esp_marker', { read: octets.read, format: formatNothing })

const RESERVED = field('isakmp.reserved', octets, 1, 1)
const NESTED = [
  field('isakmp.nextpayload', decimal, 0, 1),
  RESERVED,
  field('isakmp.payloadlength', decimal, 2, 2),
]
const PROPOSAL = [
  field('isakmp.prop.number', decimal, 4, 1),
  field('isakmp.prop.protoid', decimal, 5, 1),
  field('isakmp.spisize', decimal, 6, 1),
  field('isakmp.prop.transforms', decimal, 7, 1),
]
const SPI = field('isakmp.spi', octets)
const TRANSFORM_TYPE = field('isakmp.tf.type', decimal, 4, 1)
const TRANSFORM_RESERVED = field('isakmp.reserved', octets, 5, 1)
/** The identifier has a name for each type of transform (RFC 7296 section 3.3.2). */
const TRANSFORM_IDS = ['', 'encr', 'prf', 'integ', 'dh', 'esn'].map((name) =>
  field(`isakmp.tf.id.${name}`, decimal, 6, 2),
)

const SECURITY_ASSOCIATION = 33
const KEY_EXCHANGE = 34
const NONCE_PAYLOAD = 40
const NOTIFY = 41
const ENCRYPTED = 46
const ENCRYPTED_FRAGMENT = 53

function formatNothing(): string {
  return ''
}

export const isakmp: Registration = { dissect: dissectIke, udpPort: [500] }
export const udpEncapsulation: Registration = { dissect: dissectEncapsulation, udpPort: [4500] }

/** Four zero bytes before IKE; else ESP, whose SPI is never zero; one byte 0xff keeps a NAT mapping alive. */
function dissectEncapsulation(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  const layer = into.begin('udpencap', bytes, offset, Math.min(4, end - offset))
  if (end - offset < 4) return
  if (readU32(bytes, offset) === 0) {
    layer.fields.push(new Field(NON_ESP_MARKER, offset, 4, bytes))
    dissectIke(into, bytes, offset + 4, end)
  } else into.table.ipProtocol.get(50)?.(into, bytes, offset, end)
}

function dissectIke(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 28) {
    into.tooShort('isakmp', 'an IKE header', 28, bytes, offset, end)
    return
  }
  const layer = into.begin('isakmp', bytes, offset, end - offset)
  pushLayout(layer.fields, HEADER, bytes, offset)
  if (bytes[offset + 17] >>> 4 === 2) dissectPayloads(into, layer, bytes, offset, end)
}

function dissectPayloads(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  let type = bytes[offset + 16]
  for (let at = offset + 28; type !== 0 && at < end; ) {
    const length = at + 4 <= end ? readU16(bytes, at + 2) : 0
    if (length < 4 || at + length > end) {
      into.malformed(
        layer,
        `an IKE payload at byte ${at} says it has ${length} bytes, ${end - at} are left`,
        at,
        end,
      )
      return
    }
    pushLayout(layer.fields, PAYLOAD, bytes, at)
    pushPayload(layer.fields, type, bytes, at + 4, at + length)
    // what follows in the chain is inside the encrypted one
    if (type === ENCRYPTED || type === ENCRYPTED_FRAGMENT) return
    type = bytes[at]
    at += length
  }
}

function pushPayload(fields: Field[], type: number, bytes: Uint8Array, offset: number, end: number): void {
  const length = end - offset
  if (type === SECURITY_ASSOCIATION) pushProposals(fields, bytes, offset, end)
  else if (type === KEY_EXCHANGE && length >= 4) {
    fields.push(new Field(KEY_EXCHANGE_GROUP, offset, 2, bytes))
    fields.push(new Field(KEY_EXCHANGE_DATA, offset + 4, length - 4, bytes))
  } else if (type === NONCE_PAYLOAD) fields.push(new Field(NONCE, offset, length, bytes))
  else if (type === NOTIFY && length >= 4)
    fields.push(new Field(NOTIFY_PROTOCOL, offset, 1, bytes), new Field(NOTIFY_TYPE, offset + 2, 2, bytes))
}

/** RFC 7296 section 3.3: proposals, each with its transforms. Stops where a length does not fit. */
function pushProposals(fields: Field[], bytes: Uint8Array, offset: number, end: number): void {
  for (let at = offset; at + 8 <= end; ) {
    const next = at + readU16(bytes, at + 2)
    const transforms = at + 8 + bytes[at + 6]
    if (next > end || transforms > next) return
    pushLayout(fields, NESTED, bytes, at)
    pushLayout(fields, PROPOSAL, bytes, at)
    if (transforms > at + 8) fields.push(new Field(SPI, at + 8, transforms - at - 8, bytes))
    for (let transform = transforms; transform + 8 <= next; ) {
      const after = transform + readU16(bytes, transform + 2)
      if (after > next || after < transform + 8) return
      pushLayout(fields, NESTED, bytes, transform)
      pushLayout(fields, [TRANSFORM_TYPE, TRANSFORM_RESERVED], bytes, transform)
      const identifier = TRANSFORM_IDS[bytes[transform + 4]]
      if (identifier && bytes[transform + 4] > 0) pushLayout(fields, [identifier], bytes, transform)
      transform = after
    }
    at = next
  }
}
