import { dissectData } from './data'
import type { Dissection, Registration } from './dissect'
import { ETHERNET_HEADER, ETHERTYPE_QINQ, ETHERTYPE_VLAN, etherTypeOf, LARGEST_LENGTH } from './ethernet'
import {
  bitField,
  decimal,
  Field,
  type FieldKind,
  field,
  formatDecimal,
  formatFlag,
  hex4,
  hex8,
  macAddress,
  octets,
  pushLayout,
  storedField,
} from './field'
import { LINKTYPE_ETHERNET } from './link-type'

/** The I/G and U/L bits are the last two of the first byte; Wireshark shows them as bits of the first three. */
function addressLayout(name: string, at: number) {
  return [
    field(`eth.${name}`, macAddress, at, 6),
    field(`eth.${name}.oui`, decimal, at, 3),
    field('eth.addr', macAddress, at, 6),
    field('eth.addr.oui', decimal, at, 3),
    bitField(`eth.${name}.lg`, formatFlag, at, 3, 6, 1),
    bitField('eth.lg', formatFlag, at, 3, 6, 1),
    bitField(`eth.${name}.ig`, formatFlag, at, 3, 7, 1),
    bitField('eth.ig', formatFlag, at, 3, 7, 1),
  ]
}

const ADDRESSES = [...addressLayout('dst', 0), ...addressLayout('src', 6)]
const TYPE = field('eth.type', hex4, 12, 2)
const LENGTH = field('eth.len', decimal, 12, 2)
const PADDING = field('eth.padding', octets)
const TRAILER = field('eth.trailer', octets)
const FCS = field('eth.fcs', hex8)
const FCS_STATUS = storedField('eth.fcs.status', formatDecimal)

export const ethernet: Registration = { dissect: dissectEthernet, link: [LINKTYPE_ETHERNET] }

export function dissectEthernet(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < ETHERNET_HEADER) {
    into.tooShort('eth', 'an Ethernet header', ETHERNET_HEADER, bytes, offset, end)
    return
  }
  const layer = into.begin('eth', bytes, offset, ETHERNET_HEADER)
  pushLayout(layer.fields, ADDRESSES, bytes, offset)
  const payload = offset + ETHERNET_HEADER
  const type = etherTypeOf(bytes, offset)
  into.claimed = -1
  if (type <= LARGEST_LENGTH) {
    layer.fields.push(new Field(LENGTH, offset + 12, 2, bytes))
    const last = Math.min(end, payload + type)
    dissectLlc(into, bytes, payload, last)
    into.claimed = last
  } else {
    layer.fields.push(new Field(TYPE, offset + 12, 2, bytes))
    dissectEtherType(into, type, bytes, payload, end)
  }
  if (into.claimed >= 0 && into.claimed < end) pushTrailer(layer.fields, bytes, offset, into.claimed, end)
}

/** The shortest Ethernet frame without its check sequence, and with it. */
const SHORTEST = 60
const SHORTEST_WITH_FCS = 64

/** What the packet does not claim: zeros up to the shortest length are padding; four last bytes of a long frame pass for its check sequence. */
function pushTrailer(fields: Field[], bytes: Uint8Array, offset: number, claimed: number, end: number): void {
  const length = end - offset
  const stop = end - claimed >= 4 && length >= SHORTEST_WITH_FCS ? end - 4 : end
  let at = claimed
  const padded = Math.min(offset + SHORTEST, stop)
  if (length >= SHORTEST && padded > at && isZero(bytes, at, padded)) {
    fields.push(new Field(PADDING, at, padded - at, bytes))
    at = padded
  }
  if (at < stop) fields.push(new Field(TRAILER, at, stop - at, bytes))
  if (stop < end) fields.push(new Field(FCS, stop, 4, bytes), new Field(FCS_STATUS, stop, 0, 2))
}

function isZero(bytes: Uint8Array, offset: number, end: number): boolean {
  for (let i = offset; i < end; i++) if (bytes[i] !== 0) return false
  return true
}

/** What follows an EtherType, wherever it stood (Ethernet, VLAN tag, SLL, GRE). */
export function dissectEtherType(
  into: Dissection,
  type: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  const dissector = into.table.ethertype.get(type)
  if (dissector && !into.tooDeep()) dissector(into, bytes, offset, end)
  else dissectData(into, bytes, offset, end)
}

