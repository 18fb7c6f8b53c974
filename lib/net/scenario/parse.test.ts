import { expect, it } from 'vitest'
import { parseScenario, parseScenarioText } from './parse'
import { formatProblem } from './problem'

const pc = { ifaces: { eth0: '192.168.1.10/24' }, routes: ['default via 192.168.1.1'] }
const gw = { ifaces: { lan: '192.168.1.1/24' } }
const links = [{ ends: ['pc:eth0', 'gw:lan'] }]
const ping = { from: 'pc', type: 'ping', to: '192.168.1.1' }

function problemOf(json: unknown): string {
  const parsed = parseScenario(json)
  return parsed.ok ? 'accepted' : formatProblem(parsed.problem)
}

it('accepts a small network', () => {
  expect(problemOf({ hosts: { pc, gw }, links, probes: [ping] })).toBe('accepted')
})

it.each([
  [
    'a key that is misspelt',
    { hosts: { pc: { ...pc, rotes: [] } } },
    /^hosts\.pc\.rotes: .* did you mean "routes"\?$/,
  ],
  [
    'a host that is not there',
    { hosts: { pc, gw }, links, probes: [{ ...ping, from: 'pcc' }] },
    /^probes\[0\]\.from: expected a host \(pc, gw\), found "pcc"; did you mean "pc"\?$/,
  ],
  [
    'a kind of probe that is not known',
    { hosts: { pc }, probes: [{ ...ping, type: 'pong' }] },
    /^probes\[0\]\.type: .* did you mean "ping"\?$/,
  ],
  [
    'an address with a part above 255',
    { hosts: { pc: { ifaces: { eth0: '192.168.1.300/24' } } } },
    /^hosts\.pc\.ifaces\.eth0: .*192\.168\.1\.300/,
  ],
  [
    'an address without prefix length',
    { hosts: { pc: { ifaces: { eth0: '192.168.1.10' } } } },
    /^hosts\.pc\.ifaces\.eth0: expected an address with prefix length/,
  ],
  [
    'a route word that is misspelt',
    { hosts: { pc: { ...pc, routes: ['default vai 192.168.1.1'] } } },
    /^hosts\.pc\.routes\[0\]: .* did you mean "via"\?$/,
  ],
  [
    'a route with host bits',
    { hosts: { pc: { ...pc, routes: ['198.51.100.1/24 via 192.168.1.1'] } } },
    /^hosts\.pc\.routes\[0\]: .*host bits are set/,
  ],
  [
    'an interface that is plugged in twice',
    { hosts: { pc, gw }, links: [...links, ...links] },
    /^links\[1\]\.ends\[0\]: expected an interface that is not plugged in yet/,
  ],
  [
    'an interface that the host does not have',
    { hosts: { pc, gw }, links: [{ ends: ['pc:eth1', 'gw:lan'] }] },
    /^links\[0\]\.ends\[0\]: .* did you mean "eth0"\?$/,
  ],
  [
    'a port above 65535',
    { hosts: { pc }, probes: [{ from: 'pc', type: 'tcp', to: '192.168.1.1:70000' }] },
    /^probes\[0\]\.to: expected a port/,
  ],
  [
    'an option of another kind of probe',
    { hosts: { pc }, probes: [{ ...ping, sport: 1 }] },
    /^probes\[0\]\.sport: /,
  ],
  [
    'a sysctl that is misspelt',
    { hosts: { pc: { ...pc, sysctl: { 'net.ipv4.ip_foward': 1 } } } },
    /did you mean "net\.ipv4\.ip_forward"\?$/,
  ],
  [
    'a delay without unit',
    { hosts: { pc, gw }, links: [{ ...links[0], delay: '5' }] },
    /^links\[0\]\.delay: expected a time such as "50ms"/,
  ],
  ['a list where an object belongs', { hosts: [] }, /^hosts: expected an object, found \[\]$/],
  ['nothing', undefined, /^scenario: expected an object, found nothing$/],
])('refuses %s, and says where', (_, json, message) => {
  expect(problemOf(json)).toMatch(message)
})

it('refuses a file that is no JSON', () => {
  const parsed = parseScenarioText('{"hosts": ')
  expect(parsed.ok ? null : parsed.problem.expected).toBe('JSON')
})
