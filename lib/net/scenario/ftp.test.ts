import { expect, it } from 'vitest'
import { parseIpv4 } from '../addr/ipv4'
import { asciiBytes, asciiText } from '../bytes/ascii'
import { diagnose } from '../explain/diagnose'
import type { Address } from '../node/address'
import { addProcess } from '../node/process'
import { runFtp } from '../node/services/ftp'
import { anyAddress, type TcpSocket } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { connectTcp, listenTcp, openTcp, readTcp, writeTcp } from '../node/socket-tcp'
import type { Turn } from '../node/turn'
import { call, runUntil, type Simulation } from '../sim/simulation'
import { buildScenario } from './build'
import { parseScenario } from './parse'

const HELPER = '-t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp'
const INSIDE_ONLY = ['-P FORWARD DROP', '-A FORWARD -i lan -j ACCEPT']
const ANSWERS = '-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT'
const TO_INSIDE = [
  '-t nat -A PREROUTING -i wan -p tcp --dport 21 -j DNAT --to-destination 10.0.0.2',
  '-A FORWARD -i wan -p tcp --dport 21 -j ACCEPT',
]

/** pc (10.0.0.2) behind gw, which masquerades as 203.0.113.5; srv (198.51.100.80) behind isp. FTP listens on both. */
function network(rules: readonly string[]): Simulation {
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: '10.0.0.2/24' }, routes: ['default via 10.0.0.1'] },
      gw: {
        ifaces: { lan: '10.0.0.1/24', wan: '203.0.113.5/24' },
        routes: ['default via 203.0.113.1'],
        forward: true,
        iptables: ['-t nat -A POSTROUTING -o wan -j MASQUERADE', ...rules],
      },
      isp: { ifaces: { eth0: '203.0.113.1/24', eth1: '198.51.100.1/24' }, forward: true },
      srv: { ifaces: { eth0: '198.51.100.80/24' }, routes: ['default via 198.51.100.1'] },
    },
    links: [
      { ends: ['pc:eth0', 'gw:lan'] },
      { ends: ['gw:wan', 'isp:eth0'] },
      { ends: ['isp:eth1', 'srv:eth0'] },
    ],
    probes: [],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const simulation = buildScenario(parsed.scenario)
  for (const host of ['pc', 'srv']) {
    use(simulation, host, (turn) => {
      const socket = openTcp(turn.machine, 4)
      bindSocket(turn, socket, { address: anyAddress(4), port: 21 })
      listenTcp(turn.machine, socket, 4)
      addProcess(turn.machine, runFtp, (id) => ({ kind: 'ftp', id, socket: socket.id }))
    })
  }
  return simulation
}

/** A system call, and ten seconds for what follows from it. */
function use<T>(simulation: Simulation, host: string, run: (turn: Turn) => T): T {
  let answer: T | undefined
  call(simulation, host, (turn) => {
    answer = run(turn)
  })
  runUntil(simulation, simulation.now + 10_000_000)
  return answer as T
}

const connect = (simulation: Simulation, host: string, to: string, port: number): TcpSocket =>
  use(simulation, host, (turn) => {
    const socket = openTcp(turn.machine, 4)
    connectTcp(turn, socket, { address: parseIpv4(to) as Address, port })
    return socket
  })
const read = (simulation: Simulation, host: string, socket: TcpSocket): string =>
  use(simulation, host, (turn) => asciiText(readTcp(turn, socket, 1000)))
/** A command, and what the server answers to it. */
function ask(simulation: Simulation, host: string, control: TcpSocket, line: string): string {
  use(simulation, host, (turn) => writeTcp(turn, control, asciiBytes(`${line}\r\n`)))
  return read(simulation, host, control)
}

