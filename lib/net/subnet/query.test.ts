import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPrefix } from '../addr/prefix'
import { formatAddress } from './address'
import { readQueries } from './lines'
import { nearestForm } from './nearest-form'
import { formatQuery, readQuery } from './query'

function read(text: string): string {
  const query = readQuery(text)
  if (!query.ok) return `refused at ${query.at}: ${query.error}`
  if (query.value.kind === 'range') return formatQuery(query.value)
  return `${formatAddress(query.value.address)} in ${formatPrefix(query.value.prefix)}`
}

describe('one field takes', () => {
  it.each([
    ['10.3.7.9/20', '10.3.7.9 in 10.3.0.0/20', 'an address and a length'],
    [' 10.3.7.9 / 20 ', '10.3.7.9 in 10.3.0.0/20', 'blanks'],
    ['10.3.7.9 255.255.240.0', '10.3.7.9 in 10.3.0.0/20', 'a mask'],
    ['10.3.7.9/255.255.240.0', '10.3.7.9 in 10.3.0.0/20', 'a mask after a slash'],
    ['10.3.7.9 netmask 255.255.240.0', '10.3.7.9 in 10.3.0.0/20', 'the word of ifconfig'],
    ['10.3.7.9 netmask 0xfffff000', '10.3.7.9 in 10.3.0.0/20', 'the mask as BSD prints it'],
    ['10.3.0.0 0.0.15.255', '10.3.0.0 in 10.3.0.0/20', 'a wildcard mask'],
    ['10.0.0.5-10.0.1.20', '10.0.0.5-10.0.1.20', 'a range'],
    ['10.0.0.5 – 10.0.1.20', '10.0.0.5-10.0.1.20', 'a range with a dash as people type it'],
    ['10.0.0.5 to 10.0.1.20', '10.0.0.5-10.0.1.20', 'a range in words'],
    ['10.0.0.5..10.0.1.20', '10.0.0.5-10.0.1.20', 'a range with dots'],
    ['2001:db8::1-2001:db8::ff', '2001:db8::1-2001:db8::ff', 'a range in IPv6'],
    ['2001:db8:3::7/48', '2001:db8:3::7 in 2001:db8:3::/48', 'IPv6'],
    ['192.0.2.1', '192.0.2.1 in 192.0.2.1/32', 'an address alone'],
    ['2001:db8::1', '2001:db8::1 in 2001:db8::1/128', 'an IPv6 address alone'],
    ['02:00:c0:a8:01:0a', 'fe80::c0ff:fea8:10a in fe80::/64', 'a MAC: its link-local address'],
    ['02-00-c0-a8-01-0a', 'fe80::c0ff:fea8:10a in fe80::/64', 'a MAC as Windows prints it'],
    ['2001:db8:3:7::/64 02:00:c0:a8:01:0a', '2001:db8:3:7:0:c0ff:fea8:10a in 2001:db8:3:7::/64', 'SLAAC'],
  ])('"%s": %s (%s)', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it('says when 0.0.0.0 or 255.255.255.255 could be a mask or a wildcard mask', () => {
    const query = readQuery('10.0.0.1 0.0.0.0')
    expect(query.ok && query.value.kind === 'block' && query.value.note).toBe(
      '0.0.0.0 is read as a mask, /0. As a wildcard mask it would be /32.',
    )
  })

  it('reads back every query that it prints', () => {
    const text = fc.oneof(
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`),
      fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([address, bits]) => `${address}/${bits}`),
    )
    fc.assert(
      fc.property(text, (written) => {
        const query = readQuery(written)
        if (!query.ok) throw new Error(`${written}: ${query.error}`)
        expect(readQuery(formatQuery(query.value))).toEqual(query)
      }),
    )
  })

  it('several lines, with comments and commas', () => {
    const lines = readQueries('10.0.0.0/8 # all of it\n\n192.0.2.1, 192.0.2.256\n')
    expect(lines.map(({ line, start, text, query }) => [line, start, text, query.ok])).toEqual([
      [1, 0, '10.0.0.0/8', true],
      [3, 24, '192.0.2.1', true],
      [3, 35, '192.0.2.256', false],
    ])
  })
})

describe('what is refused says why, where, and the nearest right form', () => {
  it.each([
    ['', 0, 'nothing to calculate: write an address, such as 192.168.1.10/24', null],
    ['010.3.7.9/20', 0, 'part 1 has a leading zero: "010" is octal to some tools', '10.3.7.9/20'],
    ['10.3.256.9/20', 5, 'part 3 is above 255: "256"', '10.3.255.9/20'],
    ['  10.3.256.9', 7, 'part 3 is above 255: "256"', '10.3.255.9'],
    ['10.3.7/20', 6, 'four parts expected, found 3', '10.3.7.0/20'],
    ['10/8', 2, 'four parts expected, found 1', '10.0.0.0/8'],
    ['172.16.', 7, 'part 3 is empty', '172.16.0.0/16'],
    ['10.3.7.9.1', 8, 'more than four parts', '10.3.7.9'],
    ['10.3.7.9/33', 9, 'prefix length above 32: "33"', '10.3.7.9/32'],
    ['10.3.7.9/ 33', 10, 'prefix length above 32: "33"', '10.3.7.9/32'],
    ['10.3.7.9/', 9, 'no prefix length after "/"', '10.3.7.9'],
    ['10.3.7.9/24/16', 12, '"16" is one thing too many', null],
    ['10.3.7.9/-1', 9, '"-" is not a decimal digit', '10.3.7.9/1'],
    ['10.3.7.9/020', 9, 'prefix length with a leading zero: "020"', '10.3.7.9/20'],
    ['10.3.7.9 24', 9, '"24" is neither a mask nor "/" and a prefix length', '10.3.7.9/24'],
    ['2001:db8::/129', 11, 'prefix length above 128: "129"', '2001:db8::/128'],
    [
      '10.3.7.9 255.0.255.0',
      9,
      'a mask is all ones and then all zeros: 255.0.255.0 is 11111111.00000000.11111111.00000000, where bit 17 is a one after a zero',
      '10.3.7.9 255.255.255.0',
    ],
    [
      '10.3.7.9/255.255.255.253',
      9,
      'a mask is all ones and then all zeros: 255.255.255.253 is 11111111.11111111.11111111.11111101, where bit 32 is a one after a zero',
      '10.3.7.9/255.255.255.255',
    ],
    ['10.3.7.9 255.255.256.0', 17, 'part 3 is above 255: "256"', '10.3.7.9 255.255.255.0'],
    [
      '10.0.0.20-10.0.0.5',
      10,
      'the range ends before it starts: 10.0.0.5 is below 10.0.0.20',
      '10.0.0.5-10.0.0.20',
    ],
    ['10.0.0.5-20', 11, 'four parts expected, found 1', '10.0.0.5-10.0.0.20'],
    ['10.0.0.5-2001:db8::1', 9, 'a range from one IP version to the other', null],
    ['2001:db8:3:7/48', 12, 'eight groups expected, found 4', '2001:db8:3:7::/48'],
    ['2001:db8:::1', 10, 'a second "::"', '2001:db8::1'],
    ['2001:00db8::1', 5, 'more than four digits in a group: "00db8"', '2001:db8::1'],
    ['fe80::1%eth0', 7, 'a zone (%…) is not part of an address', 'fe80::1'],
    ['https://192.0.2.1:8443/login', 0, 'a URL is more than an address', '192.0.2.1'],
    ['[2001:db8::1]:443', 0, '"[" is not a hexadecimal digit', '2001:db8::1'],
    ['1O.0.0.l/8', 1, '"O" is not a decimal digit', '10.0.0.1/8'],
    ['3232235786', 0, 'one number: an address is written in four parts', '192.168.1.10'],
    ['0xc0a8010a', 0, 'one number: an address is written in four parts', '192.168.1.10'],
    ['0200.c0a8.010a', 0, 'part 1 has a leading zero: "0200" is octal to some tools', '02:00:c0:a8:01:0a'],
    [
      '10.0.0.0/8 02:00:c0:a8:01:0a',
      0,
      'an address is formed of a MAC only in an IPv6 network of /64 (RFC 4862, RFC 2464)',
      null,
    ],
    ['10.0.0.0/8 10.0.0.1', 11, '"10.0.0.1" is one thing too many', null],
    ['www.example.com', 0, 'a name, and a calculator does not look names up', null],
  ])('"%s" at %i: %s; nearest: %s', (text, at, error, nearest) => {
    expect({ ...readQuery(text), nearest: nearestForm(text) }).toEqual({ ok: false, error, at, nearest })
  })

  it('proposes only what it takes itself, and never throws', () => {
    const parts = fc.constantFrom(
      '10',
      '010',
      '256',
      '.',
      ':',
      '::',
      '/',
      '33',
      '24',
      '255.0.255.0',
      '-',
      ' ',
      '%',
      'x',
      '0x',
      'db8',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const query = readQuery(text)
        if (!query.ok) {
          expect(query.at).toBeLessThanOrEqual(text.length)
          const nearest = nearestForm(text)
          if (nearest !== null) expect(readQuery(nearest).ok).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
