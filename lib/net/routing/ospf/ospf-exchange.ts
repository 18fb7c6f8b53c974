import type { Interface } from '../../node/interface'
import type { Turn } from '../../node/turn'
import type { LsaKey, OspfBody } from '../../wire/ospf'
import type { LsaHeader } from '../../wire/ospf-lsa'
import { agedHeader, agedLsa, compareLsas } from './ospf-age'
import { resetNeighbour, sayState } from './ospf-neighbour'
import { originateSoon } from './ospf-originate'
import { lsaName, OPTION_E, type OspfNeighbour, type OspfProcess, RETRANSMIT_US } from './ospf-process'
import { resendOspf, sendOspf } from './ospf-send'

type Description = Extract<OspfBody, { type: 'database-description' }>

/** RFC 2328, 10.8: the first descriptions are empty. Both ends claim to be the master. */
export function startExchange(
  turn: Turn,
  process: OspfProcess,
  iface: Interface,
  neighbour: OspfNeighbour,
): void {
  sayState(turn, neighbour, 'ExStart')
  neighbour.sequence++
  neighbour.master = process.router > neighbour.router
  describe(turn, process, iface, neighbour, { initial: true, more: true, master: true, headers: [] })
}

function describe(
  turn: Turn,
  process: OspfProcess,
  iface: Interface,
  neighbour: OspfNeighbour,
  what: Pick<Description, 'initial' | 'more' | 'master' | 'headers'>,
): void {
  neighbour.lastDescription = sendOspf(turn, process, iface, {
    type: 'database-description',
    mtu: iface.mtu,
    options: OPTION_E,
    sequence: neighbour.sequence,
    ...what,
  })
  neighbour.retransmitAt = turn.now + RETRANSMIT_US
}

/**
 * RFC 2328, 10.6. A database of this size fits one description, so the exchange is: the slave's headers, the master's, and the
 * slave's empty confirmation.
 */
export function takeDescription(
  turn: Turn,
  process: OspfProcess,
  iface: Interface,
  neighbour: OspfNeighbour,
  heard: Description,
) {
  if (heard.mtu > iface.mtu) return // larger packets than this interface can take: refused
  if (neighbour.state === 'Init') startExchange(turn, process, iface, neighbour) // it has heard us: 2-WayReceived
  if (neighbour.state === 'ExStart') return agreeWhoLeads(turn, process, iface, neighbour, heard)
  if (neighbour.lastHeard === textOf(heard)) {
    if (!neighbour.master && neighbour.lastDescription) resendOspf(turn, iface, neighbour.lastDescription)
    return
  }
  const expected = neighbour.master ? neighbour.sequence : neighbour.sequence + 1
  const inOrder = !heard.initial && heard.master !== neighbour.master && heard.sequence === expected
  if (neighbour.state !== 'Exchange' || !inOrder) return startAgain(turn, process, iface, neighbour)
  neighbour.lastHeard = textOf(heard)
  wantNewer(turn, process, neighbour, heard.headers)
  if (!neighbour.master) {
    neighbour.sequence = heard.sequence
    describe(turn, process, iface, neighbour, { ...LAST, headers: [] })
  }
  finishExchange(turn, process, iface, neighbour)
}

/** 10.8: the router with the larger identifier leads. */
function agreeWhoLeads(
  turn: Turn,
  process: OspfProcess,
  iface: Interface,
  neighbour: OspfNeighbour,
  heard: Description,
): void {
  const claims = heard.initial && heard.more && heard.master && heard.headers.length === 0
  const follows = !heard.initial && !heard.master && heard.sequence === neighbour.sequence
  if (neighbour.master ? !follows : !claims) return
  neighbour.lastHeard = textOf(heard)
  sayState(turn, neighbour, 'Exchange')
  if (neighbour.master) {
    wantNewer(turn, process, neighbour, heard.headers)
    neighbour.sequence++
  } else neighbour.sequence = heard.sequence
  describe(turn, process, iface, neighbour, {
    ...LAST,
    master: neighbour.master,
    headers: ownHeaders(turn, process),
  })
}

/** 10.3, event SeqNumberMismatch: the other end has begun anew, or the two are out of step. */
function startAgain(turn: Turn, process: OspfProcess, iface: Interface, neighbour: OspfNeighbour): void {
  const wasFull = neighbour.state === 'Full'
  resetNeighbour(neighbour)
  startExchange(turn, process, iface, neighbour)
  if (wasFull) originateSoon(turn, process)
}

function textOf({ initial, more, master, sequence }: Description): string {
  return `${initial} ${more} ${master} ${sequence}`
}

const LAST = { initial: false, more: false, master: false } as const

function ownHeaders(turn: Turn, { database }: OspfProcess): LsaHeader[] {
  return [...database.values()].map((lsa) => agedHeader(lsa, turn.now))
}

/** What the neighbour has and this router lacks, or has in an older form. */
function wantNewer(
  turn: Turn,
  { database }: OspfProcess,
  neighbour: OspfNeighbour,
  headers: readonly LsaHeader[],
): void {
  for (const header of headers) {
    const stored = database.get(lsaName(header))
    if (!stored || compareLsas(header, agedHeader(stored, turn.now)) > 0)
      neighbour.requested.push({
        type: header.type,
        id: header.id,
        advertisingRouter: header.advertisingRouter,
      })
  }
}

function finishExchange(turn: Turn, process: OspfProcess, iface: Interface, neighbour: OspfNeighbour) {
  neighbour.retransmitAt = null
  if (neighbour.requested.length === 0) return becomeFull(turn, process, neighbour)
  sayState(turn, neighbour, 'Loading')
  requestMissing(turn, process, iface, neighbour)
}

/** RFC 2328, 10.9. */
export function requestMissing(
  turn: Turn,
  process: OspfProcess,
  iface: Interface,
  neighbour: OspfNeighbour,
): void {
  sendOspf(turn, process, iface, { type: 'link-state-request', wanted: neighbour.requested })
  neighbour.retransmitAt = turn.now + RETRANSMIT_US
}

/** RFC 2328, 10.7: what was asked for is sent, and needs no acknowledgment but its arrival. */
export function takeRequest(
  turn: Turn,
  process: OspfProcess,
  iface: Interface,
  neighbour: OspfNeighbour,
  wanted: readonly LsaKey[],
): void {
  if (neighbour.state === 'Init' || neighbour.state === 'ExStart') return
  const lsas = wanted.flatMap((key) => process.database.get(lsaName(key)) ?? [])
  if (lsas.length > 0)
    sendOspf(turn, process, iface, {
      type: 'link-state-update',
      lsas: lsas.map((lsa) => agedLsa(lsa, turn.now, 1)),
    })
}

/** The two databases agree; the link goes into the own LSA. */
export function becomeFull(turn: Turn, process: OspfProcess, neighbour: OspfNeighbour): void {
  neighbour.retransmitAt = null
  sayState(turn, neighbour, 'Full')
  originateSoon(turn, process)
}
