import { formatIpv4, parseIpv4 } from '../addr/ipv4'
import { asciiBytes } from '../bytes/ascii'
import type { Machine } from '../node/machine'
import { forget } from '../node/netfilter/connection'
import { endpointText } from '../node/services/listener'
import type { Endpoint } from '../node/socket'
import { anyAddress, type TcpSocket, takeError, type UdpSocket } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { openRaw, sendRaw } from '../node/socket-raw'
import { connectTcp, forgetTcp, listenTcp, openTcp, writeTcp } from '../node/socket-tcp'
import { openUdp, sendUdp } from '../node/socket-udp'
import type { Turn } from '../node/turn'
import { call } from '../sim/simulation'
import { encodeIcmpEcho, ICMP_ECHO_REQUEST } from '../wire/icmp'
import { IPPROTO_ICMP } from '../wire/ip-protocol'
import { decodeStun, encodeStun, STUN_PORT } from '../wire/stun'
import type { Act } from './act'
import type { Lab } from './lab'
import type { Moment } from './moment'
import { hostOf } from './places'
import { follow, takeNote } from './record'
import { configureNat, machineAt } from './world'

/** How long a packet and its answers have, in µs: less than the first repetition of a SYN. */
const SETTLE_US = 700_000
const SECOND_US = 1_000_000
const FTP_PORT = 21

/** Does one act, lets its packets settle, and returns what was found out. A host or NAT that is not there throws. */
export function perform(lab: Lab, act: Act): Moment['found'] {
  const { simulation, world } = lab
  switch (act.do) {
    case 'send':
      return send(lab, act)
    case 'wait':
      follow(lab.recorder, simulation.now + act.seconds * SECOND_US)
      return {}
    case 'set': {
      const nat = world.nats.find(({ name }) => name === act.nat)
      if (!nat) throw new Error(`the world ${world.name} has no NAT ${act.nat}`)
      lab.settings = { ...lab.settings, [act.nat]: { ...lab.settings[act.nat], ...act.change } }
      configureNat(simulation, world, nat, lab.settings[act.nat])
      return {}
    }
    case 'flush': {
      const { conntrack } = machineAt(simulation, act.nat).netfilter
      for (const connection of [...conntrack.connections.values()]) forget(conntrack, connection)
      return {}
    }
    case 'stun':
      return askStun(lab, act)
    case 'punch':
      return punch(lab, act)
    case 'ftp':
      return fetchByFtp(lab, act)
  }
}

function use(lab: Lab, host: string, run: (turn: Turn) => void): void {
  call(lab.simulation, host, run)
  takeNote(lab.recorder)
}

function settle(lab: Lab): void {
  follow(lab.recorder, lab.simulation.now + SETTLE_US)
}

function send(lab: Lab, act: Extract<Act, { do: 'send' }>): Moment['found'] {
  const address = parseIpv4(act.to)
  if (address === null) throw new Error(`${act.to} is no address`)
  const remote = { address, port: act.dport }
  if (act.protocol === 'tcp') return connect(lab, act.from, act.sport, remote)
  let error: string | null = null
  use(lab, act.from, (turn) => {
    if (act.protocol === 'icmp') {
      const socket = openRaw(turn.machine, 4, IPPROTO_ICMP)
      socket.ttl = act.ttl ?? null
      const echo = encodeIcmpEcho(ICMP_ECHO_REQUEST, act.sport, 1, asciiBytes('hop by hop'))
      error = sendRaw(turn, socket, echo, address)
      turn.machine.sockets.delete(socket.id)
      turn.machine.rawSockets--
      return
    }
    const socket = udpSocket(turn, act.sport)
    socket.ttl = act.ttl ?? null
    error = sendUdp(turn, socket, asciiBytes(`hello from ${act.from}`), remote)
  })
  settle(lab)
  return error ? { error } : {}
}

/** A connection from this port: opened, or if it is open already a line is sent over it. */
function connect(lab: Lab, host: string, sport: number, remote: Endpoint): Moment['found'] {
  const open = tcpSockets(machineAt(lab.simulation, host)).find(
    ({ local, remote: far, connected }) =>
      connected && local.port === sport && far?.address === remote.address && far.port === remote.port,
  )
  if (open) {
    use(lab, host, (turn) => writeTcp(turn, open, asciiBytes('hello\n')))
    settle(lab)
    return { result: open.error ?? 'sent' }
  }
  let socket: TcpSocket | null = null
  let error: string | null = null
  use(lab, host, (turn) => {
    socket = openTcp(turn.machine, 4)
    socket.reuseAddress = true
    error = bindSocket(turn, socket, { address: anyAddress(4), port: sport })
    error ??= connectTcp(turn, socket, remote)
  })
  settle(lab)
  const made = socket as TcpSocket | null
  if (made?.connected) return { result: 'open' }
  error ??= made && takeError(made)
  // the program gives up before its system sends the SYN again
  if (made) forgetTcp(machineAt(lab.simulation, host), made)
  return { result: error === 'ECONNREFUSED' ? 'refused' : error === null ? 'timeout' : error }
}

