import { type Address, familyOf } from '../node/address'
import { takeMessages, withLength } from '../node/services/dns-front'
import { closeTcp, connectTcp, openTcp, writeTcp } from '../node/socket-tcp'
import { runUntil } from '../sim/simulation'
import { DNS_PORT } from '../wire/dns'
import { syscall, type Terminal } from './terminal'

const PATIENCE_US = 10_000_000 // dig(1): +time, doubled for TCP

/** One question over a TCP connection of its own (RFC 7766); the bytes of the answer, or why there is none. */
export function askOverTcp(
  terminal: Terminal,
  query: Uint8Array,
  server: Address,
): Uint8Array | 'timeout' | 'refused' {
  const { simulation } = terminal
  const deadline = simulation.now + PATIENCE_US
  const socket = syscall(terminal, (turn) => openTcp(turn.machine, familyOf(server)))
  const errno = syscall(terminal, (turn) => connectTcp(turn, socket, { address: server, port: DNS_PORT }))
  let answer: Uint8Array | 'timeout' | 'refused' = errno ? 'refused' : 'timeout'
  if (!errno) runUntil(simulation, deadline, () => socket.connected || socket.error !== null)
  if (socket.connected) {
    syscall(terminal, (turn) => writeTcp(turn, socket, withLength(query)))
    let read: Uint8Array = new Uint8Array(0)
    runUntil(simulation, deadline, () => {
      const taken = syscall(terminal, (turn) => takeMessages(turn, socket, read))
      read = taken.rest
      if (taken.messages.length > 0) answer = taken.messages[0]
      return typeof answer !== 'string' || socket.endOfFile || socket.error !== null
    })
  }
  if (socket.error !== null) answer = 'refused'
  syscall(terminal, (turn) => closeTcp(turn, socket))
  return answer
}
