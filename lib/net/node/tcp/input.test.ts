import { describe, expect, it } from 'vitest'
import { ACK, FIN, RST, SYN, type TcpSegment, type TcpStep } from '../tcp-port'
import { stepTcp } from './connection'
import type { Tcb } from './tcb'
import { flagsText, pattern, seeded, TwoEnds } from './testing/two-ends'

const random = seeded(1)
const NOTHING = new Uint8Array(0)

/** An established connection, seen from `a`; `arrive` gives it a segment that is right but for `over`. */
function established(): {
  tcb: Tcb
  now: number
  arrive: (over: Partial<TcpSegment>, now?: number) => TcpStep<Tcb>
} {
  const wire = new TwoEnds()
  wire.connect()
  wire.run(100_000)
  const tcb = wire.a.tcb
  if (!tcb) throw new Error('no connection')
  const arrive = (over: Partial<TcpSegment>, now = wire.now) => {
    const segment = {
      flags: ACK,
      sequence: tcb.rcvNxt,
      acknowledgment: tcb.sndNxt,
      window: 510,
      options: { timestamps: { value: (tcb.tsRecent + 1) >>> 0, echo: 0 } },
      payload: NOTHING,
      ...over,
    }
    return stepTcp(tcb, { kind: 'segment', segment }, now, random)
  }
  return { tcb, now: wire.now, arrive }
}

function answers(step: TcpStep<Tcb>): string[] {
  return step.segments.map(({ flags }) => flagsText(flags))
}

describe('RST in an open connection (RFC 5961 section 3)', () => {
  it('with exactly the expected number ends it', () => {
    const { tcb, arrive } = established()
    const step = arrive({ flags: RST, sequence: tcb.rcvNxt })
    expect(step.notifications).toEqual([{ kind: 'error', errno: 'ECONNRESET' }, { kind: 'closed' }])
    expect(step.segments).toEqual([])
  })

  it('elsewhere in the window gets a challenge ACK: a guess is not enough', () => {
    const { tcb, arrive } = established()
    const step = arrive({ flags: RST, sequence: (tcb.rcvNxt + 1000) >>> 0 })
    expect(answers(step)).toEqual(['ACK'])
    expect(step.because.map(({ key }) => key)).toEqual(['tcp.challenge-ack'])
    expect(step.tcb.state).toBe('established')
  })

  it('with the number of the FIN that was just received ends it too', () => {
    const { tcb, arrive } = established()
    arrive({ flags: FIN | ACK })
    const step = arrive({ flags: RST, sequence: (tcb.rcvNxt - 1) >>> 0 })
    expect(step.notifications).toEqual([{ kind: 'error', errno: 'EPIPE' }, { kind: 'closed' }])
  })

  it('outside of the window is ignored', () => {
    const { tcb, arrive } = established()
    const step = arrive({ flags: RST, sequence: (tcb.rcvNxt - 5) >>> 0 })
    expect(step.segments).toEqual([])
    expect(step.because.map(({ key }) => key)).toEqual(['tcp.rst-not-acceptable'])
  })
})

describe('segments that do not fit', () => {
  it('a SYN gets a challenge ACK (RFC 5961 section 4)', () => {
    const { arrive } = established()
    expect(answers(arrive({ flags: SYN, sequence: 5 }))).toEqual(['ACK'])
  })

  it('data behind the window gets an ACK of what is expected, and is dropped', () => {
    const { tcb, arrive } = established()
    const expected = tcb.rcvNxt
    const step = arrive({ sequence: (expected + 10_000_000) >>> 0, payload: pattern(10) })
    expect(step.segments[0]?.acknowledgment).toBe(expected)
    expect(step.because[0]?.key).toBe('tcp.not-acceptable')
    expect(tcb.rcvNxt).toBe(expected)
  })

  it('an old duplicate without data is answered at most twice a second', () => {
    const { tcb, arrive, now } = established()
    const old = { sequence: (tcb.rcvNxt - 1) >>> 0 }
    expect(answers(arrive(old, now))).toEqual(['ACK'])
    expect(answers(arrive(old, now + 499_999))).toEqual([])
    expect(answers(arrive(old, now + 500_000))).toEqual(['ACK'])
  })

  it('an older timestamp means an old duplicate, however well its number fits (PAWS, RFC 7323 section 5)', () => {
    const { tcb, arrive } = established()
    const step = arrive({
      payload: pattern(10),
      options: { timestamps: { value: (tcb.tsRecent - 1) >>> 0, echo: 0 } },
    })
    expect(step.because[0]?.key).toBe('tcp.paws')
    expect(step.notifications).toEqual([])
  })

  it('without ACK is dropped', () => {
    const { arrive } = established()
    const step = arrive({ flags: 0, payload: pattern(10) })
    expect(step.because.map(({ key }) => key)).toEqual(['tcp.no-ack'])
    expect(step.segments).toEqual([])
  })

  it('an ACK of what was never sent is dropped with its data', () => {
    const { tcb, arrive } = established()
    const step = arrive({ acknowledgment: (tcb.sndNxt + 1) >>> 0, payload: pattern(10) })
    expect(step.because.map(({ key }) => key)).toEqual(['tcp.ack-unsent'])
    expect(step.notifications).toEqual([])
  })

  it('an ACK from before the window ever reached gets a challenge (RFC 5961 section 5)', () => {
    const { tcb, arrive } = established()
    const step = arrive({ acknowledgment: (tcb.sndUna - tcb.maxWindow - 1) >>> 0 })
    expect(step.because.map(({ key }) => key)).toEqual(['tcp.challenge-ack'])
  })
})

