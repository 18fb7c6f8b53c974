import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeOspf, encodeOspf } from './ospf'
import { encodeRouterLsa, isLsaIntact, readRouterLinks } from './ospf-lsa'
import { readCapture } from './pcap'

/** Two BIRD 2.0.12 routers become neighbours: hellos, descriptions, a request, updates, acknowledgments. */
const packets = readCapture(readFileSync(new URL('./fixtures/ospf.pcap', import.meta.url))).frames.map(
  ({ bytes }) => bytes.subarray(34, 14 + (bytes[16] << 8) + bytes[17]),
)

function read(bytes: Uint8Array) {
  const packet = decodeOspf(bytes)
  if (!packet.ok) throw new Error(packet.malformed)
  return packet.header
}

describe('recorded OSPF packets', () => {
  it('are read, and written again byte for byte', () => {
    expect(packets.length).toBeGreaterThan(20)
    // the O bit of the options and the rest are values like any other
    for (const bytes of packets) expect([...encodeOspf(read(bytes))]).toEqual([...bytes])
  })

  it('have all five types', () => {
    expect(new Set(packets.map((bytes) => read(bytes).body.type)).size).toBe(5)
  })

  const lsas = packets.flatMap((bytes) => {
    const { body } = read(bytes)
    return body.type === 'link-state-update' ? body.lsas : []
  })

  it('carry LSAs whose checksum is ours, and one changed byte is noticed', () => {
    expect(lsas.length).toBeGreaterThan(5)
    for (const { bytes } of lsas) {
      expect(isLsaIntact(bytes)).toBe(true)
      const broken = bytes.slice()
      broken[30] ^= 1
      expect(isLsaIntact(broken)).toBe(false)
    }
  })

  it('carry router LSAs that are written again byte for byte, but for the age', () => {
    for (const { bytes, header } of lsas)
      expect([...encodeRouterLsa(header, readRouterLinks({ bytes })).subarray(2)]).toEqual([
        ...bytes.subarray(2),
      ])
  })
})

it('never throws on bytes that are cut short or changed', () => {
  for (const bytes of packets)
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeOspf(bytes, 0, length)).not.toThrow()
      const broken = bytes.slice()
      broken[length] ^= 0x55
      expect(decodeOspf(broken).ok).toBe(length >= 16 && length < 24 && bytes[length] === broken[length])
    }
})
