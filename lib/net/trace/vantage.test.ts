import { expect, it } from 'vitest'
import { ACK, SYN } from '../node/tcp-port'
import type { CapturedSegment } from './captured-segment'
import { findVantage, type Vantage } from './vantage'

function handshake(...timesUs: readonly [number, number, number]): CapturedSegment[] {
  const rest = { window: 1, options: {}, payloadLength: 0 }
  return [
    { ...rest, frame: 1, timeUs: timesUs[0], from: 0, flags: SYN, sequence: 100, acknowledgment: 0 },
    { ...rest, frame: 2, timeUs: timesUs[1], from: 1, flags: SYN | ACK, sequence: 500, acknowledgment: 101 },
    { ...rest, frame: 3, timeUs: timesUs[2], from: 0, flags: ACK, sequence: 101, acknowledgment: 501 },
  ]
}

const rows: [Vantage['at'], [number, number, number], [number, number], string][] = [
  ['client', [0, 20_000, 20_050], [0, 10_000], 'the SYN-ACK takes its time, its answer none'],
  ['server', [0, 40, 20_040], [10_000, 0], 'the SYN-ACK leaves at once, its answer takes its time'],
  ['between', [0, 12_000, 20_000], [4_000, 6_000], 'both halves of the round trip are seen'],
]

it.each(rows)('places the capture at the %s when its times are %j: %s', (at, times, delayUs) => {
  expect(findVantage(handshake(...times))).toMatchObject({ at, delayUs })
})

it('claims no delay when only the SYN was captured', () => {
  expect(findVantage(handshake(0, 1, 2).slice(0, 1))).toEqual({
    at: 'unknown',
    roundTripUs: null,
    delayUs: null,
  })
})
