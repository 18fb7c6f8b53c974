import { expect, it } from 'vitest'
import { parseScenario } from './parse'
import { runScenario } from './run'

it('routes between two VLANs over a trunk (router on a stick), and only there', () => {
  const parsed = parseScenario({
    hosts: {
      red: { ifaces: { eth0: '10.0.10.2/24' }, routes: ['default via 10.0.10.1'] },
      blue: {
        ifaces: { eth0: '10.0.20.2/24' },
        routes: ['default via 10.0.20.1'],
        listen: ['tcp 0.0.0.0:80'],
      },
      stray: { ifaces: { eth0: '10.0.10.3/24' } },
      router: { ifaces: { eth0: [], 'eth0.10': '10.0.10.1/24', 'eth0.20': '10.0.20.1/24' }, forward: true },
    },
    links: [
      {
        ends: ['red:eth0', 'blue:eth0', 'stray:eth0', 'router:eth0'],
        vlans: { 'red:eth0': 10, 'blue:eth0': 20, 'stray:eth0': 30, 'router:eth0': [10, 20] },
      },
    ],
    probes: [
      { from: 'red', type: 'tcp', to: '10.0.20.2:80' },
      { from: 'red', type: 'traceroute', to: '10.0.20.2' },
      { from: 'red', type: 'ping', to: '10.0.10.3' },
    ],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const { outcome } = runScenario(parsed.scenario, 'vlan')
  expect(outcome.probes[0]).toMatchObject({ result: 'open', served_by: 'blue' })
  expect(outcome.probes[1]).toMatchObject({ hops: ['10.0.10.1', '10.0.20.2'], end: 'reached' })
  expect(outcome.probes[2]).toMatchObject({ result: 'host-unreachable' })
})

it('carries two VLANs tagged over a cable between two switches, and the native one without a tag', () => {
  const vlans = (host: string, vlan: number) => ({ [`${host}:eth0`]: vlan })
  const parsed = parseScenario({
    hosts: {
      red1: { ifaces: { eth0: '10.0.0.1/24' } },
      red2: { ifaces: { eth0: '10.0.0.2/24' } },
      blue1: { ifaces: { eth0: '10.0.0.3/24' } },
      old1: { ifaces: { eth0: '10.0.0.5/24' } },
      old2: { ifaces: { eth0: '10.0.0.6/24' } },
    },
    links: [
      {
        name: 'left',
        ends: ['red1:eth0', 'blue1:eth0', 'old1:eth0'],
        vlans: { ...vlans('red1', 10), ...vlans('blue1', 20), ...vlans('old1', 1) },
      },
      {
        name: 'right',
        ends: ['red2:eth0', 'old2:eth0'],
        vlans: { ...vlans('red2', 10), ...vlans('old2', 1) },
      },
      {
        ends: ['left:up', 'right:up'],
        vlans: { 'left:up': [10, 20], 'right:up': [10, 20] },
        native: { 'left:up': 1, 'right:up': 1 },
      },
    ],
    probes: [
      { from: 'red1', type: 'ping', to: '10.0.0.2' },
      { from: 'blue1', type: 'ping', to: '10.0.0.2' },
      { from: 'old1', type: 'ping', to: '10.0.0.6' },
    ],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const { outcome, simulation } = runScenario(parsed.scenario, 'trunk')
  expect(outcome.probes.map(({ result }) => result)).toEqual(['reply', 'host-unreachable', 'reply'])
  const onTrunk = simulation.trace.frames.filter(({ node, iface }) => node === 'left' && iface === 'up')
  const tags = new Set(
    onTrunk.map(({ bytes }) => (bytes[12] === 0x81 && bytes[13] === 0 ? bytes[14] * 256 + bytes[15] : null)),
  )
  expect(tags).toEqual(new Set([10, 20, null]))
})
