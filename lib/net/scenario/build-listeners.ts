import { addressText, familyOf } from '../node/address'
import { addProcess, runProcess } from '../node/process'
import { runDhcpClient } from '../node/services/dhcp-client'
import { runDhcpServer } from '../node/services/dhcp-server'
import { runEcho } from '../node/services/echo'
import { runHttp } from '../node/services/http'
import { runLinkLocal } from '../node/services/link-local'
import { runListener } from '../node/services/listener'
import { runUdpResponder } from '../node/services/udp-responder'
import { anyAddress } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { listenTcp, openTcp } from '../node/socket-tcp'
import { openUdp } from '../node/socket-udp'
import type { Turn } from '../node/turn'
import { call, type Simulation } from '../sim/simulation'
import { DHCP_CLIENT_PORT, DHCP_SERVER_PORT } from '../wire/dhcp'
import { startNameServer } from './build-name-server'
import { startOspf } from './build-ospf'
import { refuse } from './problem'
import type { HostSpec, ListenSpec } from './schema'

export function startListeners(simulation: Simulation, host: HostSpec): void {
  const { dns, dhcp, ospf } = host
  if (ospf) call(simulation, host.name, (turn) => startOspf(turn, ospf))
  if (dhcp.length > 0) call(simulation, host.name, (turn) => startDhcpServer(turn, dhcp))
  for (const iface of host.ifaces) {
    if (iface.dhcp) call(simulation, host.name, (turn) => startDhcpClient(turn, iface.name, iface.linkLocal))
  }
  if (dns) call(simulation, host.name, (turn) => startNameServer(turn, dns))
  host.listen.forEach((spec, index) => {
    call(simulation, host.name, (turn) => start(turn, spec, `hosts.${host.name}.listen[${index}]`, host))
  })
}

function start(turn: Turn, spec: ListenSpec, path: string, { pages, listen }: HostSpec): void {
  const { machine } = turn
  const family = familyOf(spec.address)
  const socket = spec.protocol === 'tcp' ? openTcp(machine, family) : openUdp(machine, family)
  socket.reuseAddress = spec.protocol === 'tcp'
  // beside a listener for IPv4 on this port, as servers with one socket for each version do
  if (family === 6 && listen.some((other) => isIpv4Twin(other, spec))) socket.v6Only = true
  const errno = bindSocket(turn, socket, { address: spec.address, port: spec.port })
  if (errno)
    refuse(
      path,
      'an address and port that bind(2) accepts',
      `${addressText(spec.address)}:${spec.port}`,
      errno,
    )
  if (socket.kind === 'tcp') listenTcp(machine, socket, spec.backlog)
  if (!spec.accept) return
  const { id } = socket
  if (spec.service === 'http')
    addProcess(machine, runHttp, (number) => ({ kind: 'http', id: number, socket: id, pages }))
  else if (spec.service === 'echo')
    addProcess(machine, runEcho, (number) => ({ kind: 'echo', id: number, socket: id, connections: [] }))
  else if (socket.kind === 'tcp')
    addProcess(machine, runListener, (number) => ({ kind: 'listener', id: number, socket: id }))
  else addProcess(machine, runUdpResponder, (number) => ({ kind: 'udp-responder', id: number, socket: id }))
}

function isIpv4Twin(other: ListenSpec, { protocol, port }: ListenSpec): boolean {
  return familyOf(other.address) === 4 && other.protocol === protocol && other.port === port
}

function startDhcpServer(turn: Turn, pools: HostSpec['dhcp']): void {
  const socket = openUdp(turn.machine, 4)
  bindSocket(turn, socket, { address: anyAddress(4), port: DHCP_SERVER_PORT })
  addProcess(turn.machine, runDhcpServer, (id) => ({
    kind: 'dhcp-server',
    id,
    socket: socket.id,
    pools,
    leases: [],
  }))
}

/** All clients of a machine share the port; each looks at the interface that an answer came in by. */
function startDhcpClient(turn: Turn, iface: string, linkLocal: boolean): void {
  const socket = openUdp(turn.machine, 4)
  socket.reuseAddress = true
  bindSocket(turn, socket, { address: anyAddress(4), port: DHCP_CLIENT_PORT })
  const fallback = linkLocal
    ? addProcess(turn.machine, runLinkLocal, (id) => ({
        kind: 'link-local',
        id,
        socket: null,
        iface,
        state: 'idle',
        address: null,
        sent: 0,
        deadline: null,
      })).id
    : null
  const process = addProcess(turn.machine, runDhcpClient, (id) => ({
    kind: 'dhcp-client',
    id,
    socket: socket.id,
    iface,
    fallback,
    state: 'init',
    transaction: 0,
    attempts: 0,
    offered: null,
    lease: null,
    deadline: null,
  }))
  runProcess(turn, process.id)
}
