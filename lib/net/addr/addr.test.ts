import fc from 'fast-check'
import { Address4, Address6 } from 'ip-address'
import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import {
  formatIpv4,
  type Ipv4,
  isLinkLocalIpv4,
  isMulticastIpv4,
  isPrivateIpv4,
  parseIpv4,
  readIpv4,
} from './ipv4'
import {
  formatIpv6,
  formatIpv6Bytes,
  type Ipv6,
  interfaceIdOfMac,
  ipv6FromBytes,
  isLinkLocalIpv6,
  parseIpv6,
  readIpv6,
  solicitedNodeGroup,
  writeIpv6,
} from './ipv6'
import {
  formatMac,
  isGroupMac,
  isLocallyAdministered,
  type Mac,
  macOfIpv4Group,
  macOfIpv6Group,
  parseMac,
  readMac,
} from './mac'
import {
  bitsOfMask,
  broadcastOf,
  containsPrefix,
  covers4,
  covers6,
  formatPrefix,
  lastAddress4,
  maskOfBits,
  parsePrefix,
  prefix4,
  prefix6,
  readAddressWithPrefix,
  readPrefix,
} from './prefix'
import { describeSubnet } from './subnet'

const anyIpv4 = fc.integer({ min: 0, max: 0xffffffff }).map((value) => value as Ipv4)
const anyIpv6 = fc
  .oneof(
    fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
    // long runs of zeros are where formatting goes wrong
    fc
      .array(fc.constantFrom(0, 0, 0, 1, 0xffff), { minLength: 8, maxLength: 8 })
      .map((groups) => groups.reduce((value, group) => value * 65536n + BigInt(group), 0n)),
  )
  .map((value) => value as Ipv6)

describe('IPv4 addresses', () => {
  it('are read back from what was printed, and as ip-address prints them', () => {
    fc.assert(
      fc.property(anyIpv4, (address) => {
        expect(parseIpv4(formatIpv4(address))).toBe(address)
        expect(new Address4(formatIpv4(address)).correctForm()).toBe(formatIpv4(address))
      }),
    )
  })

  it.each([
    ['', 'no address', 0],
    ['1.2.3', 'four parts expected, found 3', 5],
    ['1.2.3.4.5', 'more than four parts', 7],
    ['1.2.3.256', 'part 4 is above 255: "256"', 6],
    ['1.2.3.1000', 'part 4 is above 255: "1000"', 6],
    ['010.0.0.1', 'part 1 has a leading zero: "010" is octal to some tools', 0],
    ['1..3.4', 'part 2 is empty', 2],
    ['1.2.3.', 'part 4 is empty', 6],
    ['1.2.3.4 ', '" " is not a decimal digit', 7],
    ['1.2.x.4', '"x" is not a decimal digit', 4],
    ['1.2.3.-4', '"-" is not a decimal digit', 6],
    ['0x1.2.3.4', '"x" is not a decimal digit', 1],
  ])('refuses "%s": %s', (text, error, at) => {
    expect(readIpv4(text)).toEqual({ ok: false, error, at })
  })

  it.each([
    ['172.16.0.0', true],
    ['172.31.255.255', true],
    ['172.32.0.0', false],
    ['192.168.0.1', true],
    ['192.169.0.1', false],
    ['10.0.0.0', true],
    ['11.0.0.0', false],
  ])('%s is private: %s (RFC 1918)', (text, expected) => {
    expect(isPrivateIpv4(parseIpv4(text) as Ipv4)).toBe(expected)
  })

  it('224.0.0.0/4 is multicast and 169.254.0.0/16 link-local', () => {
    expect(isMulticastIpv4(parseIpv4('239.255.255.255') as Ipv4)).toBe(true)
    expect(isMulticastIpv4(parseIpv4('240.0.0.0') as Ipv4)).toBe(false)
    expect(isLinkLocalIpv4(parseIpv4('169.254.1.1') as Ipv4)).toBe(true)
  })
})

