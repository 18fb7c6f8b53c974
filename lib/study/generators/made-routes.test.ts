import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseIpv4 } from '../../net/addr/ipv4'
import { addAddress4 } from '../../net/node/configure-address'
import { makeInterface, makeMachine } from '../../net/node/machine-make'
import { explainLookup } from '../../net/node/route-match'
import { ipRoute } from '../../net/shell/ip-route'
import { generate } from '../generate'

const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** The engine's answer to the table that the question shows. */
function ask(name: string, seed: number) {
  const { given, answer } = generate(name, {}, seed)
  const machine = makeMachine('pc', false)
  const iface = makeInterface('eth0', '02:00:00:00:00:01' as never, 1500)
  machine.interfaces.set('eth0', iface)
  addAddress4(machine, iface, parseIpv4('192.168.1.200')!, 24)
  for (const { name, value } of given)
    if (name.startsWith('entry')) expect(ipRoute(machine, 0, ['add', ...value.split(' ')]).text).toBe('')
  const to = parseIpv4(given[0]?.value ?? '')!
  return { answer, lookup: explainLookup(machine, to, 0) }
}

it('the gateway is the one that the engine chooses', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { answer, lookup } = ask('route-gateway', seed)
      expect(Number(lookup.decision.gateway) & 255).toBe(answer)
    }),
    { numRuns: 60 },
  )
})

it('as many entries match as the engine says', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { answer, lookup } = ask('route-matches', seed)
      expect(lookup.matches.filter(({ verdict }) => verdict !== 'differs')).toHaveLength(answer)
    }),
    { numRuns: 60 },
  )
})
