import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parseScenarioText } from '../scenario/parse'
import { runScenario } from '../scenario/run'
import { diagnose, hasWorked } from './diagnose'

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
  ['28-pmtu-discovery', 0, 3, 'gw', 'link', /do not fit through wan \(MTU 1400\)/, /ip link show dev wan/],
  // the router would have told; its own filter kept the message back
  ['29-mtu-black-hole', 3, 4, 'isp', 'filter OUTPUT', /icmp-type 3\/4 -j DROP/, /-L OUTPUT/],
  [
    '15-hairpin-without-snat',
    0,
    4,
    'pc',
    'sockets',
    /the SYN-ACK is answered with a RST/,
    /host 192\.168\.1\.12/,
  ],
  [
    '13-missing-nat',
    2,
    3,
    'isp',
    'routes',
    /^No route leads to 192\.168\.1\.10/,
    'ip route get 192.168.1.10',
  ],
  ['08-no-default-route', 0, 3, 'pc', 'routes', /^No route leads to/, 'ip route get 198.51.100.80'],
  ['server-gone', 3, 2, 'isp', 'neighbours', /198\.51\.100\.99/, 'ip neighbour show'],
  ['server-gone', 4, 2, 'gw', 'neighbours', /203\.0\.113\.77/, 'ip neighbour show'],
  ['static-neighbour', 0, 2, 'pc', 'neighbours', /^Nobody took the frame/, 'ip neighbour show'],
  ['route-mtu', 1, 3, 'pc', 'routes', /more than the 1000/, 'ip route get 10.0.2.80'],
  ['lan-echo', 1, 3, 'a', 'sockets', /SO_BROADCAST/, 'ip route get 192.168.1.255'],
  ['nonlocal', 0, 3, 'pc', 'addresses', /10\.0\.0\.55/, 'ip address show'],
  ['ipv6-firewall', 1, 4, 'gw', 'filter FORWARD', /port 81|dport 81/, /^ip6tables -t filter/],
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

const folders = ['../../../../shared/scenarios/', '../scenario/fixtures/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)

it.each(
  folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.expected.json'))
      .map((file) => file.replace('.expected.json', '')),
  ),
)('knows a reason for every probe of %s that failed', (name) => {
  const folder = folders.find((path) => existsSync(`${path}${name}.json`))!
  const parsed = parseScenarioText(readFileSync(`${folder}${name}.json`, 'utf8'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const { outcome, simulation, spans } = runScenario(parsed.scenario, name)
  const unexplained = parsed.scenario.probes.flatMap(({ type }, index) => {
    const probe = { type, outcome: outcome.probes[index], ...spans[index] }
    return hasWorked(probe.outcome) || diagnose(simulation.trace, probe) ? [] : [outcome.probes[index]]
  })
  expect(unexplained).toEqual([])
})
