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
