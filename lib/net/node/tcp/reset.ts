import { ACK, FIN, RST, SYN, type TcpSegment } from '../tcp-port'
import { advance } from './sequence'

const NOTHING = new Uint8Array(0)

/**
 * The RST for a segment that no connection takes (RFC 9293 3.10.7.1). With ACK it takes that number and carries none; without,
 * it has sequence number zero and acknowledges everything in the segment. Null: a RST is never answered by a RST.
 */
export function resetFor(segment: TcpSegment): TcpSegment | null {
  if (segment.flags & RST) return null
  const common = { window: 0, options: {}, payload: NOTHING }
  if (segment.flags & ACK)
    return { ...common, flags: RST, sequence: segment.acknowledgment, acknowledgment: 0 }
  const length = segment.payload.length + (segment.flags & SYN ? 1 : 0) + (segment.flags & FIN ? 1 : 0)
  return { ...common, flags: RST | ACK, sequence: 0, acknowledgment: advance(segment.sequence, length) }
}
