import { familyOf } from '../node/address'
import { anyAddress, endpointText, isAny, type Socket } from '../node/socket'
import { bindSocket, findHolder } from '../node/socket-bind'
import { forgetTcp, listenTcp, openTcp } from '../node/socket-tcp'
import { closeUdp, openUdp } from '../node/socket-udp'
import { strerror } from '../shell/errors'
import { call, type Simulation } from '../sim/simulation'
import type { Act } from './act'
import type { Done } from './lab'
import { known } from './world'

const BACKLOG = 16

/** bind(2) and, on TCP, listen(2) on the server, as one act. */
export function bindOnServer(simulation: Simulation, act: Extract<Act, { do: 'bind' }>): Done {
  const address = known(act.address)
  const local = { address, port: act.port }
  const end = `${act.protocol.toUpperCase()} ${endpointText(local)}`
  const none = { packet: null, tries: [], host: 'web' as const }
  let done: Done | null = null
  call(simulation, 'web', (turn) => {
    const { machine } = turn
    const family = familyOf(address)
    const socket = act.protocol === 'tcp' ? openTcp(machine, family) : openUdp(machine, family)
    socket.v6Only = act.v6Only ?? false
    socket.reuseAddress = act.reuse ?? false
    const holder = findHolder(machine, socket, local)
    const errno = bindSocket(turn, socket, local)
    if (errno) {
      if (socket.kind === 'tcp') forgetTcp(machine, socket)
      else closeUdp(machine, socket)
      const why = errno === 'EADDRINUSE' && holder ? holderText(holder, socket) : NOT_OURS
      const sentence = `bind() to ${end} fails with ${errno}, “${strerror(errno)}”. ${why}`
      done = { ...none, result: errno, outcome: 'error', sentence, sockets: holder ? [holder] : [] }
      return
    }
    if (socket.kind === 'tcp') listenTcp(machine, socket, BACKLOG)
    const verb = socket.kind === 'tcp' ? 'listens' : 'receives'
    const sentence = `A program ${verb} on ${end}: ${reachText(socket)}`
    done = { ...none, result: verb, outcome: 'ok', sentence, sockets: [socket] }
  })
  return done as unknown as Done
}

const NOT_OURS = 'A program can only bind to an address that its own machine has.'

/** From where such a socket can be reached. */
function reachText({ local: { address }, v6Only }: Socket): string {
  if (address === anyAddress(4)) return 'every IPv4 address of this machine, and no IPv6 address.'
  if (isAny(address))
    return v6Only
      ? 'every IPv6 address of this machine, and no IPv4 address (IPV6_V6ONLY).'
      : 'every address of this machine, IPv6 and IPv4.'
  if (address === 0x7f00_0001 || (address as unknown) === 1n) return 'for programs on this machine alone.'
  return 'packets to this one address, and to no other.'
}

function holderText(holder: Socket, socket: Socket): string {
  const who = endpointText(holder.local)
  if (holder.kind === 'tcp' && holder.tcb?.state === 'time-wait')
    return `A connection of ${who} is still in TIME-WAIT. Beside that, bind() works only if the old socket and the new one both set SO_REUSEADDR.`
  if (holder.remote) return `A connection of ${who} still exists, and not both sockets have SO_REUSEADDR.`
  const both = holder.local.address === socket.local.address && holder.family === socket.family
  if (both) return `A socket is bound to ${who} already.`
  if (familyOf(holder.local.address) !== socket.family) {
    const six = holder.family === 6 ? who : 'the new socket at ::'
    return `${capital(six)} takes IPv4 as well, so the two would share IPv4 packets${holder.family === 6 ? '' : ` with ${who}`}.`
  }
  return `${who} is bound already, and some packets would be for both.`
}

function capital(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`
}
