import { expect, it } from 'vitest'
import { buildScenario } from '../../net/scenario/build'
import { parseScenario } from '../../net/scenario/parse'
import { runUntil } from '../../net/sim/simulation'
import { generate } from '../generate'

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1)
const SECOND = 1_000_000

/** At which seconds a client of the engine said `because`; `lease` 0 is a network without a server. */
function secondsOf(because: string, lease: number, until: number): number[] {
  const dhcp = { dhcp: { eth0: { range: '192.168.1.100-192.168.1.110', lease: lease || 60 } } }
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: 'dhcp' } },
      gw: { ifaces: { eth0: '192.168.1.1/24' }, ...(lease > 0 && dhcp) },
    },
    links: [{ ends: ['pc:eth0', 'gw:eth0'], mtu: 1500 }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const simulation = buildScenario(parsed.scenario)
  runUntil(simulation, SECOND)
  // silent from now on, so that T2 comes
  const gw = simulation.nodes.get('gw')
  if (gw?.kind === 'machine') gw.processes.clear()
  runUntil(simulation, until * SECOND)
  return simulation.trace.events
    .filter((event) => event.node === 'pc' && event.because === because)
    .map(({ at }) => Math.round(at / SECOND))
}

it('T1 and T2 are those of the engine’s client', () => {
  for (const seed of SEEDS) {
    const { given, answer } = generate('dhcp-timers', {}, seed)
    const lease = Number.parseInt(given[0].value, 10)
    const because = given[1].value.includes('every') ? 'dhcp.rebinds' : 'dhcp.renews'
    expect(secondsOf(because, lease, lease)[0]).toBe(answer)
  }
})

it('DISCOVERs leave when the engine’s client sends them', () => {
  const times = secondsOf('dhcp.discover', 0, 400)
  expect(times.slice(0, 4)).toEqual([0, 4, 12, 28])
  const names = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth']
  for (const seed of SEEDS) {
    const { given, answer } = generate('dhcp-discovers', {}, seed)
    expect(times[names.findIndex((name) => given[0].value.endsWith(name))]).toBe(answer)
  }
})