/** pc logs in at srv and asks for data connections to port 50000, 50001 …, `times` in all. */
function fetchActive(simulation: Simulation, times = 1): { answers: string[]; accepted: number } {
  const control = connect(simulation, 'pc', '198.51.100.80', 21)
  read(simulation, 'pc', control)
  ask(simulation, 'pc', control, 'USER anonymous')
  const answers: string[] = []
  let accepted = 0
  for (let port = 50_000; port < 50_000 + times; port++) {
    const listener = use(simulation, 'pc', (turn) => {
      const socket = openTcp(turn.machine, 4)
      bindSocket(turn, socket, { address: anyAddress(4), port })
      listenTcp(turn.machine, socket, 4)
      return socket
    })
    const line = `PORT 10,0,0,2,${port >>> 8},${port & 255}`
    answers.push(ask(simulation, 'pc', control, line).replaceAll('\r\n', '; '))
    accepted += listener.listening?.accepted.length ?? 0
  }
  return { answers, accepted }
}

/** Why the connection that `host` tried to `to` died, in the engine's own words. */
function why(simulation: Simulation, host: string, to: string, errno: string) {
  const outcome = { probe: `${host} tcp ${to}`, result: 'error', errno }
  return diagnose(simulation.trace, {
    type: 'tcp',
    outcome,
    fromEvent: 0,
    toEvent: simulation.trace.events.length,
  })
}

const reasons = (simulation: Simulation) => simulation.trace.events.map(({ because }) => because)

it('active FTP works from behind a masquerading router that reads PORT, again and again on the same connection', () => {
  const simulation = network([HELPER, ...INSIDE_ONLY, ANSWERS])
  const { answers, accepted } = fetchActive(simulation, 3)
  const each = '200 PORT understood; 226 transfer complete; '
  expect(answers).toEqual([each, each, each])
  expect(accepted).toBe(3)
  expect(reasons(simulation).filter((key) => key === 'conntrack.expected')).toHaveLength(3)
  // 203,0,113,5 is two characters longer than 10,0,0,2: what is not counted back would be outside the window
  expect(reasons(simulation)).not.toContain('conntrack.tcp-window')
  expect(reasons(simulation)).not.toContain('tcp.rto')
})

it('without the helper the server calls an address that no router of the internet knows, and diagnose says so', () => {
  const simulation = network([...INSIDE_ONLY, ANSWERS])
  const { answers, accepted } = fetchActive(simulation)
  expect(answers).toEqual(['200 PORT understood; 425 cannot open data connection; '])
  expect(accepted).toBe(0)
  expect(why(simulation, 'srv', '10.0.0.2:50000', 'ENETUNREACH')).toMatchObject({
    layer: 3,
    node: 'isp',
    table: 'routes',
    sentence: expect.stringMatching(/^No route leads to 10\.0\.0\.2/),
    nextObservation: 'ip route get 10.0.0.2',
  })
})

it('with the helper the filter must still let RELATED connections in', () => {
  const simulation = network([
    HELPER,
    ...INSIDE_ONLY,
    '-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT',
  ])
  expect(fetchActive(simulation).accepted).toBe(0)
  expect(why(simulation, 'srv', '203.0.113.5:50000', 'ETIMEDOUT')).toMatchObject({
    node: 'gw',
    table: 'filter FORWARD',
    nextObservation: 'iptables -t filter -L FORWARD -v -n --line-numbers',
  })
})

it.each([
  [[HELPER], '203,0,113,5', 'readme.txt\r\n', 'the helper writes the public address into 227'],
  [[], '10,0,0,2', '', 'without it the client is sent to a private address'],
])('passive FTP to a server behind DNAT with %j announces %s: %s', (helper, address, data) => {
  const simulation = network([...helper, ...INSIDE_ONLY, ANSWERS, ...TO_INSIDE])
  const control = connect(simulation, 'srv', '203.0.113.5', 21)
  read(simulation, 'srv', control)
  ask(simulation, 'srv', control, 'USER anonymous')
  const answer = ask(simulation, 'srv', control, 'PASV')
  expect(answer).toBe(`227 Entering Passive Mode (${address},195,81).\r\n`)
  const socket = connect(simulation, 'srv', address.replaceAll(',', '.'), 50_001)
  expect(read(simulation, 'srv', socket)).toBe(data)
})
