import { beforeEach, expect, it } from 'vitest'
import { buildScenario } from '../scenario/build'
import { parseScenario } from '../scenario/parse'
import { runLine } from '../shell/run-line'
import { runUntil, type Simulation } from '../sim/simulation'

let simulation: Simulation

beforeEach(() => {
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: '10.0.0.1/24' } },
      old: { ifaces: { eth0: '10.0.0.2/24' } },
      spare: { ifaces: { eth0: '10.0.0.3/24' } },
    },
    links: [{ ends: ['pc:eth0', 'old:eth0', 'spare:eth0'] }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  simulation = buildScenario(parsed.scenario)
})

const type = (host: string, line: string) => runLine({ simulation, host }, line).text

it('a gratuitous ARP moves an address to another machine at once', () => {
  type('pc', 'ping -c 1 10.0.0.2')
  expect(type('pc', 'ip neigh')).toContain('10.0.0.2 dev eth0 lladdr 02:00:0a:00:00:02 REACHABLE')
  type('old', 'ip link set eth0 down')
  type('spare', 'ip addr add 10.0.0.2/24 dev eth0; arping -U -c 1 -I eth0 10.0.0.2')
  expect(type('pc', 'ip neigh')).toContain('10.0.0.2 dev eth0 lladdr 02:00:0a:00:00:03 STALE')
  expect(type('pc', 'ping -c 1 10.0.0.2')).toContain('1 received')
})

it('a gratuitous ARP does not teach anybody who did not know the address', () => {
  type('spare', 'arping -U -c 1 -I eth0 10.0.0.3')
  expect(type('pc', 'ip neigh')).toBe('')
})

it('arping finds who answers for an address', () => {
  expect(type('pc', 'arping -c 1 10.0.0.2')).toMatch(
    /^ARPING 10\.0\.0\.2 from 10\.0\.0\.1 eth0\nUnicast reply from 10\.0\.0\.2 \[02:00:0A:00:00:02\] {2}0\.\d{3}ms\nSent 1 probes \(1 broadcast\(s\)\)\nReceived 1 response\(s\)\n$/,
  )
})

it('an entry is REACHABLE for 15 to 45 seconds, then STALE; a packet makes it DELAY, then it is verified by a question to that machine alone', () => {
  type('pc', 'ping -c 1 10.0.0.2')
  runUntil(simulation, simulation.now + 60_000_000)
  expect(type('pc', 'ip neigh')).toContain('STALE')
  const before = simulation.trace.frames.length
  type('pc', 'ping -c 1 10.0.0.2')
  expect(type('pc', 'ip neigh')).toContain('DELAY')
  runUntil(simulation, simulation.now + 5_100_000)
  expect(type('pc', 'ip neigh')).toContain('REACHABLE')
  const verified = simulation.trace.frames
    .slice(before)
    .find(
      ({ node, direction, bytes }) =>
        node === 'pc' && direction === 'out' && bytes[12] === 8 && bytes[13] === 6,
    )
  expect([...(verified?.bytes.subarray(0, 6) ?? [])]).toEqual([2, 0, 10, 0, 0, 2])
})

it('an entry whose machine is gone FAILS after three questions', () => {
  type('pc', 'ping -c 1 10.0.0.2')
  type('old', 'ip link set eth0 down')
  runUntil(simulation, simulation.now + 60_000_000)
  type('pc', 'ping -c 1 -W 1 10.0.0.2')
  runUntil(simulation, simulation.now + 10_000_000)
  expect(type('pc', 'ip neigh')).toContain('10.0.0.2 dev eth0 FAILED')
})

it('a permanent entry is never asked about nor changed', () => {
  type('pc', 'ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:99 dev eth0; ping -c 1 -W 1 10.0.0.2')
  expect(type('pc', 'ip neigh')).toBe('10.0.0.2 dev eth0 lladdr 02:00:00:00:00:99 PERMANENT \n')
})
