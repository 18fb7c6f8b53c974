import { expect, it } from 'vitest'
import { parseIpv4 } from '../addr/ipv4'
import { fromHex } from '../bytes/hex'
import { decodeStun, encodeStun } from './stun'

const transaction = fromHex('b7e7a701bc34d686fa87dfae')!

it('reads the mapped address of RFC 5769 section 2.2: 192.0.2.1 port 32853', () => {
  const attribute = '002000080001a147e112a643'
  const message = fromHex(`0101000c2112a442b7e7a701bc34d686fa87dfae${attribute}`)!
  const mapped = { address: parseIpv4('192.0.2.1')!, port: 32853 }
  expect(decodeStun(message)).toEqual({ kind: 'response', transaction, mapped })
  expect(encodeStun({ kind: 'response', transaction, mapped })).toEqual(message)
})

it('reads back a request', () => {
  const message = { kind: 'request', transaction } as const
  expect(decodeStun(encodeStun(message))).toEqual(message)
})

it.each([
  ['a datagram without the magic cookie', '000100000000000000000000000000000000000000'],
  ['a length that is not that of the message', '000100042112a442b7e7a701bc34d686fa87dfae'],
  ['an indication', '001100002112a442b7e7a701bc34d686fa87dfae'],
  ['too few bytes', '0001'],
])('is nothing to say for %s', (_, hex) => {
  expect(decodeStun(fromHex(hex)!)).toBeNull()
})
