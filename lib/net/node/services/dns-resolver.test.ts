import { beforeEach, expect, it } from 'vitest'
import { runLine } from '../../shell/run-line'
import { runUntil, type Simulation } from '../../sim/simulation'
import { smallInternet } from './testing/small-internet'

let simulation: Simulation
beforeEach(() => {
  simulation = smallInternet()
})

const SECOND = 1_000_000
const type = (line: string) => runLine({ simulation, host: 'c10' }, line).text
const wait = (seconds: number) => runUntil(simulation, simulation.now + seconds * SECOND)
const events = () => simulation.trace.events.filter(({ because }) => because.startsWith('dns.'))
/** What the resolver asked so far: server and name. */
const asked = () =>
  events()
    .filter(({ because }) => because === 'dns.asks-server')
    .map(({ data }) => `${data?.server} ${data?.name}`)

it('goes from the root down and answers aliases by their own question', () => {
  type('dig www.acme.example')
  expect(asked()).toEqual([
    '192.0.2.34 www.acme.example.',
    '192.0.2.34 .', // who serves the root today
    '192.0.2.35 www.acme.example.',
    '198.51.100.53 www.acme.example.',
    '198.51.100.53 web.acme.example.',
  ])
})

it('a second client costs nothing until the TTL is over, and sees it counted down', () => {
  type('dig api.acme.example')
  const before = asked().length
  wait(20)
  expect(type('dig +noall +answer api.acme.example')).toContain('\t40\tIN\tA\t198.51.100.81')
  expect(asked()).toHaveLength(before)
  wait(45)
  expect(type('dig +noall +answer api.acme.example')).toContain('\t60\tIN\tA')
  expect(asked().slice(before)).toEqual(['198.51.100.53 api.acme.example.'])
})

it('remembers that a name is not there for as long as the SOA record says', () => {
  expect(type('dig nosuch.acme.example')).toMatch(/NXDOMAIN[\s\S]*\t300\tIN\tSOA/)
  const before = asked().length
  wait(100)
  expect(type('dig nosuch.acme.example MX')).toMatch(/NXDOMAIN[\s\S]*\t200\tIN\tSOA/) // no such name, whatever the type
  expect(asked()).toHaveLength(before)
  wait(201)
  type('dig nosuch.acme.example')
  expect(asked()).toHaveLength(before + 1)
})

it('remembers that a name has no record of a type, for that type alone', () => {
  expect(type('dig AAAA api.acme.example')).toMatch(/NOERROR[\s\S]*ANSWER: 0[\s\S]*\t300\tIN\tSOA/)
  const before = asked().length
  type('dig AAAA api.acme.example')
  expect(asked()).toHaveLength(before)
  expect(type('dig +short A api.acme.example')).toBe('198.51.100.81\n')
  expect(asked()).toHaveLength(before + 1)
})

it('follows an alias from one zone into another, which its server does not do by itself', () => {
  expect(type('dig +norecurse @198.51.100.53 www.hosted.example')).toContain('ANSWER: 1,')
  expect(type('dig +short www.hosted.example')).toBe('web.acme.example.\n198.51.100.80\n')
})

it.each([
  ['lame.example', 'its server runs no name server: port unreachable'],
  ['loop.example', 'its server has a name in the zone and no glue'],
  ['round.acme.example', 'two aliases that name each other'],
])('gives up on %s with SERVFAIL: %s', (name) => {
  expect(type(`dig ${name}`)).toContain('status: SERVFAIL')
})

it('gives up on a silent server after three rounds, and waits for it no longer than that', () => {
  runLine({ simulation, host: 'auth' }, 'ip link set eth0 down')
  expect(type('dig web.acme.example')).toContain('status: SERVFAIL')
  expect(asked().filter((it) => it.startsWith('198.51.100.53'))).toHaveLength(3)
})

it('dig +trace is referred from server to server', () => {
  expect(type('dig +trace api.acme.example').match(/^;; Received.*#53\(.*\)/gm)).toEqual([
    expect.stringContaining('203.0.113.53#53(203.0.113.53)'),
    expect.stringContaining('192.0.2.34#53(a.root-servers.test)'),
    expect.stringContaining('192.0.2.35#53(a.nic.example)'),
    expect.stringContaining('198.51.100.53#53(ns1.acme.example)'),
  ])
})

it('what is too long for UDP comes by TCP, to the resolver and to the client', () => {
  const text = type('dig +bufsize=512 TXT big.acme.example')
  expect(text).toMatch(/^;; Truncated, retrying in TCP mode\.[\s\S]*ANSWER: 8,[\s\S]*\(TCP\)/)
  const keys = events().map(({ node, because }) => `${node} ${because}`)
  expect(keys.filter((key) => /truncated|over-tcp/.test(key))).toEqual([
    'auth dns.truncated',
    'res dns.asks-over-tcp',
    'res dns.truncated',
  ])
  expect(type('dig +tcp +short api.acme.example')).toBe('198.51.100.81\n')
})

it('a client that wants no recursion is told the nearest servers that are known', () => {
  type('dig api.acme.example')
  expect(type('dig +norecurse www.acme.example')).toMatch(
    /ANSWER: 0, AUTHORITY: 1[\s\S]*NS\tns1\.acme\.example\./,
  )
})
