import { expect, it } from 'vitest'
import { runPlan } from '@/lib/net/nat-lab/lab'
import { natLink } from './nat-link'
import { basePlan, beginningOf, type NatState } from './nat-state'

const state: NatState = {
  situation: 'same-port',
  tuned: { router: { filtering: 'address-dependent', portRange: [40000, 40003], udpTimeout: 300 } },
  more: [
    { do: 'send', from: 'laptop', to: '192.0.2.44', protocol: 'udp', sport: 3074, dport: 3074 },
    { do: 'send', from: 'phone', to: '192.0.2.44', protocol: 'icmp', sport: 7, dport: 0, ttl: 2 },
    { do: 'wait', seconds: 130 },
    { do: 'set', nat: 'router', change: { firewall: false } },
    { do: 'set', nat: 'router', change: { ftpHelper: true } },
    { do: 'set', nat: 'router', change: { hairpin: 'destination-only' } },
    {
      do: 'set',
      nat: 'router',
      change: {
        forwards: [
          { protocol: 'tcp', port: 8080, host: 'laptop', toPort: 80 },
          { protocol: 'udp', port: 3074, host: 'pc', toPort: 3074 },
        ],
      },
    },
    { do: 'set', nat: 'router', change: { forwards: [] } },
    { do: 'flush', nat: 'router' },
    { do: 'ftp', from: 'laptop', to: 'web', sport: 50000, dataPort: 40000 },
  ],
  step: 12,
}

it('reads back what it wrote', () => {
  const hash = natLink.write(state)
  expect(natLink.read(hash)).toEqual({ state, problem: null })
  expect(hash).toMatch(/^#v1&situation=same-port&tuned=router\.filtering\.address-dependent,/)
})

it('says nothing about the beginning', () => {
  expect(natLink.write(beginningOf('first'))).toBe('#v1')
})

it('reads what two peers do', () => {
  const peers: NatState = {
    ...beginningOf('free-peers'),
    more: [
      { do: 'stun', from: 'alice', sport: 5000 },
      { do: 'punch', from: 'bob', to: 'alice', sport: 6000 },
    ],
  }
  expect(natLink.read(natLink.write(peers)).state).toEqual(peers)
})

it.each([
  ['#v1&situation=nosuch', 'one of the names'],
  ['#v1&more=send-laptop-tcp-0-198.51.100.10-443', 'an act such as'],
  ['#v1&more=send-laptop-tcp-1-198.51.100.300-443', 'an act such as'],
  ['#v1&more=send-mallory-tcp-1-198.51.100.10-443', 'a machine that this network does not have'],
  ['#v1&more=set-router2-firewall:0', 'a machine that this network does not have'],
  ['#v1&more=set-router-forwards:tcp:80:nobody:80', 'a machine that this network does not have'],
  ['#v1&tuned=router.mapping.magic', 'a setting such as'],
  ['#v1&tuned=router.portRange.50000:40000', 'a setting such as'],
  ['#v1&step=-1', 'a whole number'],
  ['#v9', 'newer form'],
])('refuses %s: %s', (hash, why) => {
  const read = natLink.read(hash)
  expect(read.state).toBeNull()
  expect(read.problem).toContain(why)
})

it('makes a plan that the engine runs', () => {
  expect(runPlan(basePlan(state)).settings.router).toMatchObject({
    filtering: 'address-dependent',
    portRange: [40000, 40003],
    udpTimeout: 300,
  })
})
