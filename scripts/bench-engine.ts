// How fast the engine is. As a program: npx tsx scripts/bench-engine.ts
import { parseIpv4 } from '../lib/net/addr/ipv4'
import type { Address } from '../lib/net/node/address'
import type { TcpSocket } from '../lib/net/node/socket'
import { bindSocket } from '../lib/net/node/socket-bind'
import { connectTcp, openTcp, readTcp, writeTcp } from '../lib/net/node/socket-tcp'
import { connectUdp, openUdp, sendUdp } from '../lib/net/node/socket-udp'
import type { Turn } from '../lib/net/node/turn'
import { buildScenario } from '../lib/net/scenario/build'
import { parseScenario } from '../lib/net/scenario/parse'
import { call, runUntil, type Simulation } from '../lib/net/sim/simulation'
import { printBundles } from './bench-bundle'

const PACKETS = 30_000
const CABLES = 2 // that every packet crosses
const TRANSFER = 10_000_000

/** A LAN, a router that masquerades and tracks connections, a server behind it. */
function network(link: object): Simulation {
  const parsed = parseScenario({
    hosts: {
      pc: { ifaces: { eth0: '192.168.1.10/24' }, routes: ['default via 192.168.1.1'] },
      gw: {
        ifaces: { lan: '192.168.1.1/24', wan: '203.0.113.5/24' },
        forward: true,
        iptables: [
          '-t nat -A POSTROUTING -o wan -j MASQUERADE',
          '-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
          '-A FORWARD -i lan -j ACCEPT',
          '-P FORWARD DROP',
        ],
      },
      web: { ifaces: { eth0: '203.0.113.80/24' }, listen: ['udp 0.0.0.0:53', 'tcp 0.0.0.0:80'] },
    },
    links: [{ ends: ['pc:eth0', 'gw:lan'] }, { ends: ['gw:wan', 'web:eth0'], ...link }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return buildScenario(parsed.scenario)
}

const web = (port: number) => ({ address: parseIpv4('203.0.113.80') as Address, port })

/** UDP questions and answers through the router; frames that crossed a cable in a second of computing. */
export function measureForwarding(recorded: boolean): number {
  const simulation = network({})
  simulation.record.frames = recorded
  simulation.record.events = recorded
  const socket = onMachine(simulation, 'pc', (turn) => {
    const made = openUdp(turn.machine, 4)
    connectUdp(turn, made, web(53))
    return made
  })
  const payload = new Uint8Array(64)
  const start = performance.now()
  for (let count = 0; count < PACKETS / 2; count++) {
    onMachine(simulation, 'pc', (turn) => sendUdp(turn, socket, payload))
    runUntil(simulation, simulation.now + 10)
    socket.received.length = 0
  }
  runUntil(simulation, simulation.now + 1_000_000)
  return (PACKETS * CABLES) / ((performance.now() - start) / 1000)
}

/** Seconds of computing for ten megabytes over a link that loses one frame in two hundred. */
export function measureTransfer(): { seconds: number; simulatedSeconds: number } {
  const simulation = network({ delay: '2ms', loss: '0.5%' })
  simulation.record.events = false
  const socket = onMachine(simulation, 'pc', (turn) => {
    const made = openTcp(turn.machine, 4)
    bindSocket(turn, made, { address: parseIpv4('0.0.0.0') as Address, port: 40000 })
    connectTcp(turn, made, web(80))
    return made
  })
  const start = performance.now()
  const begun = simulation.now
  let got = 0
  runUntil(simulation, 60_000_000, () => socket.connected)
  onMachine(simulation, 'pc', (turn) => writeTcp(turn, socket, ascii(`GET ${TRANSFER}\n`)))
  while (got < TRANSFER && simulation.now < 3_600_000_000) {
    runUntil(simulation, simulation.now + 10_000_000, () => socket.readable > 0)
    got += drain(simulation, socket)
  }
  if (got < TRANSFER) throw new Error(`only ${got} bytes came`)
  return {
    seconds: (performance.now() - start) / 1000,
    simulatedSeconds: (simulation.now - begun) / 1_000_000,
  }
}

function drain(simulation: Simulation, socket: TcpSocket): number {
  return onMachine(simulation, 'pc', (turn) => readTcp(turn, socket, 1 << 20).length)
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function onMachine<T>(simulation: Simulation, name: string, run: (turn: Turn) => T): T {
  let answer: T | undefined
  call(simulation, name, (turn) => {
    answer = run(turn)
  })
  return answer as T
}

/** The middle of five runs, after two that only warm the compiler up. */
function middle(measure: () => number): number {
  const runs = Array.from({ length: 7 }, measure).slice(2)
  return runs.sort((a, b) => a - b)[2]
}

if (process.argv[1]?.endsWith('bench-engine.ts')) {
  console.log(
    `forwarding, trace off: ${Math.round(middle(() => measureForwarding(false)))} frames/s (goal 150000)`,
  )
  console.log(`forwarding, trace on:  ${Math.round(middle(() => measureForwarding(true)))} frames/s`)
  const { seconds, simulatedSeconds } = measureTransfer()
  console.log(
    `10 MB over a lossy link: ${seconds.toFixed(2)} s (goal 2 s; ${simulatedSeconds.toFixed(1)} s simulated)`,
  )
  await printBundles()
}
