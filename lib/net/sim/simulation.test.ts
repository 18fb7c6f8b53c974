import { expect, it } from 'vitest'
import { parseIpv4 } from '../addr/ipv4'
import type { Address } from '../node/address'
import { bindSocket } from '../node/socket-bind'
import { openUdp, sendUdp } from '../node/socket-udp'
import { buildScenario } from '../scenario/build'
import { parseScenario } from '../scenario/parse'
import { runScenario } from '../scenario/run'
import type { Scenario } from '../scenario/schema'
import { call, runUntil, type Simulation } from './simulation'
import { restore, takeSnapshot } from './snapshot'

function scenario(link: object = {}, more: object = {}): Scenario {
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: '10.0.0.1/24' } },
      srv: { ifaces: { eth0: '10.0.0.2/24' }, listen: ['tcp 0.0.0.0:80', 'udp 0.0.0.0:53'] },
    },
    links: [{ ends: ['pc:eth0', 'srv:eth0'], ...link }],
    probes: [
      { from: 'pc', type: 'tcp', to: '10.0.0.2:80', get: 50_000, timeout: 60 },
      { from: 'pc', type: 'ping', to: '10.0.0.2' },
    ],
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return parsed.scenario
}

const lossy = { delay: '10ms', loss: '5%', duplicate: '2%', reorder: '5%' }

it('gives the same trace for the same scenario and seed', () => {
  const runs = [1, 2].map(() => runScenario(scenario(lossy), 'x').simulation.trace)
  expect(runs[0]).toEqual(runs[1])
})

it('gives another trace for another seed', () => {
  const [a, b] = [1, 2].map(
    (seed) => runScenario(scenario(lossy, { seed }), 'x').simulation.trace.frames.length,
  )
  expect(a).not.toBe(b)
})

it('fetches every byte over a link that loses, repeats and reorders', () => {
  const { outcome } = runScenario(scenario(lossy), 'x')
  expect(outcome.probes[0]).toMatchObject({ result: 'open', got_bytes: 50_000, transfer: 'complete' })
})

it('lets a ping take as long as the delay of the link, there and back', () => {
  const { simulation } = runScenario(scenario({ delay: '50ms' }), 'x')
  const [request, reply] = simulation.trace.frames
    .filter(({ node, bytes }) => node === 'pc' && bytes[23] === 1 && bytes[12] === 8 && bytes[13] === 0)
    .map((frame) => frame.at)
  expect(reply - request).toBe(100_000)
})

it('sends no faster than the rate of the link', () => {
  const { simulation } = runScenario(scenario({ rate: '1mbit' }), 'x')
  const arrived = simulation.trace.frames.filter(
    ({ node, direction, bytes }) => node === 'pc' && direction === 'in' && bytes.length > 1000,
  )
  const bits = arrived.slice(1).reduce((sum, { bytes }) => sum + bytes.length * 8, 0)
  const took = (arrived.at(-1)!.at - arrived[0].at) / 1_000_000
  expect(bits / took).toBeLessThanOrEqual(1_000_000)
})

it('goes on from a snapshot exactly as it would have without one', () => {
  const one = buildScenario(scenario(lossy))
  say(one)
  runUntil(one, 5_000)
  const snapshot = takeSnapshot(one)
  const other = restore(snapshot, one)
  runUntil(one, 500_000)
  runUntil(other, 500_000)
  expect(other.trace).toEqual(one.trace)
  expect(other).toEqual(one)
})

it('is plain data: a structured clone of it is equal', () => {
  const { simulation } = runScenario(scenario(), 'x')
  expect(structuredClone(simulation)).toEqual(simulation)
})

function say(simulation: Simulation): void {
  call(simulation, 'pc', (turn) => {
    const socket = openUdp(turn.machine, 4)
    bindSocket(turn, socket, { address: parseIpv4('0.0.0.0')! as Address, port: 4000 })
    for (let count = 0; count < 20; count++) {
      sendUdp(turn, socket, new Uint8Array(100), { address: parseIpv4('10.0.0.2')! as Address, port: 53 })
    }
  })
}
