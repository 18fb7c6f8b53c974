import { expect, it } from 'vitest'
import { runLine } from '../shell/run-line'
import { runUntil, type Simulation } from '../sim/simulation'
import { buildScenario } from './build'
import { parseScenario } from './parse'

function network(range: string, more: object = {}): Simulation {
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: 'dhcp' } },
      tv: { ifaces: { eth0: 'dhcp' } },
      gw: {
        ifaces: { lan: '192.168.1.1/24' },
        dhcp: { lan: { range, router: '192.168.1.1', dns: '192.168.1.53', lease: 600 } },
        ...more,
      },
    },
    links: [{ ends: ['pc:eth0', 'tv:eth0', 'gw:lan'] }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return buildScenario(parsed.scenario)
}

const type = (simulation: Simulation, host: string, line: string) => runLine({ simulation, host }, line).text
const keysOf = (simulation: Simulation, host: string) =>
  simulation.trace.events.filter(({ node }) => node === host).map(({ because }) => because)
const SECOND = 1_000_000

it('gives a machine an address, a gateway and a name server in four messages', () => {
  const simulation = network('192.168.1.100-192.168.1.110')
  runUntil(simulation, SECOND)
  expect(keysOf(simulation, 'pc').filter((key) => key.startsWith('dhcp.'))).toEqual([
    'dhcp.discover',
    'dhcp.request',
    'dhcp.bound',
  ])
  expect(type(simulation, 'pc', 'ip -4 -br addr show dev eth0')).toMatch(/192\.168\.1\.10[01]\/24/)
  expect(type(simulation, 'pc', 'ip route')).toContain('default via 192.168.1.1 dev eth0')
  expect(type(simulation, 'pc', 'ping -c 1 192.168.1.1')).toContain('1 received')
})

it('gives each machine its own address, and the last one nothing when none is left', () => {
  const simulation = network('192.168.1.100-192.168.1.100')
  runUntil(simulation, 20 * SECOND)
  const addresses = ['pc', 'tv'].map((host) => type(simulation, host, 'ip -4 addr show dev eth0'))
  expect(addresses.filter((text) => text.includes('192.168.1.100/24'))).toHaveLength(1)
  expect(keysOf(simulation, 'gw')).toContain('dhcp.pool-empty')
})

it('keeps the address by renewing at half of the lease', () => {
  const simulation = network('192.168.1.100-192.168.1.110')
  runUntil(simulation, 700 * SECOND)
  expect(keysOf(simulation, 'pc')).toContain('dhcp.renews')
  expect(type(simulation, 'pc', 'ip -4 addr show dev eth0')).toMatch(/192\.168\.1\.10[01]\/24/)
})

it('gives the address up when the server is gone for the whole lease', () => {
  const simulation = network('192.168.1.100-192.168.1.110')
  runUntil(simulation, SECOND)
  type(simulation, 'gw', 'ip link set lan down')
  runUntil(simulation, 700 * SECOND)
  expect(keysOf(simulation, 'pc')).toContain('dhcp.lease-over')
  expect(type(simulation, 'pc', 'ip -4 addr show dev eth0')).toBe('')
})

it('asks again and again where no server answers', () => {
  const simulation = network('192.168.1.100-192.168.1.110', {
    iptables: ['-A INPUT -p udp --dport 67 -j DROP'],
  })
  runUntil(simulation, 30 * SECOND)
  expect(keysOf(simulation, 'pc').filter((key) => key === 'dhcp.discover')).toHaveLength(4) // at 0, 4, 12 and 28 s
})