describe('text', () => {
  it.each([
    [0, 10, 10, 'in order'],
    [-5, 10, 5, 'overlapping what is here: only the new part'],
  ])('at %d with %d bytes gives %d new ones: %s', (offset, length, fresh) => {
    const { tcb, arrive } = established()
    arrive({ payload: pattern(5) })
    const before = tcb.rcvNxt
    arrive({ sequence: (before + offset) >>> 0, payload: pattern(length) })
    expect((tcb.rcvNxt - before) >>> 0).toBe(fresh)
  })

  it('beyond a hole waits, and comes up when the hole is filled', () => {
    const { tcb, arrive, now } = established()
    const start = tcb.rcvNxt
    const all = pattern(30)
    const late = arrive({ sequence: (start + 20) >>> 0, payload: all.subarray(20) })
    expect(late.segments[0]?.options.sack).toEqual([[(start + 20) >>> 0, (start + 30) >>> 0]])
    arrive({ sequence: (start + 5) >>> 0, payload: all.subarray(5, 12) })
    arrive({ sequence: (start + 8) >>> 0, payload: all.subarray(8, 25) })
    expect(tcb.rcvNxt).toBe(start)
    const step = arrive({ sequence: start, payload: all.subarray(0, 6) })
    expect(step.notifications).toEqual([{ kind: 'readable', bytes: 30 }])
    expect(step.segments[0]?.options.sack).toBeUndefined()
    expect(stepTcp(tcb, { kind: 'receive', max: 99 }, now, random).received).toEqual(all)
    expect(tcb.waitingMemory).toBe(0)
  })

  it('is read in the pieces that the reader asks for', () => {
    const { tcb, arrive, now } = established()
    arrive({ payload: pattern(10) })
    expect(stepTcp(tcb, { kind: 'receive', max: 4 }, now, random).received).toEqual(pattern(4))
    expect(stepTcp(tcb, { kind: 'receive', max: 99 }, now, random).received).toEqual(pattern(10).subarray(4))
    expect(stepTcp(tcb, { kind: 'receive', max: 99 }, now, random).received).toHaveLength(0)
  })

  it('confirms the path when something new is acknowledged', () => {
    const { tcb, arrive, now } = established()
    stepTcp(tcb, { kind: 'send', bytes: pattern(10) }, now, random)
    expect(arrive({ acknowledgment: tcb.sndNxt }).confirmed).toBe(true)
    expect(arrive({ acknowledgment: tcb.sndNxt }).confirmed).toBe(false)
  })
})

describe('in SYN-RECEIVED', () => {
  it('an ACK of another number gets a RST and changes nothing (RFC 9293 3.10.7.4 fifth step)', () => {
    const wire = new TwoEnds({ lose: ({ from }, nth) => from === 'a' && nth === 2 })
    wire.connect()
    wire.run(30_000)
    const tcb = wire.b.tcb
    if (!tcb) throw new Error('no connection')
    const segment = {
      flags: ACK,
      sequence: tcb.rcvNxt,
      acknowledgment: 12345,
      window: 1,
      options: {},
      payload: NOTHING,
    }
    const step = stepTcp(tcb, { kind: 'segment', segment }, wire.now, random)
    expect(step.segments.map(({ flags, sequence }) => [flags, sequence])).toEqual([[RST, 12345]])
    expect(step.tcb.state).toBe('syn-received')
  })

  it('a RST ends a half-open connection that no program knows of yet', () => {
    const wire = new TwoEnds({ lose: ({ from }, nth) => from === 'a' && nth === 2 })
    wire.connect()
    wire.run(30_000)
    wire.event('a', { kind: 'abort' })
    wire.run(100_000)
    expect(wire.b.notifications).toEqual(['closed'])
  })

  it('data alone completes the handshake when the ACK was lost: it carries one', () => {
    const wire = new TwoEnds({ lose: ({ from }, nth) => from === 'a' && nth === 2 })
    wire.connect()
    wire.run(30_000)
    wire.send('a', 'hello')
    wire.run(100_000)
    expect(new TextDecoder().decode(wire.received('b'))).toBe('hello')
  })
})
