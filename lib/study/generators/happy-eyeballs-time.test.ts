import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildScenario } from '../../net/scenario/build'
import { parseScenario } from '../../net/scenario/parse'
import { runLine } from '../../net/shell/run-line'
import { generate } from '../generate'

/** Two cables with half of each round trip as their delay; addresses are found in a moment. */
function connectMs(way6: string, rtt4: number, head: number): number {
  const rtt6 = Number(/after (\d+) ms/.exec(way6)?.[1] ?? 10)
  const parsed = parseScenario({
    hosts: {
      pc: {
        ifaces: { four: '192.0.2.1/24', six: '2001:db8::1/64', names: '10.0.0.1/24' },
        resolver: '10.0.0.53',
      },
      srv: {
        ifaces: { four: '192.0.2.80/24', six: '2001:db8::80/64' },
        listen: way6.startsWith('refuses') ? ['http 0.0.0.0:80'] : ['http [::]:80'],
        ip6tables: way6.startsWith('drops') ? ['-A INPUT -p tcp -j DROP'] : [],
      },
      dns: {
        ifaces: { eth0: '10.0.0.53/24' },
        dns: {
          zones: ['example.com'],
          records: ['a.example.com 60 A 192.0.2.80', 'a.example.com 60 AAAA 2001:db8::80'],
        },
      },
    },
    links: [
      { ends: ['pc:four', 'srv:four'], delay: `${rtt4 / 2}ms` },
      { ends: ['pc:six', 'srv:six'], delay: `${rtt6 / 2}ms` },
      { ends: ['pc:names', 'dns:eth0'] },
    ],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const terminal = { simulation: buildScenario(parsed.scenario), host: 'pc' }
  runLine(terminal, 'ping -c 1 192.0.2.80; ping -c 1 2001:db8::80; ping -c 1 10.0.0.53')
  const { text } = runLine(
    terminal,
    `curl -s -o /dev/null -w '%{time_connect}' --happy-eyeballs-timeout-ms ${head} http://a.example.com/`,
  )
  return Number(text) * 1000
}

it('the engine’s curl takes as long as the answer says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
      const { given, answer } = generate('happy-eyeballs-time', {}, seed)
      const [way6, rtt4, head] = given.map(({ value }) => value)
      const number = (text: string) => Number(/\d+/.exec(text)?.[0])
      expect(Math.round(connectMs(way6, number(rtt4), number(head)))).toBe(answer)
    }),
    { numRuns: 25 },
  )
})
