import { expect, it } from 'vitest'
import { type Address, addressOf, readAddress } from './capture-address'

it('reads what it writes', () => {
  const address = { name: 'tcp-half-close', flow: 2 }
  expect(readAddress(new URL(addressOf(address), 'https://hop.example').search)).toEqual(address)
})

const rows: [query: string, address: Address | null, why: string][] = [
  ['', null, 'no capture is named'],
  ['?capture=../secret', null, 'a path is not a name'],
  ['?capture=https://evil.example/x', null, 'neither is an address'],
  ['?capture=ping&flow=-1', { name: 'ping', flow: 0 }, 'there is no flow before the first'],
  ['?capture=ping&flow=two', { name: 'ping', flow: 0 }, 'nor one that is not a number'],
]

it.each(rows)('reads %j as %j: %s', (query, address) => {
  expect(readAddress(query)).toEqual(address)
})
