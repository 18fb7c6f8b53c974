import { expect, it } from 'vitest'
import { formatIpv4, parseIpv4 } from '../../addr/ipv4'
import { formatIpv6, parseIpv6 } from '../../addr/ipv6'
import type { Address } from '../address'
import { type FtpForm, findFtpEndpoint, writeFtpEndpoint } from './ftp-command'

const text = (address: Address | null) =>
  address === null ? 'the same' : typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)

it.each([
  ['PORT 192,168,1,10,195,80\r\n', '192.168.1.10', 50_000, 'RFC 959 section 4.1.2'],
  ['port 192,168,1,10,0,21\r\n', '192.168.1.10', 21, 'commands are not case-sensitive (section 5.3)'],
  ['EPRT |1|132.235.1.2|6275|\r\n', '132.235.1.2', 6275, 'the first example of RFC 2428 section 2'],
  ['EPRT !1!132.235.1.2!6275!\r\n', '132.235.1.2', 6275, 'any other delimiter that is no digit'],
])('the client that says %j waits at %s, port %d: %s', (line, address, port) => {
  const found = findFtpEndpoint(line, 'original', 4)
  expect(found).toMatchObject({ port })
  if (found === null || found === 'partial') return
  expect(text(found.address)).toBe(address)
  expect(line.slice(found.offset, found.offset + found.length)).toBe(line.slice(5).trimEnd())
})

it('EPRT |2|1080::8:800:200C:417A|5282| is the second example of RFC 2428, for IPv6 only', () => {
  const line = 'EPRT |2|1080::8:800:200C:417A|5282|\r\n'
  const found = findFtpEndpoint(line, 'original', 6)
  expect(found).toMatchObject({ address: parseIpv6('1080::8:800:200c:417a'), port: 5282 })
  expect(findFtpEndpoint(line, 'original', 4)).toBe('partial')
})

it.each([
  ['227 Entering Passive Mode (203,0,113,9,195,81).\r\n', '203.0.113.9', 50_001, 'as most servers say it'],
  ['227 =203,0,113,9,195,81\r\n', '203.0.113.9', 50_001, 'without brackets (RFC 1123 section 4.1.2.6)'],
  [
    '229 Entering Extended Passive Mode (|||6446|)\r\n',
    'the same',
    6446,
    'the example of RFC 2428 section 3',
  ],
])('the server that answers %j waits at %s, port %d: %s', (line, address, port) => {
  const found = findFtpEndpoint(line, 'reply', 4)
  expect(found).toMatchObject({ port })
  if (found === null || found === 'partial') return
  expect(text(found.address)).toBe(address)
  const named = line.slice(found.offset, found.offset + found.length)
  expect(writeFtpEndpoint(found.form, (found.address ?? 0) as Address, found.port)).toBe(named)
})

it.each([
  ['PO', 'cut within the word'],
  ['PORT 192,168,1,10,19', 'cut within a number'],
  ['PORT 192,168,1,10,195,80', 'cut before its end of line: more digits may follow'],
  ['PORT 192,168,1,10\r\n', 'too few numbers'],
  ['EPRT |1|132.235.1.2|627', 'cut before the last delimiter'],
  ['EPRT |1|132.235.1.2|0|\r\n', 'port 0'],
])('%j is not whole: %s', (line) => {
  expect(findFtpEndpoint(line, 'original', 4)).toBe('partial')
})

it.each<[string, 'original' | 'reply', string]>([
  ['LIST\r\n', 'original', 'another command'],
  ['227 Entering Passive Mode (203,0,113,9,195,81).\r\n', 'original', 'an answer from the client'],
  ['PORT 192,168,1,10,195,80\r\n', 'reply', 'a command from the server'],
  ['200 PORT 192,168,1,10,195,80\r\n', 'reply', 'a command that is repeated in an answer'],
])('%j from the %s side announces nothing: %s', (line, direction) => {
  expect(findFtpEndpoint(line, direction, 4)).toBeNull()
})

it.each<[FtpForm, string, number, string]>([
  ['PORT', '203.0.113.5', 50_000, '203,0,113,5,195,80'],
  ['227', '203.0.113.5', 80, '203,0,113,5,0,80'],
  ['EPRT', '203.0.113.5', 50_000, '|1|203.0.113.5|50000|'],
  ['EPRT', '2001:db8::5', 50_000, '|2|2001:0db8:0000:0000:0000:0000:0000:0005|50000|'],
  ['229', '203.0.113.5', 50_000, '|||50000|'],
])('%s with %s and port %d is written %s', (form, address, port, words) => {
  const read = (address.includes(':') ? parseIpv6(address) : parseIpv4(address)) as Address
  expect(writeFtpEndpoint(form, read, port)).toBe(words)
})