describe('IPv6 addresses', () => {
  it('are read back from what was printed, in the form of RFC 5952 that ip-address prints', () => {
    fc.assert(
      fc.property(anyIpv6, (address) => {
        const text = formatIpv6(address)
        expect(parseIpv6(text)).toBe(address)
        const bytes = new Uint8Array(16)
        writeIpv6(bytes, 0, address)
        expect(ipv6FromBytes(bytes)).toBe(address)
        expect(formatIpv6Bytes(bytes)).toBe(text)
        if (address >> 32n !== 0xffffn) expect(new Address6(text).correctForm()).toBe(text)
      }),
    )
  })

  it.each([
    ['2001:0DB8::0001', '2001:db8::1', 'lower case, no leading zeros (4.1, 4.3)'],
    ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1', 'the longest run of zeros is shortened (4.2.1)'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1', 'a single zero group is not (4.2.2)'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1', 'the longer of two runs (4.2.3)'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1', 'the first of two equal runs (4.2.3)'],
    ['::', '::', 'all zero'],
    ['1::', '1::', 'zeros at the end'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1', 'an IPv4-mapped address stays dotted (5)'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221', 'dotted decimal is read at the end'],
  ])('%s is printed as %s: %s', (text, expected) => {
    expect(formatIpv6(parseIpv6(text) as Ipv6)).toBe(expected)
  })

  it.each([
    ['', 'no address', 0],
    [':', 'a single ":" at the start', 0],
    [':1::', 'a single ":" at the start', 0],
    ['1:2:3', 'eight groups expected, found 3', 5],
    ['1:2:3:4:5:6:7:8:9', 'more than eight groups', 16],
    ['1::2::3', 'a second "::"', 4],
    ['1:::2', 'a second "::"', 3],
    ['12345::', 'more than four digits in a group: "12345"', 0],
    ['g::1', '"g" is not a hexadecimal digit', 0],
    ['1:2:3:4:5:6:7:', 'a single ":" at the end', 13],
    ['fe80::1%eth0', 'a zone (%…) is not part of an address', 7],
    ['1:2:3:4:5:6:7::8', '"::" stands for no group at all', 13],
    ['::1.2.3', 'four parts expected, found 3', 7],
    ['1.2.3.4::', 'dotted decimal only at the end', 0],
    ['1:2:3:4:5:6:7:1.2.3.4', 'too many groups', 14],
  ])('refuses "%s": %s', (text, error, at) => {
    expect(readIpv6(text)).toEqual({ ok: false, error, at })
  })

  it('agrees with ipaddr.js on which texts are addresses', () => {
    const text = fc.array(fc.constantFrom(':', '::', '1', '0', 'ab', 'ffff', '12345', '.', '1.2.3.4', 'g'), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(text, (parts) => {
        const joined = parts.join('')
        // it takes "1::" for eight given groups too, and dotted parts with leading zeros: left to the table above
        if (joined.includes('.') || joined.split(':').filter(Boolean).length > 7) return
        expect(parseIpv6(joined) !== null).toBe(ipaddr.IPv6.isValid(joined))
      }),
      { numRuns: 2000 },
    )
  })

  it('forms the interface identifier, the solicited-node group and its MAC as RFC 4291 and RFC 2464 say', () => {
    const mac = parseMac('02:00:c0:a8:01:0a') as Mac
    const address = ((0xfe80n << 112n) | interfaceIdOfMac(mac)) as Ipv6
    expect(formatIpv6(address)).toBe('fe80::c0ff:fea8:10a')
    expect(isLinkLocalIpv6(address)).toBe(true)
    const group = solicitedNodeGroup(address)
    expect(formatIpv6(group)).toBe('ff02::1:ffa8:10a')
    expect(formatMac(macOfIpv6Group(group))).toBe('33:33:ff:a8:01:0a')
  })
})

describe('MAC addresses', () => {
  it('are read back from what was printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (value) => parseMac(formatMac(value)) === value),
    )
    expect(parseMac('02-00-C0-A8-01-0A')).toBe(0x0200c0a8010a)
  })

  it.each([
    ['02:00:00:00:00', 'expected six bytes, found 5', 0],
    ['02:00:0:00:00:01', 'expected two hexadecimal digits, found "0"', 6],
    ['02:00:00:00:00:0g', 'expected two hexadecimal digits, found "0g"', 15],
    ['02:00-00:00:00:01', 'expected two hexadecimal digits, found "02:00"', 0],
  ])('refuses "%s": %s', (text, error, at) => {
    expect(readMac(text)).toEqual({ ok: false, error, at })
  })

  it('know groups, local administration and the MAC of an IPv4 group (RFC 1112 6.4)', () => {
    expect(isGroupMac(parseMac('ff:ff:ff:ff:ff:ff') as Mac)).toBe(true)
    expect(isGroupMac(parseMac('02:00:00:00:00:01') as Mac)).toBe(false)
    expect(isLocallyAdministered(parseMac('02:00:00:00:00:01') as Mac)).toBe(true)
    expect(isLocallyAdministered(parseMac('00:1b:21:00:00:01') as Mac)).toBe(false)
    expect(formatMac(macOfIpv4Group(parseIpv4('224.129.0.1') as Ipv4))).toBe('01:00:5e:01:00:01')
  })
})

