import { expect, it } from 'vitest'
import { parseIpv4 } from '../addr/ipv4'
import { describeFrame } from '../explain/describe-frame'
import type { Machine } from '../node/machine'
import { runLine } from '../shell/run-line'
import { runUntil, type Simulation } from '../sim/simulation'
import { buildScenario } from './build'
import { parseScenario } from './parse'

const SECOND = 1_000_000
const LEASE = 600

function build(hosts: object): Simulation {
  const all = { pc: { ifaces: { eth0: ['dhcp', 'link-local'] } }, ...hosts }
  const ends = Object.keys(all).map((host) => `${host}:eth0`)
  const parsed = parseScenario({ hosts: all, links: [{ name: 'sw', switch: true, ends }] })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return buildScenario(parsed.scenario)
}

const server = (own: number, range: string, more: object = {}) => ({
  ifaces: { eth0: `192.168.1.${own}/24` },
  dhcp: { eth0: { range, router: '192.168.1.1', lease: LEASE, ...more } },
})
const first = server(1, '192.168.1.100-192.168.1.149')
const second = server(2, '192.168.1.200-192.168.1.249')

const type = (simulation: Simulation, host: string, line: string) => runLine({ simulation, host }, line).text
const saidBy = (simulation: Simulation, host: string, from = 0) =>
  simulation.trace.events
    .filter(({ node, at }) => node === host && at >= from)
    .map(({ because }) => because)
    .filter((because) => /^(dhcp|linklocal|arp\.(probe|announce|conflict))/.test(because))
const addressOf = (simulation: Simulation, host = 'pc') =>
  /inet ([\d.]+)\//.exec(type(simulation, host, 'ip -4 addr show dev eth0'))?.[1]

/** When `host` first said `because`, in s. */
const secondOf = (simulation: Simulation, host: string, because: string) =>
  simulation.trace.events.find((event) => event.node === host && event.because === because)!.at / SECOND

it('asks its server alone at T1, half of the lease, and the lease begins anew', () => {
  const simulation = build({ gw: first })
  runUntil(simulation, 320 * SECOND)
  expect(secondOf(simulation, 'pc', 'dhcp.renews')).toBeCloseTo(300, 1)
  const asked = simulation.trace.frames.filter(({ at, node }) => node === 'pc' && at > 290 * SECOND)
  expect(asked.some(({ bytes }) => describeFrame(bytes).includes('REQUEST') && bytes[0] !== 0xff)).toBe(true)
  expect(saidBy(simulation, 'pc', 10 * SECOND)).toEqual(['dhcp.renews', 'dhcp.extended'])
})

it('asks every server at T2, seven eighths, and one that knows nothing of it stays silent', () => {
  const simulation = build({ gw: first, other: second })
  runUntil(simulation, SECOND)
  expect(addressOf(simulation)).toBe('192.168.1.100')
  type(simulation, 'gw', 'ip link set eth0 down')
  runUntil(simulation, 590 * SECOND)
  expect(secondOf(simulation, 'pc', 'dhcp.rebinds')).toBeCloseTo(525, 1)
  expect(saidBy(simulation, 'other', 10 * SECOND)).toContain('dhcp.unknown')
  expect(addressOf(simulation)).toBe('192.168.1.100')
})

it('starts again when the lease is over, and then has another address', () => {
  const simulation = build({ gw: first, other: second })
  runUntil(simulation, SECOND)
  type(simulation, 'gw', 'ip link set eth0 down')
  runUntil(simulation, 610 * SECOND)
  expect(secondOf(simulation, 'pc', 'dhcp.lease-over')).toBeCloseTo(600, 1)
  expect(addressOf(simulation)).toBe('192.168.1.200')
})

it('takes one of two offers, and the other server takes its own back', () => {
  const simulation = build({ gw: first, other: second })
  runUntil(simulation, SECOND)
  expect(saidBy(simulation, 'pc')).toEqual(['dhcp.discover', 'dhcp.request', 'dhcp.late-offer', 'dhcp.bound'])
  expect(saidBy(simulation, 'other')).toEqual(['dhcp.offered', 'dhcp.not-chosen'])
})

