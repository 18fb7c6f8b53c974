import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase64, toBase64 } from './base64'
import { foldChecksum, internetChecksum, sumWords, updateChecksum, updateChecksum32 } from './checksum'
import { fromHex, hexDump, toHex } from './hex'
import {
  readU16,
  readU24,
  readU32,
  readU48,
  readU64,
  writeU16,
  writeU24,
  writeU32,
  writeU48,
  writeU64,
} from './integers'
import { concatBytes, equalBytes, Writer } from './writer'

const bytes = fc.uint8Array({ maxLength: 70 })

it('sums the example of RFC 1071 section 3 to ddf2', () => {
  const example = Uint8Array.from([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7])
  expect(internetChecksum(example)).toBe(~0xddf2 & 0xffff)
})

it('computes the checksum of an IPv4 header seen on a wire', () => {
  const header = fromHex('45 00 00 3c 4b c1 40 00 40 06 00 00 c0 a8 01 0a c6 33 64 50') as Uint8Array
  expect(internetChecksum(header)).toBe(0x02c5)
})

it('gives 0 over data that holds its right checksum, of odd lengths too', () => {
  fc.assert(
    fc.property(bytes, (data) => {
      const checksum = internetChecksum(concatBytes(new Uint8Array(2), data))
      expect(internetChecksum(concatBytes(Uint8Array.from([checksum >>> 8, checksum & 255]), data))).toBe(0)
    }),
  )
})

it('adds pieces as it adds the whole, when they are cut at even bytes', () => {
  fc.assert(
    fc.property(bytes, fc.nat(35), (data, half) => {
      const cut = Math.min(half * 2, data.length & ~1)
      expect(foldChecksum(sumWords(data, cut, data.length, sumWords(data, 0, cut)))).toBe(
        internetChecksum(data),
      )
    }),
  )
})

it('updates a checksum by RFC 1624, with its example of section 4: dd2f, 5555 to 3285, gives 0000', () => {
  expect(updateChecksum(0xdd2f, 0x5555, 0x3285)).toBe(0x0000)
})

it('updates to what computing anew gives, for words and double words', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.integer({ min: 0, max: 0xffffffff }),
      (data, value) => {
        data[0] |= 1 // never all zero: 0 and ffff are the same number in one's complement
        const before = internetChecksum(data)
        const was = readU32(data, 8)
        writeU32(data, 8, value)
        expect(updateChecksum32(before, was, value) % 0xffff).toBe(internetChecksum(data) % 0xffff)
      },
    ),
  )
})

it('reads back what was written, the highest bit set', () => {
  const at = new Uint8Array(40)
  writeU16(at, 1, 0xfffe)
  writeU24(at, 5, 0xfedcba)
  writeU32(at, 9, 0xfedcba98)
  writeU48(at, 15, 0xfedcba987654)
  writeU64(at, 25, 0xfedcba9876543210n)
  expect([readU16(at, 1), readU24(at, 5), readU32(at, 9), readU48(at, 15), readU64(at, 25)]).toEqual([
    0xfffe,
    0xfedcba,
    0xfedcba98,
    0xfedcba987654,
    0xfedcba9876543210n,
  ])
})

it('prints bytes as pairs of digits, short and long, and reads them back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('', ':', ' '), (data, separator) => {
      const expected = Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join(separator)
      expect(toHex(data, separator)).toBe(expected)
      expect(fromHex(expected)).toEqual(data)
    }),
  )
  expect(fromHex('0')).toBeNull()
  expect(fromHex('zz')).toBeNull()
})

it('dumps rows as tcpdump -XX does', () => {
  const text = Uint8Array.from('GET / HTTP/1.1\r\nHost', (character) => character.charCodeAt(0))
  expect(hexDump(text)).toEqual([
    '0x0000:  4745 5420 2f20 4854 5450 2f31 2e31 0d0a  GET / HTTP/1.1..',
    '0x0010:  486f 7374                                Host',
  ])
})

it('writes base64 as every browser does', () => {
  fc.assert(fc.property(bytes, (data) => toBase64(data) === btoa(String.fromCharCode(...data))))
})

it('reads base64 back', () => {
  fc.assert(fc.property(bytes, (data) => equalBytes(fromBase64(toBase64(data)), data)))
})

it('grows a writer as needed, and patches what was written', () => {
  const out = new Writer(1).u8(1).u16(0).u32(0xfedcba98).ascii('ab').u64(1n).u24(0x010203)
  out.patchU16(1, 0xbeef)
  expect(toHex(out.finish())).toBe('01beeffedcba9861620000000000000001010203')
  expect(equalBytes(out.finish(), out.finish())).toBe(true)
  expect(equalBytes(out.finish(), new Uint8Array(1))).toBe(false)
})
