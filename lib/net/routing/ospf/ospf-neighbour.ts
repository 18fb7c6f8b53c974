import { formatIpv4, type Ipv4 } from '../../addr/ipv4'
import { note, type Turn } from '../../node/turn'
import type { OspfBody } from '../../wire/ospf'
import { startExchange } from './ospf-exchange'
import { originateSoon } from './ospf-originate'
import {
  type NeighbourState,
  type OspfInterface,
  type OspfNeighbour,
  type OspfProcess,
  SECOND_US,
} from './ospf-process'
import { usable } from './ospf-send'

type Hello = Extract<OspfBody, { type: 'hello' }>

/** RFC 2328, 10.5. Both ends have to agree on the two intervals; else the hello is ignored. */
export function takeHello(
  turn: Turn,
  process: OspfProcess,
  own: OspfInterface,
  router: Ipv4,
  from: Ipv4,
  hello: Hello,
) {
  if (
    hello.helloInterval !== process.helloUs / SECOND_US ||
    hello.deadInterval !== process.deadUs / SECOND_US
  )
    return note(turn, 'ospf.intervals-differ', 3, { iface: own.name, router: formatIpv4(router) })
  if (own.neighbour && own.neighbour.router !== router) killNeighbour(turn, process, own, 'link')
  const deadAt = turn.now + process.deadUs
  if (!own.neighbour) {
    own.neighbour = {
      ...newNeighbour(router, from, deadAt),
      sequence: Math.floor(turn.random() * 0x7fff_ffff),
    }
    sayState(turn, own.neighbour, 'Init')
  }
  const { neighbour } = own
  neighbour.deadAt = deadAt
  const hearsUs = hello.neighbours.includes(process.router)
  const iface = usable(turn, own)
  if (hearsUs && neighbour.state === 'Init' && iface) startExchange(turn, process, iface, neighbour)
  if (!hearsUs && neighbour.state !== 'Init') {
    resetNeighbour(neighbour)
    sayState(turn, neighbour, 'Init')
    originateSoon(turn, process)
  }
}

function newNeighbour(router: Ipv4, address: Ipv4, deadAt: number): OspfNeighbour {
  return {
    router,
    address,
    state: 'Init',
    deadAt,
    master: false,
    sequence: 0,
    lastDescription: null,
    lastHeard: null,
    requested: [],
    unacknowledged: new Map(),
    retransmitAt: null,
  }
}

/** What was agreed is forgotten; the neighbour itself is not. */
export function resetNeighbour(neighbour: OspfNeighbour): void {
  neighbour.lastDescription = null
  neighbour.lastHeard = null
  neighbour.requested = []
  neighbour.unacknowledged.clear()
  neighbour.retransmitAt = null
}

export function sayState(turn: Turn, neighbour: OspfNeighbour, state: NeighbourState): void {
  neighbour.state = state
  note(turn, `ospf.neighbour-${state.toLowerCase() as Lowercase<NeighbourState>}`, 3, {
    router: formatIpv4(neighbour.router),
  })
}

/** RFC 2328, 10.3, events InactivityTimer and LLDown: the neighbour is gone, and the link with it. */
export function killNeighbour(
  turn: Turn,
  process: OspfProcess,
  own: OspfInterface,
  why: 'dead' | 'link',
): void {
  const { neighbour } = own
  if (!neighbour) return
  own.neighbour = null
  const router = formatIpv4(neighbour.router)
  if (why === 'dead')
    note(turn, 'ospf.neighbour-dead', 3, { router, seconds: process.deadUs / SECOND_US, iface: own.name })
  else note(turn, 'ospf.neighbour-lost', 3, { router, iface: own.name })
  if (neighbour.state === 'Full') originateSoon(turn, process)
}
