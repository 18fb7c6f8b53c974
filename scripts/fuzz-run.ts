// Random networks against what must always hold. npx tsx scripts/fuzz-run.ts [runs] [first seed]

import { internetChecksum } from '../lib/net/bytes/checksum'
import { describeEvent } from '../lib/net/explain/describe'
import { parseScenario } from '../lib/net/scenario/parse'
import { runScenario } from '../lib/net/scenario/run'
import { draw, seedRandom } from '../lib/net/sim/random'
import type { Simulation } from '../lib/net/sim/simulation'
import { runUntil } from '../lib/net/sim/simulation'
import { restore, takeSnapshot } from '../lib/net/sim/snapshot'
import { heapInUse, insistNoGrowth } from './heap-growth'

type Chance = {
  readonly one: <T>(values: readonly T[]) => T
  readonly in: (percent: number) => boolean
  readonly upTo: (most: number) => number
}

function chanceOf(seed: number): Chance {
  const state = seedRandom(seed)
  const upTo = (most: number) => Math.floor(draw(state) * (most + 1))
  return {
    one: (values) => values[upTo(values.length - 1)],
    in: (percent) => draw(state) * 100 < percent,
    upTo,
  }
}

const TARGETS = [
  '-j ACCEPT',
  '-j DROP',
  '-j REJECT',
  '-j REJECT --reject-with icmp-admin-prohibited',
  '-j RETURN',
]
const MATCHES = [
  '',
  '-p tcp',
  '-p udp',
  '-p icmp',
  '-p tcp --dport 80',
  '-m conntrack --ctstate NEW',
  '-m conntrack --ctstate INVALID',
  '-p tcp --syn',
  '-m limit --limit 2/s',
]
const NAT = [
  '-t nat -A POSTROUTING -o b -j MASQUERADE',
  '-t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.0.3.2:80',
  '-t nat -A OUTPUT -p tcp --dport 81 -j REDIRECT --to-ports 80',
]

/** A chain of one to four routers between two hosts, everything else by chance. */
function scenarioOf(seed: number): unknown {
  const chance = chanceOf(seed)
  const routers = 1 + chance.upTo(3)
  const hosts: Record<string, object> = {}
  const links: object[] = []
  for (let hop = 0; hop <= routers; hop++)
    links.push({
      ends: [hop === 0 ? 'pc:eth0' : `r${hop}:b`, hop === routers ? 'web:eth0' : `r${hop + 1}:a`],
      ...linkOf(chance),
    })
  for (let hop = 1; hop <= routers; hop++) hosts[`r${hop}`] = routerOf(chance, hop, routers)
  hosts.pc = {
    ifaces: { eth0: '10.0.0.2/24' },
    routes: chance.in(95) ? ['default via 10.0.0.1'] : [],
    listen: ['tcp 0.0.0.0:80'],
  }
  hosts.web = {
    ifaces: { eth0: `10.0.${routers}.2/24` },
    routes: [`default via 10.0.${routers}.1`],
    listen: ['tcp 0.0.0.0:80', 'udp 0.0.0.0:53'],
  }
  const probes = Array.from({ length: 2 + chance.upTo(4) }, () => probeOf(chance, routers))
  return { seed, hosts, links, probes }
}

function linkOf(chance: Chance): object {
  return {
    ...(chance.in(30) && { mtu: chance.one([1500, 1400, 1000, 576]) }),
    ...(chance.in(30) && { delay: chance.one(['1ms', '20ms', '200ms']) }),
    ...(chance.in(20) && { loss: chance.one(['1%', '10%', '30%']) }),
    ...(chance.in(10) && { duplicate: '10%' }),
    ...(chance.in(10) && { reorder: '20%' }),
    ...(chance.in(15) && { rate: chance.one(['64kbit', '1mbit']) }),
  }
}

