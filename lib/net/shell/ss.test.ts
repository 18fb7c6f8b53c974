import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseIpv4 } from '../addr/ipv4'
import { parseIpv6 } from '../addr/ipv6'
import { type Address, familyOf } from '../node/address'
import { makeMachine } from '../node/machine-make'
import { bindSocket } from '../node/socket-bind'
import { listenTcp, openTcp } from '../node/socket-tcp'
import { openUdp } from '../node/socket-udp'
import { call, makeSimulation } from '../sim/simulation'
import { runSs } from './ss'

/** The kernel lists sockets in an order of its own. */
const recorded = readFileSync(new URL('./fixtures/ss-dual-stack.txt', import.meta.url), 'utf8')
  .split('\n')
  .slice(1)

describe('sockets of both IP versions', () => {
  it('are listed as ss lists them on Linux: * takes both, [::] only IPv6', () => {
    const simulation = makeSimulation(1)
    simulation.nodes.set('host', makeMachine('host', true))
    const listen = (kind: 'tcp' | 'udp', text: string, port: number, v6Only = false) =>
      call(simulation, 'host', (turn) => {
        const address = (parseIpv4(text) ?? parseIpv6(text)) as Address
        const family = familyOf(address)
        const socket = kind === 'tcp' ? openTcp(turn.machine, family) : openUdp(turn.machine, family)
        socket.v6Only = v6Only
        bindSocket(turn, socket, { address, port })
        if (socket.kind === 'tcp') listenTcp(turn.machine, socket, 16)
      })
    listen('tcp', '::', 8080)
    listen('tcp', '::', 8081, true)
    listen('tcp', '0.0.0.0', 8082)
    listen('tcp', '::1', 8083)
    listen('udp', '::', 8080)
    listen('udp', '::', 8081, true)
    listen('udp', '0.0.0.0', 8082)
    const { text } = runSs({ simulation, host: 'host' }, ['-tuln'])
    expect(text.split('\n').sort()).toEqual(recorded.sort())
  })
})
