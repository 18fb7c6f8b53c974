import { describe, expect, it } from 'vitest'
import { ACK, FIN, RST, SYN } from '../node/tcp-port'
import type { CapturedSegment } from './captured-segment'
import { type ObservedEnd, observedEnd, observeReceived, observeSent } from './observed-end'

/** "SYN+ACK seq ack len" in short. */
function segment(flags: number, sequence: number, acknowledgment = 0, payloadLength = 0): CapturedSegment {
  return {
    frame: 1,
    timeUs: 0,
    from: 0,
    flags,
    sequence,
    acknowledgment,
    window: 1000,
    options: {},
    payloadLength,
  }
}

type Act = readonly ['sends' | 'receives', CapturedSegment]

function run(start: ObservedEnd, acts: readonly Act[]): string[] {
  let end = start
  return acts.map(([act, what]) => {
    end = act === 'sends' ? observeSent(end, what) : observeReceived(end, what)
    return end.state
  })
}

it('opens at both ends at once as in RFC 9293 figure 7', () => {
  const states = run(observedEnd('closed'), [
    ['sends', segment(SYN, 100)],
    ['receives', segment(SYN, 300)],
    ['sends', segment(SYN | ACK, 100, 301)],
    ['receives', segment(SYN | ACK, 300, 101)],
  ])
  expect(states).toEqual(['syn-sent', 'syn-received', 'syn-received', 'established'])
})

it('ignores a SYN-ACK for another SYN than its own', () => {
  const states = run(observedEnd('closed'), [
    ['sends', segment(SYN, 100)],
    ['receives', segment(SYN | ACK, 300, 91)],
    ['receives', segment(RST | ACK, 0, 91)],
  ])
  expect(states).toEqual(['syn-sent', 'syn-sent', 'syn-sent'])
})

it('lets a FIN count only when everything before it is there', () => {
  const states = run(observedEnd('listen'), [
    ['receives', segment(SYN, 100)],
    ['sends', segment(SYN | ACK, 500, 101)],
    ['receives', segment(ACK, 101, 501)],
    ['receives', segment(ACK | FIN, 111, 501, 5)],
    ['receives', segment(ACK, 101, 501, 10)],
  ])
  expect(states).toEqual(['syn-received', 'syn-received', 'established', 'established', 'close-wait'])
})

it('goes from FIN-WAIT-1 straight to TIME-WAIT when one segment acknowledges its FIN and brings the other', () => {
  const open = { ...observedEnd('established'), receiveNext: 500 }
  expect(
    run(open, [
      ['sends', segment(FIN | ACK, 100, 500)],
      ['receives', segment(FIN | ACK, 500, 101)],
    ]),
  ).toEqual(['fin-wait-1', 'time-wait'])
})

it('counts across the end of sequence space', () => {
  const states = run(observedEnd('closed'), [
    ['sends', segment(SYN, 0xffffffff)],
    ['receives', segment(SYN | ACK, 7, 0)],
    ['sends', segment(ACK | FIN, 0, 8)],
    ['receives', segment(ACK, 8, 1)],
  ])
  expect(states).toEqual(['syn-sent', 'established', 'fin-wait-1', 'fin-wait-2'])
})

describe('when the handshake was not seen', () => {
  it('knows nothing until data has gone both ways', () => {
    const states = run(observedEnd('unknown'), [
      ['sends', segment(ACK, 100, 500, 10)],
      ['receives', segment(ACK, 500, 110)],
      ['receives', segment(ACK, 500, 110, 3)],
    ])
    expect(states).toEqual(['unknown', 'unknown', 'established'])
  })
  it('does not take a FIN for the first one while the other may have been missed', () => {
    expect(run(observedEnd('unknown'), [['sends', segment(FIN | ACK, 100, 500)]])).toEqual(['unknown'])
  })
  it('knows that an end which receives a FIN and then sends one is in LAST-ACK', () => {
    const states = run(observedEnd('unknown'), [
      ['receives', segment(FIN | ACK, 500, 100)],
      ['sends', segment(FIN | ACK, 100, 501)],
      ['receives', segment(ACK, 501, 101)],
    ])
    expect(states).toEqual(['unknown', 'last-ack', 'closed'])
  })
})
