import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseIpv4 } from '../addr/ipv4'
import { parseIpv6 } from '../addr/ipv6'
import { call, makeSimulation } from '../sim/simulation'
import { type Address, familyOf } from './address'
import { makeMachine } from './machine-make'
import { bindSocket } from './socket-bind'
import { findSocket, traceLookup } from './socket-lookup'
import { listenTcp, openTcp } from './socket-tcp'
import { openUdp } from './socket-udp'
import type { Turn } from './turn'

const recorded = readFileSync(new URL('./fixtures/bind-conflicts.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | '))

const PORT = 18080

function onMachine(run: (turn: Turn) => void): void {
  const simulation = makeSimulation(1)
  simulation.nodes.set('host', makeMachine('host', true))
  call(simulation, 'host', run)
}

function addressOf(text: string): Address {
  const address = parseIpv4(text) ?? parseIpv6(text)
  if (address === null) throw new Error(`${text} is no address`)
  return address
}

/** `:: v6only`: binds, and listens on TCP. What bind(2) gave. */
function bind(turn: Turn, kind: string, text: string, reuse = false) {
  const [name, only] = text.split(' ')
  const address = addressOf(name)
  const socket =
    kind === 'tcp' ? openTcp(turn.machine, familyOf(address)) : openUdp(turn.machine, familyOf(address))
  socket.v6Only = only === 'v6only'
  socket.reuseAddress = reuse
  const errno = bindSocket(turn, socket, { address, port: PORT })
  if (socket.kind === 'tcp' && !errno) listenTcp(turn.machine, socket, 16)
  return { socket, errno }
}

describe('bind(2) as Linux 6.18 answered it', () => {
  it.each(recorded)('%s: %s, then %s: %s', (mode, first, second, outcome) => {
    const [kind, reuse] = mode.split(' ')
    onMachine((turn) => {
      expect(bind(turn, kind, first, reuse === 'reuse').errno).toBeNull()
      expect(bind(turn, kind, second, reuse === 'reuse').errno ?? 'ok').toBe(outcome)
    })
  })
})

describe('who gets a packet', () => {
  const remote = { address: addressOf('192.0.2.10'), port: 40001 }
  it.each([
    [['0.0.0.0'], '127.0.0.1', '0.0.0.0', 'any IPv4 address includes loopback'],
    [['127.0.0.1'], '127.0.0.1', '127.0.0.1', 'the address itself'],
    [['127.0.0.1'], '127.0.0.2', null, 'another address of the same machine'],
    [['::'], '127.0.0.1', '::', ':: takes IPv4'],
    [[':: v6only'], '127.0.0.1', null, 'unless it is for IPv6 only'],
    [[':: v6only', '0.0.0.0'], '127.0.0.1', '0.0.0.0', 'then IPv4 has a socket of its own'],
    [['0.0.0.0'], '::1', null, '0.0.0.0 is IPv4 only'],
    [['::'], '::1', '::', ':: takes IPv6'],
  ])('%j bound, a packet to %s: %s, %s', (bound, to, receiver, _why) => {
    onMachine((turn) => {
      const sockets = bound.map((text) => bind(turn, 'tcp', text).socket)
      const found = findSocket(turn.machine, 'tcp', { address: addressOf(to), port: PORT }, remote)
      const at = bound.findIndex((text) => text.split(' ')[0] === receiver)
      expect(found).toBe(receiver === null ? null : sockets[at])
    })
  })

  it('looks for a connection, then for the address, then for any address, and stops where it finds one', () => {
    onMachine((turn) => {
      bind(turn, 'udp', '127.0.0.1')
      const places = (to: string) =>
        traceLookup(turn.machine, 'udp', { address: addressOf(to), port: PORT }, remote).map(
          ({ place, found }) => `${place} ${found !== null}`,
        )
      expect(places('127.0.0.1')).toEqual(['connection false', 'address true'])
      expect(places('127.0.0.2')).toEqual(['connection false', 'address false', 'any false'])
    })
  })
})