function routerOf(chance: Chance, hop: number, routers: number): object {
  const iptables = Array.from(
    { length: chance.upTo(4) },
    () => `-A ${chance.one(['FORWARD', 'INPUT', 'OUTPUT'])} ${chance.one(MATCHES)} ${chance.one(TARGETS)}`,
  )
  if (chance.in(30)) iptables.push(chance.one(NAT))
  const routes = [
    ...(hop < routers ? [`default via 10.0.${hop}.1`] : []),
    ...(hop > 1 && chance.in(85) ? [`10.0.0.0/24 via 10.0.${hop - 1}.2`] : []),
  ]
  // a router's `a` is the .1 of the link before it, its `b` the .2 of the link behind it
  return {
    ifaces: { a: `10.0.${hop - 1}.1/24`, b: `10.0.${hop}.${hop === routers ? 1 : 2}/24` },
    routes,
    forward: chance.in(95),
    iptables,
  }
}

function probeOf(chance: Chance, routers: number): object {
  const to = chance.one([`10.0.${routers}.2`, `10.0.${routers}.2`, '10.0.0.1', '10.0.0.99', '192.0.2.1'])
  const from = chance.in(80) ? 'pc' : 'web'
  const type = chance.one(['tcp', 'tcp', 'udp', 'ping', 'traceroute'])
  if (type === 'tcp')
    return {
      from,
      type,
      to: `${to}:${chance.one([80, 81, 8080])}`,
      timeout: 5,
      ...(chance.in(50) && { get: chance.one([1, 3000, 60_000]) }),
    }
  if (type === 'udp')
    return { from, type, to: `${to}:${chance.one([53, 54])}`, size: chance.one([4, 1400, 4000]) }
  return {
    from,
    type,
    to,
    ...(type === 'ping' && { size: chance.one([0, 56, 1472, 4000]), df: chance.in(50) }),
  }
}

/** Throws when something that must always hold does not. */
export function checkSeed(seed: number): number {
  const parsed = parseScenario(scenarioOf(seed))
  if (!parsed.ok) throw new Error(`seed ${seed}: ${JSON.stringify(parsed.problem)}`)
  const { simulation } = runScenario(parsed.scenario, `seed-${seed}`)
  const again = runScenario(parsed.scenario, `seed-${seed}`).simulation
  insist(seed, 'the same scenario gives the same trace', fingerprint(again) === fingerprint(simulation))
  insist(seed, 'time never goes back', isSorted(simulation.trace.frames.map(({ at }) => at)))
  insist(
    seed,
    'every IPv4 header has its checksum',
    simulation.trace.frames.every(({ bytes }) => hasGoodChecksum(bytes)),
  )
  for (const event of simulation.trace.events) describeEvent(event)
  const copy = restore(takeSnapshot(simulation), simulation)
  runUntil(simulation, simulation.now + 5_000_000)
  runUntil(copy, copy.now + 5_000_000)
  insist(seed, 'a copy goes on as its original', fingerprint(copy) === fingerprint(simulation))
  return simulation.trace.frames.length
}

function fingerprint({ trace, now, nextOrder, random }: Simulation): string {
  const sums = trace.frames.map(
    ({ at, node, iface, direction, bytes }) =>
      `${at}${node}${iface}${direction}${bytes.length}.${internetChecksum(bytes)}`,
  )
  return `${now} ${nextOrder} ${random.value} ${trace.events.length} ${sums.join(' ')}`
}

function isSorted(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || times[index - 1] <= time)
}

function hasGoodChecksum(frame: Uint8Array): boolean {
  return frame[12] !== 8 || frame[13] !== 0 || internetChecksum(frame, 14, 14 + (frame[14] & 15) * 4) === 0
}

function insist(seed: number, what: string, holds: boolean): void {
  if (!holds) throw new Error(`seed ${seed}: ${what}, but not here`)
}

if (process.argv[1]?.endsWith('fuzz-run.ts')) {
  const runs = Number(process.argv[2] ?? 10_000)
  const first = Number(process.argv[3] ?? 1)
  const begun = performance.now()
  let frames = 0
  let early = 0
  for (let run = 0; run < runs; run++) {
    if (run === Math.floor(runs / 10)) early = heapInUse()
    frames += checkSeed(first + run)
  }
  const late = heapInUse()
  insistNoGrowth(early, late)
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  console.log(
    `${runs} networks from seed ${first}, ${frames} frames: everything held, heap ${early.toFixed(0)} to ${late.toFixed(0)} MB, ${seconds} s`,
  )
}
