import { formatIpv4 } from '../../addr/ipv4'
import type { Interface } from '../../node/interface'
import { note, type Turn } from '../../node/turn'
import {
  FIRST_SEQUENCE,
  isLsaIntact,
  type Lsa,
  type LsaHeader,
  ROUTER_LSA,
  readRouterLinks,
} from '../../wire/ospf-lsa'
import { agedHeader, agedLsa, compareLsas } from './ospf-age'
import { becomeFull } from './ospf-exchange'
import { computeSoon, originate } from './ospf-originate'
import {
  lsaName,
  type OspfInterface,
  type OspfNeighbour,
  type OspfProcess,
  RETRANSMIT_US,
} from './ospf-process'
import { sendOspf, usable } from './ospf-send'

/** RFC 2328, 13: what is newer is stored, passed on and acknowledged; what is old is answered with what is newer here. */
export function takeUpdate(
  turn: Turn,
  process: OspfProcess,
  own: OspfInterface,
  iface: Interface,
  neighbour: OspfNeighbour,
  lsas: readonly Lsa[],
): void {
  if (neighbour.state === 'Init' || neighbour.state === 'ExStart') return
  const acknowledged: LsaHeader[] = []
  for (const lsa of lsas) {
    if (!isLsaIntact(lsa.bytes) || lsa.header.type !== ROUTER_LSA) continue
    if (takeLsa(turn, process, own, iface, neighbour, lsa)) acknowledged.push(lsa.header)
  }
  if (acknowledged.length > 0)
    sendOspf(turn, process, iface, { type: 'link-state-acknowledgment', headers: acknowledged })
  if (neighbour.state === 'Loading' && neighbour.requested.length === 0) becomeFull(turn, process, neighbour)
}

/** Whether it is to be acknowledged. */
function takeLsa(
  turn: Turn,
  process: OspfProcess,
  own: OspfInterface,
  iface: Interface,
  neighbour: OspfNeighbour,
  { header, bytes }: Lsa,
): boolean {
  const name = lsaName(header)
  const stored = process.database.get(name)
  const newer = stored ? compareLsas(header, agedHeader(stored, turn.now)) : 1
  neighbour.requested = neighbour.requested.filter((key) => lsaName(key) !== name)
  if (newer === 0) return !settle(neighbour, header) // an implied acknowledgment needs none in return
  if (newer < 0) {
    if (stored)
      sendOspf(turn, process, iface, { type: 'link-state-update', lsas: [agedLsa(stored, turn.now, 1)] })
    return false
  }
  settle(neighbour, null, name)
  if (header.advertisingRouter === process.router) {
    originate(turn, process, header.sequence) // 13.4: one of ours from an earlier life
    return true
  }
  process.database.set(name, { header, bytes, links: readRouterLinks({ bytes }), at: turn.now })
  const out = flood(turn, process, header, own)
  note(turn, out.length > 0 ? 'ospf.lsa-stored' : 'ospf.lsa-stored-last', 3, {
    router: formatIpv4(header.advertisingRouter),
    number: header.sequence - FIRST_SEQUENCE + 1,
    out: out.join(' and '),
  })
  computeSoon(turn, process)
  return true
}

/** Takes an LSA off the list of those that wait for an acknowledgment; `header` null takes any instance of `name`. */
function settle(
  neighbour: OspfNeighbour,
  header: LsaHeader | null,
  name = header ? lsaName(header) : '',
): boolean {
  const waiting = neighbour.unacknowledged.get(name)
  if (!waiting || (header && compareLsas(waiting, { ...header, age: waiting.age }) !== 0)) return false
  neighbour.unacknowledged.delete(name)
  if (neighbour.unacknowledged.size === 0 && neighbour.state === 'Full') neighbour.retransmitAt = null
  return true
}

/** RFC 2328, 13.3: to every neighbour but the one that it came from, until each has acknowledged it. The interfaces that it left by. */
export function flood(
  turn: Turn,
  process: OspfProcess,
  header: LsaHeader,
  from: OspfInterface | null,
): string[] {
  const name = lsaName(header)
  const lsa = process.database.get(name)
  const out: string[] = []
  if (!lsa) return out
  for (const own of process.interfaces) {
    const { neighbour } = own
    const iface = usable(turn, own)
    if (own === from || !iface || !neighbour) continue
    if (neighbour.state !== 'Exchange' && neighbour.state !== 'Loading' && neighbour.state !== 'Full')
      continue
    neighbour.unacknowledged.set(name, lsa.header)
    neighbour.retransmitAt ??= turn.now + RETRANSMIT_US
    sendOspf(turn, process, iface, { type: 'link-state-update', lsas: [agedLsa(lsa, turn.now, 1)] })
    out.push(own.name)
  }
  return out
}

/** RFC 2328, 13.7. */
export function takeAcknowledgment(neighbour: OspfNeighbour, headers: readonly LsaHeader[]): void {
  for (const header of headers) settle(neighbour, header)
}