describe('prefixes', () => {
  it('cover exactly the addresses between their first and last, by ipaddr.js too', () => {
    fc.assert(
      fc.property(anyIpv4, fc.integer({ min: 0, max: 32 }), anyIpv4, (address, bits, other) => {
        const prefix = prefix4(address, bits)
        expect(covers4(prefix, address)).toBe(true)
        expect(covers4(prefix, other)).toBe(other >= prefix.network && other <= lastAddress4(prefix))
        const oracle = ipaddr.IPv4.parse(formatIpv4(other)).match(
          ipaddr.IPv4.parse(formatIpv4(prefix.network)),
          bits,
        )
        expect(covers4(prefix, other)).toBe(oracle)
        expect(parsePrefix(formatPrefix(prefix))).toEqual(prefix)
        expect(bitsOfMask(maskOfBits(bits))).toBe(bits)
      }),
    )
  })

  it('of IPv6 too', () => {
    fc.assert(
      fc.property(anyIpv6, fc.integer({ min: 0, max: 128 }), (address, bits) => {
        const prefix = prefix6(address, bits)
        expect(covers6(prefix, address)).toBe(true)
        expect(covers6(prefix, (address ^ (1n << BigInt(128 - Math.max(bits, 1)))) as Ipv6)).toBe(bits === 0)
        expect(parsePrefix(formatPrefix(prefix))).toEqual(prefix)
      }),
    )
  })

  it('contain smaller ones, never of the other family', () => {
    const [wide, narrow, six] = ['10.0.0.0/8', '10.1.0.0/16', '::/0'].map((text) => parsePrefix(text))
    if (!wide || !narrow || !six) throw new Error('a test prefix was refused')
    expect(containsPrefix(wide, narrow)).toBe(true)
    expect(containsPrefix(narrow, wide)).toBe(false)
    expect(containsPrefix(six, narrow)).toBe(false)
  })

  it.each([
    ['10.0.0.0/33', 'prefix length above 32: "33"', 9],
    ['10.0.0.0/', 'no prefix length after "/"', 9],
    ['10.0.0.0/-1', '"-" is not a decimal digit', 9],
    ['10.0.0.0/08', 'prefix length with a leading zero: "08"', 9],
    ['2001:db8::/129', 'prefix length above 128: "129"', 11],
    ['10.0.0/8', 'four parts expected, found 3', 6],
    ['/24', 'no address', 0],
  ])('refuses "%s": %s', (text, error, at) => {
    expect(readAddressWithPrefix(text)).toEqual({ ok: false, error, at })
  })

  it('refuses host bits where a network is wanted, and names the network', () => {
    expect(readPrefix('10.1.2.3/8')).toEqual({
      ok: false,
      error: 'host bits are set: the network is 10.0.0.0/8',
      at: 0,
    })
  })

  it('has no broadcast in /31 and /32 (RFC 3021), and no mask with holes', () => {
    expect(broadcastOf(prefix4(0 as Ipv4, 30))).toBe(3)
    expect(broadcastOf(prefix4(0 as Ipv4, 31))).toBeNull()
    expect(bitsOfMask(parseIpv4('255.0.255.0') as Ipv4)).toBeNull()
  })
})

describe('the subnet calculator', () => {
  it.each([
    [
      '192.168.1.10/24',
      {
        network: '192.168.1.0',
        broadcast: '192.168.1.255',
        first: '192.168.1.1',
        last: '192.168.1.254',
        usable: '254',
        total: '256',
      },
    ],
    [
      '10.0.0.1/30',
      {
        network: '10.0.0.0',
        broadcast: '10.0.0.3',
        first: '10.0.0.1',
        last: '10.0.0.2',
        usable: '2',
        total: '4',
      },
    ],
    [
      '10.0.0.1/31',
      { network: '10.0.0.0', broadcast: null, first: '10.0.0.0', last: '10.0.0.1', usable: '2', total: '2' },
    ],
    [
      '10.0.0.1/32',
      { network: '10.0.0.1', broadcast: null, first: '10.0.0.1', last: '10.0.0.1', usable: '1', total: '1' },
    ],
    [
      '0.0.0.0/0',
      {
        mask: '0.0.0.0',
        wildcard: '255.255.255.255',
        broadcast: '255.255.255.255',
        usable: '4294967294',
        total: '4294967296',
      },
    ],
    [
      '2001:db8::5/127',
      {
        network: '2001:db8::4',
        mask: null,
        wildcard: null,
        broadcast: null,
        last: '2001:db8::5',
        usable: '2',
        total: '2',
      },
    ],
    ['2001:db8::5/128', { network: '2001:db8::5', usable: '1', total: '1' }],
    [
      '::/0',
      { last: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', total: '340282366920938463463374607431768211456' },
    ],
  ])('describes %s', (input, expected) => {
    expect(describeSubnet(input)).toMatchObject({ input, ...expected })
  })
})