const LLC = [
  field('llc.dsap', { read: decimal.read, format: hexByte }, 0, 1),
  bitField('llc.dsap.sap', String, 0, 1, 0, 7),
  bitField('llc.dsap.ig', formatFlag, 0, 1, 7, 1),
  field('llc.ssap', { read: decimal.read, format: hexByte }, 1, 1),
  bitField('llc.ssap.sap', String, 1, 1, 0, 7),
  bitField('llc.ssap.cr', formatFlag, 1, 1, 7, 1),
]
const LLC_CONTROL = field('llc.control', { read: decimal.read, format: hexWord }, 2, 1)
const LLC_MODIFIER = bitField('llc.control.u_modifier_cmd', hexModifier, 2, 1, 0, 6)
const LLC_TYPE = bitField('llc.control.ftype', hexByte, 2, 1, 6, 2)

function hexByte(raw: number): string {
  return `0x${raw.toString(16).padStart(2, '0')}`
}
function hexWord(raw: number): string {
  return `0x${raw.toString(16).padStart(4, '0')}`
}
/** The modifier bits stand around the poll bit; Wireshark prints them masked in place. */
function hexModifier(raw: number): string {
  return hexByte(raw & 0x3b)
}

/** RFC 1042: an EtherType behind an LLC header. */
const SNAP = 0xaa
const SNAP_HEADER = [field('llc.oui', decimal, 3, 3), field('llc.type', hex4, 6, 2)]

/** IEEE 802.2 logical link control: destination and source service access point, control (unnumbered information). */
function dissectLlc(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 3) {
    into.tooShort('llc', 'an LLC header', 3, bytes, offset, end)
    return
  }
  const layer = into.begin('llc', bytes, offset, 3)
  pushLayout(layer.fields, LLC, bytes, offset)
  pushLayout(layer.fields, [LLC_CONTROL, LLC_MODIFIER, LLC_TYPE], bytes, offset)
  if (bytes[offset] === SNAP && end - offset >= 8) {
    pushLayout(layer.fields, SNAP_HEADER, bytes, offset)
    layer.length = 8
    dissectEtherType(into, (bytes[offset + 6] << 8) | bytes[offset + 7], bytes, offset + 8, end)
    return
  }
  const dissector = into.table.llc.get(bytes[offset])
  if (dissector) dissector(into, bytes, offset + 3, end)
  else dissectData(into, bytes, offset + 3, end)
}

const VLAN = [
  bitField('vlan.priority', String, 0, 2, 0, 3),
  bitField('vlan.dei', formatFlag, 0, 2, 3, 1),
  bitField('vlan.id', String, 0, 2, 4, 12),
  field('vlan.etype', hex4, 2, 2),
]

/** IEEE 802.1ad: the provider's tag around the customer's. */
const PROVIDER_TAG = [
  bitField('ieee8021ad.priority', String, 0, 1, 0, 3),
  bitField('ieee8021ad.dei', formatFlag, 0, 1, 3, 1),
  bitField('ieee8021ad.id', String, 0, 2, 4, 12),
  field('ieee8021ah.etype', hex4, 2, 2),
]

export const vlan: Registration = { dissect: dissectVlan, ethertype: [ETHERTYPE_VLAN] }
export const providerVlan: Registration = {
  dissect: (into, bytes, offset, end) => dissectTag(into, 'ieee8021ad', PROVIDER_TAG, bytes, offset, end),
  ethertype: [ETHERTYPE_QINQ],
}

/** IEEE 802.1Q; `offset` is just after the TPID. */
export function dissectVlan(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  dissectTag(into, 'vlan', VLAN, bytes, offset, end)
}

function dissectTag(
  into: Dissection,
  protocol: string,
  layout: readonly FieldKind[],
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  if (end - offset < 4) {
    into.tooShort(protocol, 'an 802.1Q tag', 4, bytes, offset, end)
    return
  }
  const layer = into.begin(protocol, bytes, offset, 4)
  pushLayout(layer.fields, layout, bytes, offset)
  dissectEtherType(into, (bytes[offset + 2] << 8) | bytes[offset + 3], bytes, offset + 4, end)
}
