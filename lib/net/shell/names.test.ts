import { beforeEach, expect, it } from 'vitest'
import { buildScenario } from '../scenario/build'
import { parseScenario } from '../scenario/parse'
import type { Simulation } from '../sim/simulation'
import { runLine } from './run-line'

let simulation: Simulation

beforeEach(() => {
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: '10.0.0.2/24' }, resolver: '10.0.0.53' },
      stub: { ifaces: { eth0: '10.0.0.53/24' }, dns: { upstream: '10.0.0.54' } },
      auth: {
        ifaces: { eth0: '10.0.0.54/24' },
        dns: {
          zones: ['example.com'],
          records: [
            'web.example.com 60 A 10.0.0.80',
            'www.example.com 300 CNAME web.example.com',
            'web.example.com AAAA 2001:db8::80',
          ],
        },
      },
      web: {
        ifaces: { eth0: '10.0.0.80/24' },
        listen: ['http 0.0.0.0:80'],
        pages: { '/': 'Hello\n', '/big': 'x'.repeat(20000) },
      },
    },
    links: [{ ends: ['pc:eth0', 'stub:eth0', 'auth:eth0', 'web:eth0'] }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  simulation = buildScenario(parsed.scenario)
})

const type = (line: string, host = 'pc') => runLine({ simulation, host }, line)
const keys = () => simulation.trace.events.map(({ because }) => because)

it('dig follows an alias', () => {
  expect(type('dig www.example.com +short').text).toBe('web.example.com.\n10.0.0.80\n')
})

it('an answer comes from the cache until its TTL is over', () => {
  type('dig web.example.com')
  expect(keys()).toContain('dns.asks-upstream')
  const { text } = type('ping -c 2 10.0.0.80; dig web.example.com')
  expect(keys().filter((key) => key === 'dns.from-cache')).toHaveLength(1)
  expect(text).toContain('web.example.com.\t59\tIN\tA\t10.0.0.80')
  type('ping -c 60 10.0.0.80; dig web.example.com')
  expect(keys().filter((key) => key === 'dns.asks-upstream')).toHaveLength(2)
})

it('a name that is not there is NXDOMAIN, with authority from the server of the zone', () => {
  expect(type('dig @10.0.0.54 nope.example.com').text).toMatch(/status: NXDOMAIN[\s\S]*flags: qr aa rd;/)
  expect(type('ping -c 1 nope.example.com')).toEqual({
    text: 'ping: nope.example.com: Name or service not known\n',
    status: 2,
  })
})

it('a server that is not in charge and asks nobody refuses', () => {
  expect(type('dig @10.0.0.54 example.org').text).toContain('status: REFUSED')
})

it('where no server is, nobody can be reached', () => {
  expect(type('dig @10.0.0.80 example.org')).toMatchObject({
    text: expect.stringMatching(
      /^(;; communications error to 10\.0\.0\.80#53: connection refused\n){3}\n; <<>> DiG [\s\S]*;; no servers could be reached\n$/,
    ),
    status: 9,
  })
  expect(type('dig @10.0.0.99 example.org').text).toContain('no servers could be reached')
})

it('the stub gives up on a silent upstream after five seconds: SERVFAIL', () => {
  type('ip link set eth0 down', 'auth')
  expect(type('dig web.example.com').text).toContain('status: SERVFAIL')
  expect(keys()).toContain('dns.upstream-silent')
})

it('curl finds the name, fetches the page', () => {
  expect(type('curl http://www.example.com/')).toEqual({ text: 'Hello\n', status: 0 })
  expect(type('curl -s http://www.example.com/big').text).toHaveLength(20000)
  expect(type('curl -i http://web.example.com/none').text).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/)
})

it('curl says why it failed', () => {
  expect(type('curl http://10.0.0.80:81/')).toEqual({
    text: "curl: (7) Failed to connect to 10.0.0.80 port 81 after 0 ms: Couldn't connect to server\n",
    status: 7,
  })
  expect(type('curl http://nope.example.com/').text).toBe(
    'curl: (6) Could not resolve host: nope.example.com\n',
  )
})
