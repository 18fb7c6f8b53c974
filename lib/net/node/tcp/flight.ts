import type { Tcb } from './tcb'

/** Sequence number after the last byte that the user wrote, FIN not counted. */
export function writeSeq(tcb: Tcb): number {
  return (tcb.sendBufferSeq + tcb.sendBuffer.length) >>> 0
}

/** Bytes written and never sent. */
export function unsentBytes(tcb: Tcb): number {
  if (tcb.finSeq !== null) return 0
  return (writeSeq(tcb) - tcb.sndNxt) | 0
}

/** FlightSize of RFC 5681: sent and not acknowledged. */
export function flightSize(tcb: Tcb): number {
  return (tcb.sndNxt - tcb.sndUna) >>> 0
}

/** What is believed to be in the network: `pipe` of RFC 6675 section 4, counted as Linux's tcp_packets_in_flight does. */
export function pipe(tcb: Tcb): number {
  return flightSize(tcb) - tcb.sackedBytes - tcb.lostBytes + tcb.resentBytes
}