function askStun(lab: Lab, act: Extract<Act, { do: 'stun' }>): Moment['found'] {
  const server = lab.world.hosts.find(({ listens }) => listens.includes(`stun ${STUN_PORT}`))
  const address = parseIpv4(server?.address ?? '')
  if (address === null) throw new Error(`the world ${lab.world.name} has no STUN server`)
  const transaction = new Uint8Array(12).fill(act.sport & 255)
  let socket: UdpSocket | null = null
  use(lab, act.from, (turn) => {
    socket = udpSocket(turn, act.sport)
    sendUdp(turn, socket, encodeStun({ kind: 'request', transaction }), { address, port: STUN_PORT })
  })
  settle(lab)
  for (const { bytes } of takeReceived(socket)) {
    const answer = decodeStun(bytes)
    if (answer?.kind !== 'response') continue
    lab.mapped.set(act.from, answer.mapped)
    return { mapped: `${formatIpv4(answer.mapped.address)}:${answer.mapped.port}` }
  }
  return { mapped: 'none' }
}

/** To where the peer was heard from last, else to what STUN told it (RFC 8445 calls the first peer-reflexive). */
function punch(lab: Lab, act: Extract<Act, { do: 'punch' }>): Moment['found'] {
  const target = lab.heard.get(`${act.from} ${act.to}`) ?? lab.mapped.get(act.to)
  if (!target) return { error: 'unknown' }
  use(lab, act.from, (turn) =>
    sendUdp(turn, udpSocket(turn, act.sport), asciiBytes(`hello from ${act.from}`), target),
  )
  settle(lab)
  const far = [...machineAt(lab.simulation, act.to).sockets.values()].find(
    (socket): socket is UdpSocket => socket.kind === 'udp',
  )
  const arrived = takeReceived(far ?? null)
  for (const { from } of arrived) lab.heard.set(`${act.to} ${act.from}`, from)
  return { to: endpointText(target), arrived: arrived.length > 0 ? 'yes' : 'no' }
}

function takeReceived(socket: UdpSocket | null): UdpSocket['received'] {
  return socket ? socket.received.splice(0) : []
}

function fetchByFtp(lab: Lab, act: Extract<Act, { do: 'ftp' }>): Moment['found'] {
  const { from, dataPort } = act
  const remote = { address: parseIpv4(hostOf(lab.world, act.to).address)!, port: FTP_PORT }
  const { result } = connect(lab, from, act.sport, remote)
  if (result !== 'open') return { result }
  const machine = machineAt(lab.simulation, from)
  const control = tcpSockets(machine).find(({ local, connected }) => connected && local.port === act.sport)
  if (!control) return { result: 'no data connection' }
  use(lab, from, (turn) => writeTcp(turn, control, asciiBytes('USER anonymous\r\n')))
  settle(lab)
  let data: TcpSocket | null = null
  use(lab, from, (turn) => {
    data = openTcp(machine, 4)
    bindSocket(turn, data, { address: anyAddress(4), port: dataPort })
    listenTcp(machine, data, 1)
    const host = hostOf(lab.world, from).address.replaceAll('.', ',')
    const port = `${dataPort >>> 8},${dataPort & 255}`
    writeTcp(turn, control, asciiBytes(`PORT ${host},${port}\r\n`))
  })
  settle(lab)
  const waiting = data as TcpSocket | null
  return { result: waiting?.listening?.accepted.length ? 'transferred' : 'no data connection' }
}

function tcpSockets(machine: Machine): TcpSocket[] {
  return [...machine.sockets.values()].filter((socket): socket is TcpSocket => socket.kind === 'tcp')
}

/** The datagram socket of a port: the one that is there, or a new one. */
function udpSocket(turn: Turn, port: number): UdpSocket {
  for (const socket of turn.machine.sockets.values()) {
    if (socket.kind === 'udp' && socket.local.port === port) return socket
  }
  const socket = openUdp(turn.machine, 4)
  bindSocket(turn, socket, { address: anyAddress(4), port })
  return socket
}
