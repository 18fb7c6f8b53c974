import { expect, it } from 'vitest'
import { frameCheckSequence } from '../wire/ethernet-signal'
import { crc32 } from './crc32'

it.each([
  ['', 0, 'nothing'],
  ['123456789', 0xcbf43926, 'the check value that catalogues of CRCs give for CRC-32'],
  ['The quick brown fox jumps over the lazy dog', 0x414fa339, 'a well-known sentence'],
])('the check of %j is %i: %s', (text, check) => {
  expect(crc32(new TextEncoder().encode(text))).toBe(check)
})

it('a frame with its check sequence behind it leaves the residue that a receiver looks for', () => {
  const frame = Uint8Array.from({ length: 60 }, (_, index) => (index * 37) & 255)
  const sent = Uint8Array.of(...frame, ...frameCheckSequence(frame))
  expect(crc32(sent)).toBe(0x2144df1c)
  sent[30] ^= 1
  expect(crc32(sent)).not.toBe(0x2144df1c)
})
