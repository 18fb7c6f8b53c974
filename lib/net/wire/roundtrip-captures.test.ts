import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { concatBytes } from '../bytes/writer'
import { allProtocols } from './all'
import { decodeArp, encodeArp } from './arp'
import { decodeBgp, encodeBgp } from './bgp'
import { makeContext } from './context'
import type { Decoded } from './decoded'
import { decodeDhcp, encodeDhcp } from './dhcp'
import { dissect, type Layer } from './dissect'
import { decodeEsp, encodeEsp } from './esp'
import { decodeEthernet, encodeEthernet } from './ethernet'
import { decodeGre, encodeGre } from './gre'
import { decodeHttp2, encodeHttp2 } from './http2'
import { decodeIcmp, encodeIcmp } from './icmp'
import { readCapture } from './pcap'
import { decodeTlsRecord, encodeTlsRecord } from './tls'
import { decodeVxlan, encodeVxlan } from './vxlan'
import { decodeWebSocket, encodeWebSocket } from './websocket'
import { decodeWireGuard, encodeWireGuard } from './wireguard'

const folders = ['../../../../shared/captures/', './fixtures/']
  .map((path) => new URL(path, import.meta.url))
  .filter((folder) => existsSync(folder))

type Codec = (bytes: Uint8Array, offset: number, end: number) => Uint8Array | null

/** A message that ends where its own length says. */
function whole<T>(
  decode: (bytes: Uint8Array, offset: number, end: number) => Decoded<T>,
  encode: (header: T) => Uint8Array,
): Codec {
  return (bytes, offset, end) => {
    const result = decode(bytes, offset, end)
    return result.ok ? encode(result.header) : null
  }
}

/** A header and whatever is behind it. */
function header<T>(
  decode: (bytes: Uint8Array, offset: number, end: number) => Decoded<T>,
  encode: (header: T, payload: Uint8Array) => Uint8Array,
): Codec {
  return (bytes, offset, end) => {
    const result = decode(bytes, offset, end)
    return result.ok ? encode(result.header, bytes.slice(result.payloadOffset, end)) : null
  }
}

const CODECS: Readonly<Record<string, Codec>> = {
  eth: header(decodeEthernet, encodeEthernet),
  arp: whole(decodeArp, encodeArp),
  icmp: whole(decodeIcmp, encodeIcmp),
  gre: header(decodeGre, encodeGre),
  esp: header(decodeEsp, encodeEsp),
  vxlan: header(decodeVxlan, encodeVxlan),
  wg: whole(decodeWireGuard, encodeWireGuard),
  dhcp: whole(decodeDhcp, encodeDhcp),
  bgp: whole(decodeBgp, encodeBgp),
  tls: whole(decodeTlsRecord, encodeTlsRecord),
  http2: whole(decodeHttp2, encodeHttp2),
  websocket: whole(decodeWebSocket, encodeWebSocket),
}

/** Layers whose bytes end before what they hold: their own length says how far they go. */
const WITH_PAYLOAD = new Set(['eth', 'gre', 'esp', 'vxlan', 'websocket', 'icmp'])

function stopOf(layer: Layer): number {
  return WITH_PAYLOAD.has(layer.protocol) ? layer.bytes.length : layer.offset + layer.length
}

it.each(Object.keys(CODECS))(
  '%s: what real machines sent comes out the same when it is read and written',
  (protocol) => {
    let compared = 0
    for (const folder of folders) {
      for (const name of readdirSync(folder).filter((file) => /\.pcap(ng)?$/.test(file))) {
        const context = makeContext()
        for (const frame of readCapture(readFileSync(new URL(name, folder))).frames) {
          const { layers } = dissect(frame.bytes, frame.linkType, allProtocols, context, frame)
          for (const layer of layers.filter((each) => each.protocol === protocol)) {
            const again = CODECS[protocol](layer.bytes, layer.offset, stopOf(layer))
            if (again === null || isUnusual(protocol, layer)) continue
            const sent = layer.bytes.subarray(layer.offset, layer.offset + again.length)
            if (!same(again, sent))
              expect(`${name} frame ${frame.number}: ${again}`).toBe(`${concatBytes(sent)}`)
            compared++
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(0)
  },
)

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** What a header type does not keep: the names of BOOTP, a message below its 300 bytes, a quotation cut short. */
function isUnusual(protocol: string, { fields, bytes, offset, length }: Layer): boolean {
  if (protocol === 'http2') return fields[0]?.name !== 'http2.length'
  if (protocol === 'icmp')
    return fields.some(({ name, value }) => name === 'icmp.checksum.status' && value !== '1')
  if (protocol === 'dhcp')
    return length < 300 || bytes.subarray(offset + 44, offset + 236).some((byte) => byte !== 0)
  return false
}
