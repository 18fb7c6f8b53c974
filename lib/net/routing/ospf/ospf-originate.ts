import { formatIpv4 } from '../../addr/ipv4'
import { maskOfBits, prefix4 } from '../../addr/prefix'
import { note, type Turn } from '../../node/turn'
import {
  encodeRouterLsa,
  FIRST_SEQUENCE,
  type LsaHeader,
  ROUTER_LSA,
  type RouterLink,
  readLsaHeader,
} from '../../wire/ospf-lsa'
import { flood } from './ospf-flood'
import { lsaName, MIN_LS_INTERVAL_US, OPTION_E, type OspfProcess, SPF_DELAY_US } from './ospf-process'
import { usable } from './ospf-send'

/** The own links changed: a new router LSA at once, or five seconds after the last (MinLSInterval, RFC 2328 12.4). */
export function originateSoon(turn: Turn, process: OspfProcess): void {
  const earliest = process.originatedAt === null ? turn.now : process.originatedAt + MIN_LS_INTERVAL_US
  process.originateAt ??= Math.max(turn.now, earliest)
  if (process.originateAt <= turn.now) originate(turn, process)
}

/** RFC 2328, 12.4.1: this router's links and what they cost, stored and flooded. `above` is a sequence number to pass. */
export function originate(turn: Turn, process: OspfProcess, above = 0): void {
  const name = ownName(process)
  const before = process.database.get(name)
  const last = Math.max(before?.header.sequence ?? 0, above)
  const sequence = last === 0 ? FIRST_SEQUENCE : last + 1
  const links = describeLinks(turn, process)
  const bytes = encodeRouterLsa({ advertisingRouter: process.router, options: OPTION_E, sequence }, links)
  const header = readLsaHeader(bytes, 0, bytes.length) as LsaHeader
  process.database.set(name, { header, bytes, links, at: turn.now })
  process.originatedAt = turn.now
  process.originateAt = null
  const neighbours = links.filter(({ type }) => type === 'point-to-point').map(({ id }) => formatIpv4(id))
  note(turn, neighbours.length > 0 ? 'ospf.originated' : 'ospf.originated-alone', 3, {
    number: sequence - FIRST_SEQUENCE + 1,
    neighbours: neighbours.join(' and '),
  })
  flood(turn, process, header, null)
  computeSoon(turn, process)
}

/** RFC 8405: a short wait, so that several pieces of news are computed together. */
export function computeSoon(turn: Turn, process: OspfProcess): void {
  process.spfAt ??= turn.now + SPF_DELAY_US
}

export function ownName({ router }: OspfProcess): string {
  return lsaName({ type: ROUTER_LSA, id: router, advertisingRouter: router })
}

/** One link to each neighbour that is Full, and one stub link to the network of each interface that is up. */
function describeLinks(turn: Turn, { interfaces }: OspfProcess): RouterLink[] {
  return interfaces.flatMap((own): RouterLink[] => {
    const iface = usable(turn, own)
    if (!iface) return []
    const [{ address, bits }] = iface.ipv4
    const stub: RouterLink = {
      type: 'stub',
      id: prefix4(address, bits).network,
      data: maskOfBits(bits),
      metric: own.cost,
    }
    const { neighbour } = own
    if (neighbour?.state !== 'Full') return [stub]
    return [{ type: 'point-to-point', id: neighbour.router, data: address, metric: own.cost }, stub]
  })
}
