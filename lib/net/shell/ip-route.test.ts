import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildScenario } from '../scenario/build'
import { parseScenario } from '../scenario/parse'
import { runLine } from './run-line'

/** What iproute2 6.1 and net-tools 2.10 printed on Linux 6.18, command by command, on a machine of this shape. */
const session = readFileSync(new URL('./fixtures/ip-route.txt', import.meta.url), 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((text) => [text.split('\n')[0], text.split('\n').slice(1).join('\n')] as const)

function machine() {
  const parsed = parseScenario({
    hosts: {
      pc: {
        ifaces: { eth0: '192.168.1.10/24', tun0: '10.8.0.2/24', wlan0: '172.20.10.3/28' },
        routes: [
          'default via 192.168.1.1 proto dhcp src 192.168.1.10 metric 100',
          'default via 172.20.10.1 proto dhcp src 172.20.10.3 metric 600',
          '10.0.0.0/8 via 10.8.0.1',
          '10.20.0.0/16 via 192.168.1.2',
        ],
      },
    },
    links: [],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return buildScenario(parsed.scenario)
}

describe('a routing table edited with the real tools, line for line', () => {
  const simulation = machine()
  it.each(session)('%s', (command, printed) => {
    expect(runLine({ simulation, host: 'pc' }, command).text).toBe(printed)
  })
})