it('gives the address up on a NAK, and asks for one', () => {
  const simulation = build({ gw: first })
  runUntil(simulation, SECOND)
  const gw = simulation.nodes.get('gw') as Machine
  for (const process of gw.processes.values())
    if (process.kind === 'dhcp-server')
      process.leases = process.leases.map((lease) => ({ ...lease, address: parseIpv4('192.168.1.120')! }))
  runUntil(simulation, 301 * SECOND)
  expect(saidBy(simulation, 'pc', 10 * SECOND)).toEqual([
    'dhcp.renews',
    'dhcp.taken-back',
    'dhcp.discover',
    'dhcp.request',
    'dhcp.bound',
  ])
  expect(addressOf(simulation)).toBe('192.168.1.120')
})

it('gives a machine the address that is reserved for it, and nobody else', () => {
  const reserved = { '02:00:00:00:00:20': '192.168.1.100' }
  const simulation = build({
    gw: server(1, '192.168.1.100-192.168.1.149', { reserved }),
    nas: { ifaces: { eth0: 'dhcp' }, mac: { eth0: '02:00:00:00:00:20' } },
  })
  runUntil(simulation, SECOND)
  expect(addressOf(simulation, 'nas')).toBe('192.168.1.100')
  expect(addressOf(simulation)).toBe('192.168.1.101')
})

it('marks the default route of a lease', () => {
  const simulation = build({ gw: first })
  runUntil(simulation, SECOND)
  expect(type(simulation, 'pc', 'ip route')).toContain(
    'default via 192.168.1.1 dev eth0 proto dhcp src 192.168.1.100',
  )
})

it('takes a link-local address after three probes when nobody answers', () => {
  const simulation = build({ tv: { ifaces: { eth0: '169.254.9.9/16' } } })
  runUntil(simulation, 60 * SECOND)
  expect(saidBy(simulation, 'pc').filter((key) => !key.startsWith('dhcp'))).toEqual([
    'linklocal.picks',
    'arp.probe',
    'arp.probe',
    'arp.probe',
    'linklocal.taken',
    'arp.announce',
    'arp.announce',
  ])
  expect(secondOf(simulation, 'pc', 'linklocal.picks')).toBeCloseTo(12, 1)
  const own = addressOf(simulation)!.split('.').map(Number)
  expect(own.slice(0, 2)).toEqual([169, 254])
  expect(own[2]).toBeGreaterThan(0)
  expect(own[2]).toBeLessThan(255)
  expect(type(simulation, 'pc', 'ping -c 1 169.254.9.9')).toContain('1 received')
})

it('picks another one when somebody answers the probe', () => {
  const hosts = (address: string) => ({ tv: { ifaces: { eth0: `${address}/16` } } })
  const free = build(hosts('169.254.9.9'))
  runUntil(free, 60 * SECOND)
  const wish = addressOf(free)!
  const simulation = build(hosts(wish))
  runUntil(simulation, 60 * SECOND)
  expect(saidBy(simulation, 'pc')).toContain('arp.conflict')
  expect(addressOf(simulation)).toMatch(/^169\.254\./)
  expect(addressOf(simulation)).not.toBe(wish)
})

it('drops the link-local address when a server comes back', () => {
  const simulation = build({ gw: first })
  type(simulation, 'gw', 'ip link set eth0 down')
  runUntil(simulation, 40 * SECOND)
  expect(addressOf(simulation)).toMatch(/^169\.254\./)
  type(simulation, 'gw', 'ip link set eth0 up')
  runUntil(simulation, 130 * SECOND)
  expect(saidBy(simulation, 'pc')).toContain('linklocal.dropped')
  expect(addressOf(simulation)).toBe('192.168.1.100')
})

it('refuses a link-local address without the client that it stands in for', () => {
  const parsed = parseScenario({ hosts: { pc: { ifaces: { eth0: 'link-local' } } }, links: [] })
  expect(parsed).toMatchObject({ ok: false, problem: { path: 'hosts.pc.ifaces.eth0' } })
})
