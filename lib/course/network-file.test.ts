import { expect, it } from 'vitest'
import { formatProblem, Refusal } from '@/lib/net/scenario/problem'
import { readNetworkFile } from './network-file'

const scenario = {
  hosts: { pc: { ifaces: { eth0: '10.0.0.1/24' } }, srv: { ifaces: { eth0: '10.0.0.2/24' } } },
  links: [{ name: 'sw', switch: true, ends: ['pc:eth0', 'srv:eth0'] }],
}
const probe = { from: 'pc', type: 'ping', to: '10.0.0.2' }
const situation = { name: 'one', label: 'One', acts: [{ probe }] }
const file = { title: 'T', layer: 2, scenario, situations: [situation] }

function complaint(json: unknown): string {
  try {
    readNetworkFile(json)
    return 'accepted'
  } catch (error) {
    if (error instanceof Refusal) return formatProblem(error.problem)
    throw error
  }
}

it('accepts the smallest figure', () => {
  expect(complaint(file)).toBe('accepted')
})

it('lets a patch change one link by its name, add one and remove a route', () => {
  const patch = {
    hosts: { mallory: { ifaces: { eth0: '10.0.0.66/24' } } },
    links: { sw: { ends: ['pc:eth0', 'srv:eth0', 'mallory:eth0'] } },
  }
  const read = readNetworkFile({ ...file, situations: [{ ...situation, scenario: patch }] })
  expect(read.situations[0].scenario.links[0].ends).toHaveLength(3)
  expect(read.situations[0].scenario.hosts.map(({ name }) => name)).toEqual(['pc', 'srv', 'mallory'])
})

it.each([
  ['a node that is none', { ...file, nodes: { ps: {} } }, /^nodes\.ps: .* did you mean "pc"\?$/],
  [
    'a table that is none',
    { ...file, nodes: { pc: { tables: ['arb'] } } },
    /^nodes\.pc\.tables\[0\]: .* did you mean "arp"\?$/,
  ],
  ['a layer that is shared', { ...file, layer: 6 }, /^layer: expected one of 1, 2, 3, 4, 5, 7, found 6$/],
  [
    'a misspelt act',
    { ...file, situations: [{ ...situation, acts: [{ prob: probe }] }] },
    /^situations\[0\]\.acts\[0\]\.prob: .* did you mean "probe"\?$/,
  ],
  [
    'two acts in one',
    { ...file, situations: [{ ...situation, acts: [{ probe, wait: '1s' }] }] },
    /^situations\[0\]\.acts\[0\]: expected one of probe, pings, run, wait, cut, mend/,
  ],
  [
    'a cable that is not there',
    { ...file, situations: [{ ...situation, acts: [{ cut: 'pc:eth1' }] }] },
    /^situations\[0\]\.acts\[0\]\.cut: expected an end of a link \(pc:eth0, srv:eth0\), found "pc:eth1"/,
  ],
  [
    'a patch of a link that is not there',
    { ...file, situations: [{ ...situation, scenario: { links: { '7': {} } } }] },
    /^situations\[0\]\.scenario\.links\."7": expected a place from 0 to 0, a name in the list, or "\+"/,
  ],
  [
    'a patch that makes a bad network',
    {
      ...file,
      situations: [{ ...situation, scenario: { hosts: { pc: { routes: ['default vai 1.1.1.1'] } } } }],
    },
    /^situations\[0\]\.scenario: hosts\.pc\.routes\[0\]: .* did you mean "via"\?$/,
  ],
  [
    'two situations of one name',
    { ...file, situations: [situation, situation] },
    /^situations\[1\]\.name: expected a name that no other situation has, found "one"$/,
  ],
  [
    'nothing to show',
    { ...file, situations: [{ ...situation, acts: [] }] },
    /^situations\[0\]\.acts: expected something that happens/,
  ],
])('refuses %s', (_, json, message) => {
  expect(complaint(json)).toMatch(message)
})
