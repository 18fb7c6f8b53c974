import { expect, it } from 'vitest'
import { parseScenario } from './parse'
import { runScenario } from './run'

function probe(broadcast: boolean) {
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: '192.168.1.10/24' }, routes: ['default dev eth0'] }, // Linux wants a route for it, too
      tv: { ifaces: { eth0: '192.168.1.12/24' }, listen: ['udp 0.0.0.0:5000'] },
    },
    links: [{ ends: ['pc:eth0', 'tv:eth0'] }],
    probes: [{ from: 'pc', type: 'udp', to: '255.255.255.255:5000', broadcast }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return runScenario(parsed.scenario, 'broadcast').outcome.probes[0]
}

it('a datagram to everybody leaves only with SO_BROADCAST, and anybody may answer it', () => {
  expect(probe(false)).toMatchObject({ result: 'error', errno: 'EACCES' })
  expect(probe(true)).toMatchObject({ result: 'reply', served_by: 'tv' })
})
