import type { Simulation } from '../sim/simulation'
import type { TraceFrame } from '../sim/trace'

export type FlightEnd = { readonly node: string; readonly iface: string }

/** A frame on one cable, from the interface that sent it to where it came in. */
export type Flight = {
  /** places in `trace.frames`; `arrivals` is empty for a frame that was lost, and longer than one for one that came twice */
  readonly sent: number
  readonly arrivals: readonly number[]
  readonly at: number
  readonly bytes: Uint8Array
  readonly from: FlightEnd
  /** the other end of the cable; null where none is plugged in */
  readonly to: FlightEnd | null
  /** why it was lost: a key of `describeEvent`, such as `link.loss` */
  readonly lost: string | null
}

/** Every frame of a run that was put on a cable, in the order of sending; what a machine says to itself (lo) is none. */
export function listFlights({ trace, links, plugs }: Simulation): readonly Flight[] {
  const lost = new Map(
    trace.events.flatMap(({ because, frame }) =>
      because.startsWith('link.') && frame !== null ? [[frame, because] as const] : [],
    ),
  )
  const arrivals = pairArrivals(trace.frames, ({ node, iface }) => otherEnd(node, iface))
  return trace.frames.flatMap((frame, sent): Flight[] => {
    const { at, node, iface, direction, bytes } = frame
    if (direction === 'in' || iface === 'lo') return []
    return [
      {
        sent,
        arrivals: arrivals.get(sent) ?? [],
        at,
        bytes,
        from: { node, iface },
        to: otherEnd(node, iface),
        lost: lost.get(sent) ?? null,
      },
    ]
  })

  function otherEnd(node: string, iface: string): FlightEnd | null {
    const plugged = plugs.get(`${node} ${iface}`)
    if (!plugged) return null
    return links[plugged.link].ends[plugged.end === 0 ? 1 : 0]
  }
}

/** A frame arrives as the very buffer that was sent: the last time that the other end sent it is where it comes from. */
function pairArrivals(
  frames: readonly TraceFrame[],
  otherEnd: (end: FlightEnd) => FlightEnd | null,
): Map<number, number[]> {
  const sentBy = new Map<string, Map<Uint8Array, number>>()
  const arrivals = new Map<number, number[]>()
  frames.forEach(({ node, iface, direction, bytes }, index) => {
    if (direction === 'out') {
      const key = `${node} ${iface}`
      const sent = sentBy.get(key) ?? new Map<Uint8Array, number>()
      sentBy.set(key, sent.set(bytes, index))
      return
    }
    const from = otherEnd({ node, iface })
    const sent = from && sentBy.get(`${from.node} ${from.iface}`)?.get(bytes)
    if (sent !== null && sent !== undefined) arrivals.set(sent, [...(arrivals.get(sent) ?? []), index])
  })
  return arrivals
}
