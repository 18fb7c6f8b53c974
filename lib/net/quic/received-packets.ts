/** What a receiver has to acknowledge, and when: RFC 9000 section 13.2. Times in µs. */
import type { PacketRange } from './frame'

/** max_ack_delay as it is unless an endpoint says otherwise (section 18.2). */
export const MAX_ACK_DELAY_US = 25_000
/** Section 13.2.2: an ACK for at least every second packet that asks for one. */
const PACKETS_PER_ACK = 2

export type ReceivedPackets = {
  /** from the highest down */
  ranges: PacketRange[]
  largestAtUs: number
  /** packets that ask for an ACK and have none yet */
  owed: number
  /** when an ACK has to leave, null when none is owed */
  dueUs: number | null
}

export function noReceivedPackets(): ReceivedPackets {
  return { ranges: [], largestAtUs: 0, owed: 0, dueUs: null }
}

/** Notes a packet. False when it was there before. An ACK is due at once out of order (section 13.2.1) or for the second packet. */
export function noteReceived(
  received: ReceivedPackets,
  number: number,
  asksForAck: boolean,
  nowUs: number,
): boolean {
  const { ranges } = received
  if (ranges.some(({ low, high }) => low <= number && number <= high)) return false
  const largest = ranges[0]?.high ?? -1
  const inOrder = number === largest + 1
  if (number > largest) received.largestAtUs = nowUs
  received.ranges = joined([...ranges, { low: number, high: number }])
  if (!asksForAck) return true
  received.owed += 1
  if (!inOrder || received.ranges.length > 1 || received.owed >= PACKETS_PER_ACK) received.dueUs = nowUs
  else received.dueUs ??= nowUs + MAX_ACK_DELAY_US
  return true
}

function joined(ranges: readonly PacketRange[]): PacketRange[] {
  const result: PacketRange[] = []
  for (const range of [...ranges].sort((a, b) => b.high - a.high)) {
    const last = result.at(-1)
    if (last && range.high >= last.low - 1) result[result.length - 1] = { low: range.low, high: last.high }
    else result.push(range)
  }
  return result
}
