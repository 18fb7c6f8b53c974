import { describe, expect, it } from 'vitest'
import { newReceiveStream, receiveStreamData } from './receive-stream'
import { MAX_ACK_DELAY_US, noReceivedPackets, noteReceived } from './received-packets'
import { measured, probeTimeout } from './round-trip'
import { findLost, newSendState, nextTimeout, noteAcked, noteSent } from './send-packets'

const RTT = 40_000

/** Ten packets sent at once on a path whose round trip is known. */
function tenSent(nowUs = 0) {
  const state = newSendState(1200, MAX_ACK_DELAY_US)
  state.roundTrip = measured(null, RTT, 0)
  for (let number = 0; number < 10; number++)
    noteSent(state, { number, sentAtUs: nowUs, bytes: 1200, frames: [{ type: 'ping' }] })
  return state
}

const acked = (state: ReturnType<typeof tenSent>, low: number, high: number, nowUs: number) =>
  noteAcked(state, [{ low, high }], 0, nowUs).map(({ number }) => number)

describe('loss detection (RFC 9002 section 6.1)', () => {
  it('takes a packet for lost when one three higher is acknowledged, and not before', () => {
    const state = tenSent()
    expect(acked(state, 1, 2, RTT)).toEqual([])
    expect(acked(state, 1, 3, RTT)).toEqual([0])
  })

  it('or when nine eighths of a round trip have passed', () => {
    const state = tenSent()
    expect(acked(state, 1, 1, RTT)).toEqual([])
    expect(nextTimeout(state)).toBe((RTT * 9) / 8)
    expect(findLost(state, (RTT * 9) / 8 - 1)).toEqual([])
    expect(findLost(state, (RTT * 9) / 8).map(({ number }) => number)).toEqual([0])
  })

  it('halves the window once for all that was out', () => {
    const state = tenSent()
    const before = state.cwnd
    acked(state, 3, 3, RTT)
    acked(state, 3, 5, RTT)
    expect(state.cwnd).toBe(before / 2)
  })

  it('does not repeat what a copy has brought there', () => {
    const state = tenSent()
    const [first] = state.inFlight
    noteSent(state, { number: 10, sentAtUs: 100_000, bytes: 1200, frames: first.frames })
    const lost = noteAcked(state, [{ low: 1, high: 10 }], 0, 140_000)
    expect(lost.map(({ frames }) => frames)).toEqual([[]])
  })
})

describe('timers', () => {
  it('a probe waits for the round trip, its variation and the delay of the peer, and doubles', () => {
    const roundTrip = measured(null, RTT, 0)
    expect(probeTimeout(roundTrip, MAX_ACK_DELAY_US, 0)).toBe(RTT + 4 * (RTT / 2) + 25_000)
    expect(probeTimeout(roundTrip, MAX_ACK_DELAY_US, 1)).toBe(2 * (RTT + 2 * RTT + 25_000))
  })

  it('takes the peer’s delay off a sample, unless that would go below the shortest', () => {
    const first = measured(null, RTT, 0)
    expect(measured(first, RTT + 25_000, 25_000).smoothed).toBe(RTT)
    expect(measured(first, RTT + 10_000, 25_000).smoothed).toBe(RTT + 1250)
  })
})

describe('acknowledging (RFC 9000 section 13.2)', () => {
  it('waits with the first packet, answers the second at once', () => {
    const received = noReceivedPackets()
    noteReceived(received, 0, true, 1000)
    expect(received.dueUs).toBe(1000 + MAX_ACK_DELAY_US)
    noteReceived(received, 1, true, 2000)
    expect(received.dueUs).toBe(2000)
  })

  it('answers at once behind a hole, and says where it is', () => {
    const received = noReceivedPackets()
    for (const number of [0, 1, 3]) noteReceived(received, number, true, 0)
    expect(received.dueUs).toBe(0)
    expect(received.ranges).toEqual([
      { low: 3, high: 3 },
      { low: 0, high: 1 },
    ])
    expect(noteReceived(received, 3, true, 0)).toBe(false)
    noteReceived(received, 2, true, 0)
    expect(received.ranges).toEqual([{ low: 0, high: 3 }])
  })
})

it('a stream hands over what is in order, once', () => {
  const stream = newReceiveStream()
  const piece = (text: string) => new TextEncoder().encode(text)
  const read = (offset: number, text: string) =>
    receiveStreamData(stream, offset, piece(text)).map((bytes) => new TextDecoder().decode(bytes))
  expect(read(0, 'ab')).toEqual(['ab'])
  expect(read(4, 'ef')).toEqual([])
  expect(read(2, 'cd')).toEqual(['cd', 'ef'])
  expect(read(0, 'ab')).toEqual([])
  expect(read(5, 'fg')).toEqual(['g'])
})
