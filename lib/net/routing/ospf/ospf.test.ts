import { describe, expect, it } from 'vitest'
import { formatIpv4 } from '../../addr/ipv4'
import { formatPrefix } from '../../addr/prefix'
import type { Machine } from '../../node/machine'
import { buildScenario } from '../../scenario/build'
import { parseScenario } from '../../scenario/parse'
import { runLine } from '../../shell/run-line'
import { runUntil, type Simulation, setLinkAt } from '../../sim/simulation'
import type { OspfProcess } from './ospf-process'

const SECOND = 1_000_000

/** pc - r1 - r2 - srv, and r3 as the longer way between r1 and r2. The same triangle was recorded with three BIRD routers. */
function triangle(change: object = {}): Simulation {
  const router = (id: number, ifaces: object, costs: object) => ({
    ifaces,
    forward: true,
    ospf: { id: `10.255.0.${id}`, interfaces: costs },
  })
  const hosts = {
    pc: { ifaces: { eth0: '10.1.0.10/24' }, routes: ['default via 10.1.0.1'] },
    r1: router(
      1,
      { lan: '10.1.0.1/24', r2: '10.0.12.1/30', r3: '10.0.13.1/30' },
      { lan: 'passive', r2: 10, r3: 20 },
    ),
    r2: router(
      2,
      { lan: '10.2.0.1/24', r1: '10.0.12.2/30', r3: '10.0.23.1/30' },
      { lan: 'passive', r1: 10, r3: 30 },
    ),
    r3: router(3, { r1: '10.0.13.2/30', r2: '10.0.23.2/30' }, { r1: 20, r2: 30 }),
    srv: { ifaces: { eth0: '10.2.0.80/24' }, routes: ['default via 10.2.0.1'] },
    ...change,
  }
  const parsed = parseScenario({
    hosts,
    links: [
      { ends: ['pc:eth0', 'r1:lan'] },
      { ends: ['r1:r2', 'r2:r1'], delay: '5ms' },
      { ends: ['r1:r3', 'r3:r1'], delay: '5ms' },
      { ends: ['r3:r2', 'r2:r3'], delay: '5ms' },
      { ends: ['r2:lan', 'srv:eth0'] },
    ],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return buildScenario(parsed.scenario)
}

const machine = (simulation: Simulation, name: string) => simulation.nodes.get(name) as Machine
function daemon(simulation: Simulation, name: string): OspfProcess {
  const found = [...machine(simulation, name).processes.values()].find(({ kind }) => kind === 'ospf')
  if (found?.kind !== 'ospf') throw new Error(`no daemon on ${name}`)
  return found
}
const ribOf = (simulation: Simulation, name: string) =>
  daemon(simulation, name).rib.map(
    ({ prefix, cost, via }) => `${formatPrefix(prefix)} ${cost} ${via === null ? 'own' : formatIpv4(via)}`,
  )
const learned = (simulation: Simulation, name: string) =>
  runLine({ simulation, host: name }, 'ip route')
    .text.split('\n')
    .filter((line) => line.includes('proto ospf'))
    .map((line) => line.replace('linkdown', '').trim())

const R1_R2 = 1

describe('three routers that have just been switched on', () => {
  const simulation = triangle()
  runUntil(simulation, 60 * SECOND)

  it('are neighbours of each other, Full', () => {
    for (const name of ['r1', 'r2', 'r3'])
      expect(
        daemon(simulation, name).interfaces.flatMap(({ passive, neighbour }) =>
          passive ? [] : [neighbour?.state],
        ),
      ).toEqual(['Full', 'Full'])
  })

  it('have the same database', () => {
    const shown = (name: string) =>
      [...daemon(simulation, name).database.values()].map(({ header }) => header.checksum).sort()
    expect(shown('r1')).toHaveLength(3)
    expect(shown('r2')).toEqual(shown('r1'))
    expect(shown('r3')).toEqual(shown('r1'))
  })

  it('compute the costs that BIRD recorded for r1', () => {
    expect(ribOf(simulation, 'r1')).toEqual([
      '10.0.12.0/30 10 own',
      '10.0.13.0/30 20 own',
      '10.0.23.0/30 40 10.0.12.2',
      '10.1.0.0/24 10 own',
      '10.2.0.0/24 20 10.0.12.2',
    ])
  })

  it('write into the kernel’s table what is not their own network', () => {
    expect(learned(simulation, 'r1')).toEqual([
      '10.0.23.0/30 via 10.0.12.2 dev r2 proto ospf metric 20',
      '10.2.0.0/24 via 10.0.12.2 dev r2 proto ospf metric 20',
    ])
  })

  it('carry a ping', () => {
    expect(runLine({ simulation, host: 'pc' }, 'ping -c 1 10.2.0.80').text).toContain('ttl=62')
  })

  it('run alike each time', () => {
    const [once, again] = [triangle(), triangle()]
    for (const each of [once, again]) runUntil(each, 60 * SECOND)
    expect(again.trace).toEqual(once.trace)
  })
})

/** When, after the cut, r1 has another way to the server's network; null: it has none. */
function changedAfter(
  simulation: Simulation,
  noticed: boolean,
): { readonly us: number; readonly via: string | null } {
  runUntil(simulation, 60 * SECOND)
  const cutAt = simulation.now
  setLinkAt(simulation, R1_R2, false, cutAt, noticed)
  const wayOut = () => learned(simulation, 'r1').find((line) => line.startsWith('10.2.0.0/24')) ?? null
  const before = wayOut()
  runUntil(simulation, cutAt + 60 * SECOND, () => wayOut() !== before)
  return { us: simulation.now - cutAt, via: wayOut() }
}

describe('the link between r1 and r2 fails', () => {
  it('noticed at the interface: the other way after the 50 ms of the calculation', () => {
    const { us, via } = changedAfter(triangle(), true)
    expect(via).toContain('via 10.0.13.2 dev r3')
    expect(us).toBeGreaterThanOrEqual(50_000)
    expect(us).toBeLessThan(60_000)
  })

  it('in silence: only after the dead interval, counted from the last hello', () => {
    const { us, via } = changedAfter(triangle(), false)
    expect(via).toContain('via 10.0.13.2 dev r3')
    expect(us).toBeGreaterThan(30 * SECOND)
    expect(us).toBeLessThanOrEqual(41 * SECOND)
  })

  it('with no other way: the route is taken out', () => {
    const { via } = changedAfter(
      triangle({ r3: { ifaces: { r1: '10.0.13.2/30', r2: '10.0.23.2/30' } } }),
      true,
    )
    expect(via).toBeNull()
  })

  it('and is mended: the short way again', () => {
    const simulation = triangle()
    changedAfter(simulation, true)
    setLinkAt(simulation, R1_R2, true, simulation.now, true)
    runUntil(simulation, simulation.now + 30 * SECOND)
    expect(ribOf(simulation, 'r1')).toContain('10.2.0.0/24 20 10.0.12.2')
  })
})

describe('the daemon of r2 is killed', () => {
  const simulation = triangle()
  runUntil(simulation, 60 * SECOND)
  runLine({ simulation, host: 'r2' }, 'pkill -9 ospfd')
  const ping = () => runLine({ simulation, host: 'pc' }, 'ping -c 1 -W 1 10.2.0.80').text

  it('packets go on: the kernel’s table is still there', () => {
    runUntil(simulation, 80 * SECOND)
    expect(ping()).toContain('ttl=62')
  })

  it('until the neighbours have heard nothing for the dead interval', () => {
    runUntil(simulation, 110 * SECOND)
    expect(learned(simulation, 'r1')).toEqual(['10.0.23.0/30 via 10.0.13.2 dev r3 proto ospf metric 20'])
    expect(ping()).toContain('Destination Net Unreachable')
  })
})

it('two routers with other intervals do not become neighbours', () => {
  const simulation = triangle({
    r3: {
      ifaces: { r1: '10.0.13.2/30', r2: '10.0.23.2/30' },
      forward: true,
      ospf: { id: '10.255.0.3', interfaces: { r1: 20, r2: 30 }, hello: '5s' },
    },
  })
  runUntil(simulation, 60 * SECOND)
  expect(daemon(simulation, 'r1').interfaces.find(({ name }) => name === 'r3')?.neighbour).toBeNull()
  expect(simulation.trace.events.some(({ because }) => because === 'ospf.intervals-differ')).toBe(true)
})

it('lost packets are sent again: with a third of all frames lost the routers still agree', () => {
  const simulation = triangle()
  for (const link of simulation.links) link.loss = 0.33
  runUntil(simulation, 20 * 60 * SECOND)
  for (const link of simulation.links) link.loss = 0
  runUntil(simulation, simulation.now + 90 * SECOND)
  expect(ribOf(simulation, 'r1')).toContain('10.2.0.0/24 20 10.0.12.2')
  expect(ribOf(simulation, 'r3')).toContain('10.2.0.0/24 40 10.0.23.1')
})
