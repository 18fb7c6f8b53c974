import type { Ipv4 } from '../../addr/ipv4'
import { endProcess } from '../../node/process'
import { type Turn, wake } from '../../node/turn'
import { decodeOspf } from '../../wire/ospf'
import { takeDescription, takeRequest } from './ospf-exchange'
import { takeAcknowledgment, takeUpdate } from './ospf-flood'
import { killNeighbour, takeHello } from './ospf-neighbour'
import { originate } from './ospf-originate'
import type { OspfInterface, OspfProcess } from './ospf-process'
import { REFRESH_US } from './ospf-process'
import { retransmit } from './ospf-retransmit'
import { sendHello, usable } from './ospf-send'
import { computeRoutes } from './ospf-spf'

const IPV4_HEADER = 20

/** Everything that the daemon can do now: hear, notice what is missing, tell, compute; then it asks to be woken. */
export function runOspf(turn: Turn, process: OspfProcess) {
  const socket = turn.machine.sockets.get(process.socket)
  if (socket?.kind !== 'raw') return endProcess(turn.machine, process)
  if (process.originatedAt === null) originate(turn, process)
  for (const own of process.interfaces) if (!usable(turn, own)) killNeighbour(turn, process, own, 'link')
  for (let packet = socket.received.shift(); packet; packet = socket.received.shift()) {
    const own = process.interfaces.find(({ name, passive }) => !passive && name === packet?.iface)
    if (own) hear(turn, process, own, packet.bytes, packet.from.address as Ipv4)
  }
  beOnTime(turn, process)
  sleep(turn, process)
}

function hear(turn: Turn, process: OspfProcess, own: OspfInterface, bytes: Uint8Array, from: Ipv4) {
  const read = decodeOspf(bytes, (bytes[0] & 15) * 4 || IPV4_HEADER)
  if (!read.ok) return
  const { router, body } = read.header
  if (body.type === 'hello') return takeHello(turn, process, own, router, from, body)
  const { neighbour } = own
  const iface = usable(turn, own)
  if (!iface || neighbour?.router !== router) return
  switch (body.type) {
    case 'database-description':
      return takeDescription(turn, process, iface, neighbour, body)
    case 'link-state-request':
      return takeRequest(turn, process, iface, neighbour, body.wanted)
    case 'link-state-update':
      return takeUpdate(turn, process, own, iface, neighbour, body.lsas)
    case 'link-state-acknowledgment':
      return takeAcknowledgment(neighbour, body.headers)
  }
}

/** What is due: hellos, neighbours that were not heard, packets that were not confirmed, the own LSA, the computation. */
function beOnTime(turn: Turn, process: OspfProcess): void {
  const { now } = turn
  for (const own of process.interfaces)
    if (own.neighbour && own.neighbour.deadAt <= now) killNeighbour(turn, process, own, 'dead')
  if (process.nextHelloAt <= now) {
    process.nextHelloAt = now + process.helloUs
    for (const own of process.interfaces) {
      const iface = own.passive ? null : usable(turn, own)
      if (iface) sendHello(turn, process, own, iface)
    }
  }
  retransmit(turn, process)
  if (process.originateAt !== null && process.originateAt <= now) originate(turn, process)
  if (process.spfAt !== null && process.spfAt <= now) computeRoutes(turn, process)
}

function sleep(turn: Turn, process: OspfProcess): void {
  const times = [
    process.nextHelloAt,
    process.spfAt,
    process.originateAt,
    process.originatedAt === null ? null : process.originatedAt + REFRESH_US,
    ...process.interfaces.flatMap(({ neighbour }) => [
      neighbour?.deadAt ?? null,
      neighbour?.retransmitAt ?? null,
    ]),
  ].filter((at): at is number => at !== null)
  const at = Math.min(...times)
  if (process.wakeAt !== null && process.wakeAt > turn.now && process.wakeAt <= at) return
  process.wakeAt = at
  wake(turn, at, { kind: 'process', process: process.id, wake: 'timer' })
}
