import { expect, it } from 'vitest'
import { type Ipv4, parseIpv4 } from '../addr/ipv4'
import { addressKindOf } from './address-kind'

const kindOf = (text: string) => addressKindOf(parseIpv4(text) as Ipv4)

it.each([
  ['10.1.2.3', 'Private-Use', '10.0.0.0/8', 'Machines of the same private network'],
  ['172.16.0.1', 'Private-Use', '172.16.0.0/12', 'Machines of the same private network'],
  ['172.31.255.254', 'Private-Use', '172.16.0.0/12', 'Machines of the same private network'],
  ['192.168.1.20', 'Private-Use', '192.168.0.0/16', 'Machines of the same private network'],
  ['100.64.0.1', 'Shared Address Space', '100.64.0.0/10', 'Machines of the same provider'],
  ['127.9.9.9', 'Loopback', '127.0.0.0/8', 'This machine alone'],
  ['169.254.7.20', 'Link Local', '169.254.0.0/16', 'Machines on the same link'],
  ['0.0.0.0', 'This host on this network', '0.0.0.0/32', 'Nobody'],
  ['0.1.2.3', 'This network', '0.0.0.0/8', 'Nobody'],
  ['198.51.100.7', 'Documentation (TEST-NET-2)', '198.51.100.0/24', 'Nobody'],
  ['198.19.0.1', 'Benchmarking', '198.18.0.0/15', 'Devices in the same test laboratory'],
  ['224.0.0.251', 'Multicast', '224.0.0.0/4', 'Every machine that joined'],
  ['239.255.255.250', 'Multicast', '224.0.0.0/4', 'Every machine that joined'],
  ['240.0.0.1', 'Reserved', '240.0.0.0/4', 'Nobody'],
  ['255.255.255.255', 'Limited Broadcast', '255.255.255.255/32', 'Every machine on the same link'],
  ['192.31.196.1', 'AS112-v4', '192.31.196.0/24', 'Anybody'],
  ['192.0.0.171', 'NAT64/DNS64 Discovery', '192.0.0.171/32', 'Nobody'],
])('%s is %s, in %s: %s', (address, name, block, reach) => {
  const kind = kindOf(address)
  expect([kind.name, kind.block]).toEqual([name, block])
  expect(kind.reach.startsWith(reach)).toBe(true)
})

it.each([
  '9.255.255.255',
  '11.0.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '100.63.0.1',
  '100.128.0.1',
  '223.1.1.1',
])('%s, one step outside of a special block, is an ordinary public address', (address) => {
  expect(kindOf(address)).toMatchObject({ name: 'Global unicast', block: null, bits: 0 })
})
