import { type PacketView, tupleOf, viewPacket } from './packet-view'
import { hasPorts, ICMP, ICMPV6, type Tuple } from './tuple'

/** The packet that an ICMP error quotes, as a view into the same bytes; null when too little of it is there. */
export function quotedView(view: PacketView): PacketView | null {
  const start = view.transport + 8
  const least = view.family === 4 ? 20 : 40
  if (view.transportLength < 8 + least) return null
  const quoted = viewPacket(view.bytes, view.family, start)
  if (!quoted || quoted.laterFragment) return null
  const end = view.transport + view.transportLength
  quoted.transportLength = Math.min(quoted.transportLength, end - quoted.transport)
  const needed = hasPorts(quoted.protocol)
    ? 4
    : quoted.protocol === ICMP || quoted.protocol === ICMPV6
      ? 8
      : 0
  return quoted.transportLength < needed ? null : quoted
}

/** The tuple of that packet; null when it cannot be read. */
export function quotedTuple(view: PacketView): Tuple | null {
  const quoted = quotedView(view)
  return quoted && tupleOf(quoted)
}
