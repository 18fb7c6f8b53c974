import { expect, it } from 'vitest'
import { formatIpv6 } from '../addr/ipv6'
import { formatPrefix } from '../addr/prefix'
import { addressText } from '../node/address'
import { runUntil } from '../sim/simulation'
import { buildScenario } from './build'
import { parseScenario } from './parse'

it('gives a host an address and a link-local default gateway from a router advertisement', () => {
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: 'auto' }, mac: { eth0: '02:00:c0:a8:01:0a' } },
      router: { ifaces: { lan: '2001:db8:1::1/64' }, forward: true, advertise: { lan: '2001:db8:1::/64' } },
    },
    links: [{ ends: ['pc:eth0', 'router:lan'] }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const simulation = buildScenario(parsed.scenario)
  runUntil(simulation, 10_000_000)
  const pc = simulation.nodes.get('pc')
  if (pc?.kind !== 'machine') throw new Error('pc is a machine')
  const own = pc.interfaces.get('eth0')!.ipv6.map(({ address, state }) => `${formatIpv6(address)} ${state}`)
  expect(own).toEqual(['fe80::c0ff:fea8:10a preferred', '2001:db8:1::c0ff:fea8:10a preferred'])
  const gateway = pc.routes.find(({ prefix }) => formatPrefix(prefix) === '::/0')
  expect(gateway?.via && addressText(gateway.via)).toMatch(/^fe80::/)
})
