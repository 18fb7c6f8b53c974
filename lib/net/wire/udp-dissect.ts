import { readU16 } from '../bytes/integers'
import { dissectData } from './data'
import type { Dissection, Dissector, Layer, Registration } from './dissect'
import {
  decimal,
  Field,
  field,
  formatDecimal,
  formatHex4,
  formatSeconds,
  hex4,
  octets,
  pushLayout,
  storedField,
} from './field'
import { endKey4, endKey6 } from './flow'
import { IPPROTO_UDP } from './ip-protocol'
import { without } from './ipv4-dissect'
import { transportChecksumAt } from './transport-checksum'
import { UDP_HEADER } from './udp'

const HEADER = [
  field('udp.srcport', decimal, 0, 2),
  field('udp.dstport', decimal, 2, 2),
  field('udp.port', decimal, 0, 2),
  field('udp.port', decimal, 2, 2),
  field('udp.length', decimal, 4, 2),
  field('udp.checksum', hex4, 6, 2),
]
const CHECKSUM_CALCULATED = storedField('udp.checksum_calculated', formatHex4)
const CHECKSUM_STATUS = storedField('udp.checksum.status', formatDecimal)
const STREAM = storedField('udp.stream', formatDecimal)
const TIME_RELATIVE = storedField('udp.time_relative', formatSeconds)
const TIME_DELTA = storedField('udp.time_delta', formatSeconds)
const PAYLOAD = field('udp.payload', octets)

export const udp: Registration = { dissect: dissectUdp, ipProtocol: [IPPROTO_UDP] }

/** RFC 768. */
export function dissectUdp(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < UDP_HEADER) {
    into.tooShort('udp', 'a UDP header', UDP_HEADER, bytes, offset, end)
    return
  }
  const layer = into.begin('udp', bytes, offset, UDP_HEADER)
  pushLayout(layer.fields, HEADER, bytes, offset)
  // 0 with a longer datagram is a jumbogram (RFC 2675)
  const length = readU16(bytes, offset + 4) || end - offset
  if (length < UDP_HEADER || (offset + length > end && !into.quoted)) {
    into.malformed(
      layer,
      `UDP length of 8 to ${end - offset} expected at byte ${offset + 4}, found ${length}`,
      offset + 4,
      offset + 6,
    )
    if (length < UDP_HEADER) return
  }
  const last = Math.min(end, offset + length)
  pushChecksum(into, layer, bytes, offset, last, offset + length <= end)
  pushFlow(into, layer, bytes, offset)
  if (last > offset + UDP_HEADER) {
    layer.fields.push(new Field(PAYLOAD, offset + UDP_HEADER, last - offset - UDP_HEADER, bytes))
    dissectUdpPayload(into, bytes, offset, offset + UDP_HEADER, last)
  }
}

function pushChecksum(
  into: Dissection,
  layer: Layer,
  bytes: Uint8Array,
  offset: number,
  end: number,
  whole: boolean,
): void {
  const found = readU16(bytes, offset + 6)
  // in IPv4 a checksum of 0 means that the sender computed none
  if (found === 0 && into.ipVersion === 4) {
    layer.fields.push(new Field(CHECKSUM_STATUS, offset + 6, 0, 3))
    return
  }
  if (!whole || into.ip < 0) {
    layer.fields.push(new Field(CHECKSUM_STATUS, offset + 6, 0, 2))
    return
  }
  const left = checksumLeft(into, IPPROTO_UDP, bytes, offset, end)
  layer.fields.push(
    new Field(CHECKSUM_CALCULATED, offset + 6, 2, left === 0 ? found : without(found, left)),
    new Field(CHECKSUM_STATUS, offset + 6, 0, left === 0 ? 1 : 0),
  )
}

/** 0 when the message in bytes[offset, end) holds a right checksum for the addresses of the IP header around it. */
export function checksumLeft(
  into: Dissection,
  protocol: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
): number {
  return transportChecksumAt(into.ipHeader, into.ip, into.ipVersion, protocol, bytes, offset, end)
}

function pushFlow(into: Dissection, layer: Layer, bytes: Uint8Array, offset: number): void {
  const { context, moment, ipHeader, ip, ipVersion } = into
  into.flowState = null
  if (!context || ip < 0) return
  const key = ipVersion === 4 ? endKey4 : endKey6
  const source = key(ipHeader, ip + (ipVersion === 4 ? 12 : 8), readU16(bytes, offset))
  const destination = key(ipHeader, ip + (ipVersion === 4 ? 16 : 24), readU16(bytes, offset + 2))
  let flow = context.udp.find(source, destination)
  if (!flow) {
    flow = context.udp.add(source, destination, {
      stream: context.udp.count,
      startSeconds: moment.seconds,
      startNanoseconds: moment.nanoseconds,
      lastSeconds: moment.seconds,
      lastNanoseconds: moment.nanoseconds,
      state: new Map(),
    })
  }
  into.flowState = flow.state
  layer.fields.push(new Field(STREAM, offset, 0, flow.stream))
  if (into.quoted) return
  const relative = (moment.seconds - flow.startSeconds) * 1e9 + moment.nanoseconds - flow.startNanoseconds
  const delta = (moment.seconds - flow.lastSeconds) * 1e9 + moment.nanoseconds - flow.lastNanoseconds
  layer.fields.push(new Field(TIME_RELATIVE, offset, 0, relative), new Field(TIME_DELTA, offset, 0, delta))
  flow.lastSeconds = moment.seconds
  flow.lastNanoseconds = moment.nanoseconds
}

/** The lower port is asked first: the well-known one is usually the server's. */
function dissectUdpPayload(
  into: Dissection,
  bytes: Uint8Array,
  udpHeader: number,
  offset: number,
  end: number,
): void {
  if (into.tooDeep()) {
    dissectData(into, bytes, offset, end)
    return
  }
  const source = readU16(bytes, udpHeader)
  const destination = readU16(bytes, udpHeader + 2)
  const { udpPort, udpGuess } = into.table
  const dissector = udpPort.get(Math.min(source, destination)) ?? udpPort.get(Math.max(source, destination))
  if (dissector) {
    dissector(into, bytes, offset, end)
    return
  }
  // a conversation that was recognised once stays what it is
  const known = into.flowState?.get('dissector') as Dissector | undefined
  const found = known ?? udpGuess.find(({ recognise }) => recognise(bytes, offset, end))?.dissect
  if (found) {
    into.flowState?.set('dissector', found)
    found(into, bytes, offset, end)
  } else dissectData(into, bytes, offset, end)
}
