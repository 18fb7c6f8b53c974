/** What the round-trip tests are made of: values by chance, and the two directions. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Ipv4 } from '../../addr/ipv4'
import type { Ipv6 } from '../../addr/ipv6'
import type { Mac } from '../../addr/mac'
import type { Decoded } from '../decoded'

export const u = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 })
export const u32 = fc.integer({ min: 0, max: 0xffffffff })
export const bytes = (maxLength = 60) => fc.uint8Array({ maxLength })
export const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
export const mac = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map((value) => value as Mac)
export const ipv4 = u32.map((value) => value as Ipv4)
export const ipv6 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((value) => value as Ipv6)
export const pair4 = fc.record({ family: fc.constant(4 as const), source: ipv4, destination: ipv4 })
export const pair6 = fc.record({ family: fc.constant(6 as const), source: ipv6, destination: ipv6 })
export const flag = fc.boolean()

export function headerOf<T>(result: Decoded<T>): T {
  if (!result.ok) throw new Error(result.malformed)
  return result.header
}

/** decode(encode(x)) = x, and encoding what was decoded gives the same bytes again. */
export function roundTrip<T>(
  arbitrary: fc.Arbitrary<T>,
  encode: (value: T) => Uint8Array,
  decode: (bytes: Uint8Array) => Decoded<T>,
) {
  fc.assert(
    fc.property(arbitrary, (value) => {
      const encoded = encode(value)
      const header = headerOf(decode(encoded))
      expect(header).toEqual(value)
      expect(encode(header)).toEqual(encoded)
    }),
  )
}
