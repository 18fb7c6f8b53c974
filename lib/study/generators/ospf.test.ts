import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Machine } from '../../net/node/machine'
import { buildScenario } from '../../net/scenario/build'
import { parseScenario } from '../../net/scenario/parse'
import { runUntil } from '../../net/sim/simulation'
import { generate } from '../generate'

const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** The four routers of the question in the engine, without the link that failed; D has a network that costs 10 more. */
function costInEngine(
  given: readonly { readonly name: string; readonly value: string }[],
): number | undefined {
  const failed = given.find(({ name }) => name === 'fails')?.value
  const links = given
    .filter(({ name, value }) => value.startsWith('cost') && name !== failed)
    .map(({ name, value }) => ({ ends: name.split('–'), cost: Number(value.slice(5)) }))
  const ifaces: Record<string, Record<string, string>> = { A: {}, B: {}, C: {}, D: { lan: '10.9.0.1/24' } }
  const costs: Record<string, Record<string, number | string>> = {
    A: {},
    B: {},
    C: {},
    D: { lan: 'passive' },
  }
  links.forEach(({ ends: [a = '', b = ''], cost }, index) => {
    ifaces[a]![b] = `10.0.${index}.1/30`
    ifaces[b]![a] = `10.0.${index}.2/30`
    costs[a]![b] = cost
    costs[b]![a] = cost
  })
  const hosts = Object.fromEntries(
    Object.keys(ifaces).map((name, index) => [
      name,
      {
        ifaces: ifaces[name],
        forward: true,
        ospf: { id: `10.255.0.${index + 1}`, interfaces: costs[name] },
      },
    ]),
  )
  const parsed = parseScenario({
    hosts,
    links: links.map(({ ends: [a, b] }) => ({ ends: [`${a}:${b}`, `${b}:${a}`] })),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const simulation = buildScenario(parsed.scenario)
  runUntil(simulation, 40_000_000)
  const [process] = (simulation.nodes.get('A') as Machine).processes.values()
  const route = process?.kind === 'ospf' ? process.rib.find(({ prefix }) => prefix.bits === 24) : undefined
  return route && route.cost - 10
}

it('the cost after the failure is what OSPF computes', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { given, answer } = generate('ospf-path-cost', {}, seed)
      expect(costInEngine(given)).toBe(answer)
    }),
    { numRuns: 15 },
  )
})

it('the neighbour is given up when the dead interval since its last hello is over', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { given, answer } = generate('ospf-dead-wait', {}, seed)
      const [hello = 0, dead = 0, since = 0] = given.map(({ value }) => Number.parseInt(value, 10))
      expect(dead).toBe(4 * hello)
      expect(answer + since).toBe(dead)
    }),
  )
})
