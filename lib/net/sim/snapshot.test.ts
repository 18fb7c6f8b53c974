import { beforeAll, expect, it } from 'vitest'
import { buildScenario } from '../scenario/build'
import { parseScenario } from '../scenario/parse'
import { runLine } from '../shell/run-line'
import { runUntil, type Simulation } from './simulation'
import { restore, type Snapshot, takeSnapshot } from './snapshot'

/** A download over a lossy link through a NAT router, with commands at given seconds. */
const COMMANDS: readonly (readonly [second: number, host: string, line: string])[] = [
  [1, 'pc', 'ping -c 2 198.51.100.80'],
  [4, 'pc', 'curl -s -o /dev/null http://198.51.100.80/big'],
  [40, 'gw', 'iptables -A FORWARD -p icmp -j DROP'],
  [41, 'pc', 'ping -c 1 -W 1 198.51.100.80'],
]

function fresh(): Simulation {
  const parsed = parseScenario({
    seed: 7,
    hosts: {
      pc: { ifaces: { eth0: '10.0.0.2/24' }, routes: ['default via 10.0.0.1'] },
      gw: {
        ifaces: { lan: '10.0.0.1/24', wan: '198.51.100.5/24' },
        forward: true,
        iptables: ['-t nat -A POSTROUTING -o wan -j MASQUERADE'],
      },
      web: {
        ifaces: { eth0: '198.51.100.80/24' },
        listen: ['http 0.0.0.0:80'],
        pages: { '/big': 'x'.repeat(6_000) },
      },
    },
    links: [
      { ends: ['pc:eth0', 'gw:lan'] },
      { ends: ['gw:wan', 'web:eth0'], delay: '10ms', loss: '10%', reorder: '10%', duplicate: '1%' },
    ],
    probes: [],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return buildScenario(parsed.scenario)
}

/** The commands from `from` on and before `to`, each at its second, and half a second more. */
function play(simulation: Simulation, from: number, to: number): Simulation {
  for (const [second, host, line] of COMMANDS.slice(from, to)) {
    runUntil(simulation, Math.max(simulation.now, second * 1_000_000))
    runLine({ simulation, host }, line)
  }
  runUntil(simulation, simulation.now + 500_000)
  return simulation
}

let whole: Simulation
const kept: Snapshot[] = []

beforeAll(() => {
  whole = fresh()
  kept.push(takeSnapshot(whole))
  for (let count = 1; count <= COMMANDS.length; count++) {
    play(whole, count - 1, count)
    kept.push(takeSnapshot(whole))
  }
})

/** A new network, and the first `count` commands. */
function upTo(count: number): Simulation {
  const simulation = fresh()
  for (let next = 1; next <= count; next++) play(simulation, next - 1, next)
  return simulation
}

it.each([0, 1, 2, 3, 4])(
  'stepping back to after command %d gives what a fresh run up to there gives',
  (count) => {
    const back = restore(kept[count], whole)
    const again = upTo(count)
    expect(back.trace).toEqual(again.trace)
    expect(back).toEqual(again)
  },
)

it('from any of them the rest comes out as it did, byte for byte, drawn by the same chance', () => {
  for (let count = 0; count < COMMANDS.length; count++) {
    const back = restore(kept[count], whole)
    for (let next = count + 1; next <= COMMANDS.length; next++) play(back, next - 1, next)
    expect(back.trace.frames.length).toBe(whole.trace.frames.length)
    expect(back).toEqual(whole)
  }
})

it('another way from the same moment leaves the first one as it was', () => {
  const back = restore(kept[2], whole)
  const before = whole.trace.frames.length
  const { text } = runLine({ simulation: back, host: 'pc' }, 'ping -c 1 -W 1 198.51.100.80')
  expect(text, 'the rule that drops ICMP came later').toContain(' 0% packet loss')
  expect(whole.trace.frames.length).toBe(before)
  expect(restore(kept[4], whole)).toEqual(whole)
})

it('stepping back runs no part of the network again: it copies, and makes no event', () => {
  const back = restore(kept[3], whole)
  expect(back.now).toBe(kept[3].state.now)
  expect(back.trace.events.length).toBe(kept[3].events)
  expect(back.trace.frames[10], 'frames are shared, not made anew').toBe(whole.trace.frames[10])
})
