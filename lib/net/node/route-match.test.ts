import { describe, expect, it } from 'vitest'
import { type Ipv4, parseIpv4 } from '../addr/ipv4'
import { formatPrefix } from '../addr/prefix'
import { describeLookup, describeMatch } from '../explain/describe-lookup'
import { ipRoute } from '../shell/ip-route'
import { addAddress4 } from './configure-address'
import { makeInterface, makeMachine } from './machine-make'
import { explainLookup } from './route-match'

function laptop(routes: readonly string[]) {
  const machine = makeMachine('pc', false)
  for (const [name, address] of [
    ['eth0', '192.168.1.10'],
    ['tun0', '10.8.0.2'],
  ] as const) {
    const iface = makeInterface(name, '02:00:00:00:00:01' as never, 1500)
    machine.interfaces.set(name, iface)
    addAddress4(machine, iface, parseIpv4(address)!, 24)
  }
  for (const route of routes) {
    const { text } = ipRoute(machine, 0, ['add', ...route.split(' ')])
    if (text) throw new Error(text)
  }
  return machine
}

const TABLE = [
  'default via 192.168.1.1 metric 100',
  'default via 10.8.0.1 metric 50',
  '10.0.0.0/8 via 10.8.0.1',
  '10.20.0.0/16 via 192.168.1.2',
]
const at = (text: string) => parseIpv4(text) as Ipv4

describe('which entry wins, and why not the others', () => {
  const machine = laptop(TABLE)
  it.each([
    ['10.20.0.7', '10.20.0.0/16', 'the longer of two prefixes that match'],
    ['10.21.0.7', '10.0.0.0/8', 'the next one differs in the last of its 16 bits'],
    ['198.51.100.80', '0.0.0.0/0', 'the default route, when nothing else matches'],
    ['10.8.0.1', '10.8.0.0/24', 'a link of its own, without a gateway'],
  ])('%s takes %s: %s', (to, prefix) => {
    const { matches, decision } = explainLookup(machine, at(to), 0)
    const winners = matches.filter(({ verdict }) => verdict === 'wins')
    expect(winners.map(({ route }) => formatPrefix(route.prefix))).toEqual([prefix])
    expect(winners[0].route).toBe(decision.route)
  })

  it('says where an entry begins to differ', () => {
    const { matches } = explainLookup(machine, at('10.21.0.7'), 0)
    const near = matches.find(({ route }) => formatPrefix(route.prefix) === '10.20.0.0/16')!
    expect(near).toMatchObject({ verdict: 'differs', agreeing: 15 })
    expect(describeMatch(near, null)).toBe('differs at bit 16')
  })

  it('of two equal prefixes the lower metric', () => {
    const lookup = explainLookup(machine, at('198.51.100.80'), 0)
    expect(describeLookup(at('198.51.100.80'), lookup)).toBe(
      '2 entries match 198.51.100.80. They are equally long (0 bits), so the lower metric decides: 50 before 100. The packet goes to the router 10.8.0.1, on tun0.',
    )
  })

  it.each([
    ['192.168.1.10', 'is this machine itself'],
    ['192.168.1.255', 'is the broadcast address of a network on eth0'],
  ])('%s is decided before the table', (to, words) => {
    const lookup = explainLookup(machine, at(to), 0)
    expect(lookup.before).toBe(true)
    expect(describeLookup(at(to), lookup)).toContain(words)
  })

  it('no default, no match, no packet', () => {
    const lookup = explainLookup(laptop([]), at('198.51.100.80'), 0)
    expect(describeLookup(at('198.51.100.80'), lookup)).toContain('Network is unreachable')
  })
})

it('agrees with the kernel’s own rule on 2,000 made-up lookups', () => {
  const machine = laptop(TABLE)
  let seed = 7
  const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0)
  for (let count = 0; count < 2000; count++) {
    const to = (count % 2 ? next() : 0x0a000000 + (next() >>> 8)) as Ipv4
    const { matches, decision, before } = explainLookup(machine, to, 0)
    if (before || to >>> 28 >= 14 || to >>> 24 === 127) continue
    const covering = matches.filter(({ verdict }) => verdict !== 'differs')
    const longest = Math.max(...covering.map(({ route }) => route.prefix.bits))
    const best = covering.filter(({ route }) => route.prefix.bits === longest)
    const metric = Math.min(...best.map(({ route }) => route.metric))
    expect(decision.route?.prefix.bits).toBe(longest)
    expect(decision.route?.metric).toBe(metric)
  }
})
