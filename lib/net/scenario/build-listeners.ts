import { addressText, familyOf } from '../node/address'
import { addProcess } from '../node/process'
import { bindSocket } from '../node/socket-bind'
import { listenTcp, openTcp } from '../node/socket-tcp'
import { openUdp } from '../node/socket-udp'
import type { Turn } from '../node/turn'
import { call, type Simulation } from '../sim/simulation'
import { refuse } from './problem'
import type { HostSpec, ListenSpec } from './schema'

export function startListeners(simulation: Simulation, host: HostSpec): void {
  host.listen.forEach((spec, index) => {
    call(simulation, host.name, (turn) => start(turn, spec, `hosts.${host.name}.listen[${index}]`))
  })
}

function start(turn: Turn, spec: ListenSpec, path: string): void {
  const { machine } = turn
  const family = familyOf(spec.address)
  const socket = spec.protocol === 'tcp' ? openTcp(machine, family) : openUdp(machine, family)
  socket.reuseAddress = spec.protocol === 'tcp'
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
  if (socket.kind === 'tcp') addProcess(machine, (number) => ({ kind: 'listener', id: number, socket: id }))
  else addProcess(machine, (number) => ({ kind: 'udp-responder', id: number, socket: id }))
}
