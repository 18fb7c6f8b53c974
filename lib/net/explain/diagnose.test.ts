import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parseScenarioText } from '../scenario/parse'
import { runScenario } from '../scenario/run'
import { diagnose } from './diagnose'

/** The diagnosis of one probe of a recorded scenario. */
function diagnosisOf(name: string, probe: number) {
  const shared = new URL(`../../../../shared/scenarios/${name}.json`, import.meta.url)
  const own = new URL(`../scenario/fixtures/${name}.json`, import.meta.url)
  const parsed = parseScenarioText(readFileSync(fileURLToPath(/^\d/.test(name) ? shared : own), 'utf8'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const { outcome, simulation, spans } = runScenario(parsed.scenario, name)
  const { type } = parsed.scenario.probes[probe]
  return diagnose(simulation.trace, { type, outcome: outcome.probes[probe], ...spans[probe] })
}

it.each([
  ['02-not-listening', 0, 4, 'web', 'sockets', /^No socket is at 198\.51\.100\.80:81/, 'ss -tln'],
  [
    '04-firewall-drop',
    0,
    4,
    'web',
    'filter INPUT',
    /drops the packet/,
    'iptables -t filter -L INPUT -v -n --line-numbers',
  ],
  [
    '08-no-default-route',
    1,
    3,
    'pc',
    'routes',
    /^No route leads to 198\.51\.100\.80/,
    'ip route get 198.51.100.80',
  ],
  [
    '10-wrong-gateway',
    1,
    2,
    'pc',
    'neighbours',
    /^Nobody on eth0 answered for 192\.168\.1\.254/,
    'ip neighbour show',
  ],
  ['12-forwarding-off', 0, 3, 'gw', 'sysctl', /ip_forward is 0/, 'sysctl net.ipv4.ip_forward'],
  [
    '13-missing-nat',
    0,
    3,
    'isp',
    'routes',
    /^No route leads to 192\.168\.1\.10/,
    'ip route get 192.168.1.10',
  ],
  [
    '20-asymmetric-stateful',
    0,
    4,
    'r2',
    'filter FORWARD',
    /INVALID/,
    'iptables -t filter -L FORWARD -v -n --line-numbers',
  ],
  ['22-reverse-path-filter', 0, 3, 'web', 'sysctl', /rp_filter drops the packet/, /rp_filter/],
  ['23-netmask-too-wide', 1, 2, 'pc', 'neighbours', /10\.0\.2\.20/, 'ip neighbour show'],
  ['26-ttl-too-small', 3, 3, 'isp', 'routes', /TTL is used up/, /traceroute/],
  ['29-mtu-black-hole', 3, 3, 'isp', 'link', /do not fit through cust \(MTU 1400\)/, /ip link show dev cust/],
  ['31-special-routes', 0, 3, 'gw', 'routes', /blackhole route/, 'ip route get 198.18.0.1'],
])('%s, probe %i: layer %i of %s, %s', (name, probe, layer, node, table, sentence, next) => {
  expect(diagnosisOf(name, probe)).toMatchObject({
    layer,
    node,
    table,
    sentence: expect.stringMatching(sentence),
    nextObservation: expect.stringMatching(
      next instanceof RegExp ? next : `^${next.replaceAll('.', '\\.')}$`,
    ),
  })
})

it('names the rule that decided, as it was written', () => {
  expect(diagnosisOf('04-firewall-drop', 0)?.rule).toMatch(/-p tcp .*--dport 80 -j DROP/)
})

it('says nothing about a probe that worked', () => {
  expect(diagnosisOf('01-works', 3)).toBeNull() // a traceroute: “TTL exceeded” is what it wants
})
