import { addProcess, runProcess } from '../node/process'
import { openRaw } from '../node/socket-raw'
import type { Turn } from '../node/turn'
import { runOspf } from '../routing/ospf/ospf-daemon'
import { IPPROTO_OSPF } from '../wire/ip-protocol'
import type { OspfSpec } from './schema'

/** Starts the OSPF daemon of a router: a raw socket for IP protocol 89, and its first hellos. */
export function startOspf(turn: Turn, { router, interfaces, helloUs, deadUs }: OspfSpec): void {
  const socket = openRaw(turn.machine, 4, IPPROTO_OSPF)
  const process = addProcess(turn.machine, runOspf, (id) => ({
    kind: 'ospf',
    id,
    socket: socket.id,
    router,
    helloUs,
    deadUs,
    interfaces: interfaces.map((each) => ({ ...each, neighbour: null })),
    database: new Map(),
    rib: [],
    spfAt: null,
    originateAt: null,
    originatedAt: null,
    nextHelloAt: turn.now,
    wakeAt: null,
  }))
  runProcess(turn, process.id)
}
