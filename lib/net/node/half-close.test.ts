import { expect, it } from 'vitest'
import { parseIpv4 } from '../addr/ipv4'
import { asciiBytes, asciiText } from '../bytes/ascii'
import { buildScenario } from '../scenario/build'
import { parseScenario } from '../scenario/parse'
import { call, runUntil } from '../sim/simulation'
import type { Address } from './address'
import type { TcpSocket } from './socket'
import { connectTcp, openTcp, readTcp, shutdownTcp, writeTcp } from './socket-tcp'
import type { Turn } from './turn'

it('one end may say that it has nothing more to send and still hear everything (half-close, RFC 9293 3.6)', () => {
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: '10.0.0.1/24' } },
      srv: { ifaces: { eth0: '10.0.0.2/24' }, listen: ['echo-tcp 0.0.0.0:7'] },
    },
    links: [{ ends: ['pc:eth0', 'srv:eth0'], delay: '10ms' }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const simulation = buildScenario(parsed.scenario)
  const onPc = (run: (turn: Turn) => void) => call(simulation, 'pc', run)
  let socket = null as TcpSocket | null
  onPc((turn) => {
    socket = openTcp(turn.machine, 4)
    connectTcp(turn, socket, { address: parseIpv4('10.0.0.2') as Address, port: 7 })
  })
  const open = socket as unknown as TcpSocket
  runUntil(simulation, 1_000_000, () => open.connected)
  onPc((turn) => {
    writeTcp(turn, open, asciiBytes('all of it'))
    shutdownTcp(turn, open)
  })
  runUntil(simulation, 2_000_000, () => open.readable === 9)
  expect(open.tcb?.state).toMatch(/^fin-wait/)
  onPc((turn) => expect(asciiText(readTcp(turn, open, 100))).toBe('all of it'))
  runUntil(simulation, 3_000_000)
  expect(open.endOfFile).toBe(true)
  expect(open.tcb?.state).toBe('time-wait')
})
