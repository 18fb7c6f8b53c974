import type { Turn } from '../../node/turn'
import { agedLsa } from './ospf-age'
import { requestMissing } from './ospf-exchange'
import { originate } from './ospf-originate'
import { type OspfProcess, REFRESH_US, RETRANSMIT_US } from './ospf-process'
import { resendOspf, sendOspf, usable } from './ospf-send'

/** What was not answered within RxmtInterval is sent again: a description, a request, or LSAs. And every half hour the own LSA. */
export function retransmit(turn: Turn, process: OspfProcess): void {
  if (process.originatedAt !== null && process.originatedAt + REFRESH_US <= turn.now) originate(turn, process)
  for (const own of process.interfaces) {
    const { neighbour } = own
    const iface = usable(turn, own)
    if (!iface || neighbour?.retransmitAt == null || neighbour.retransmitAt > turn.now) continue
    neighbour.retransmitAt = turn.now + RETRANSMIT_US
    const describes = neighbour.state === 'ExStart' || (neighbour.state === 'Exchange' && neighbour.master)
    if (describes && neighbour.lastDescription) resendOspf(turn, iface, neighbour.lastDescription)
    if (neighbour.state === 'Loading') requestMissing(turn, process, iface, neighbour)
    const lsas = [...neighbour.unacknowledged.keys()].flatMap((name) => process.database.get(name) ?? [])
    if (lsas.length > 0)
      sendOspf(turn, process, iface, {
        type: 'link-state-update',
        lsas: lsas.map((lsa) => agedLsa(lsa, turn.now, 1)),
      })
  }
}
