import { describe, expect, it } from 'vitest'
import { ACK, RST, SYN, type TcpOptions, type TcpSegment } from '../tcp-port'
import { openActive, openPassive, resetFor, stepTcp } from './connection'
import { linux, seeded, TwoEnds } from './testing/two-ends'

const NOTHING = new Uint8Array(0)
const options = { mss: 1460, settings: linux }

function syn(over: Partial<TcpSegment> = {}): TcpSegment {
  return {
    flags: SYN,
    sequence: 100,
    acknowledgment: 0,
    window: 64240,
    options: { mss: 1460 },
    payload: NOTHING,
    ...over,
  }
}

describe('three-way handshake', () => {
  it('leaves the flags, numbers and windows of a recorded one (tcp-handshake-teardown)', () => {
    const wire = new TwoEnds({ delayUs: 10_300 })
    wire.connect()
    wire.a.onNotification = ({ kind }) => {
      if (kind !== 'connected') return
      wire.send('a', 'hello\n')
      wire.event('a', { kind: 'shutdown' })
    }
    wire.b.onNotification = ({ kind }) => {
      if (kind === 'end-of-file') wire.event('b', { kind: 'close' })
    }
    wire.run(10e6)
    expect(
      wire.seen.map(({ from, flags, seq, ack, length, window }) => [from, flags, seq, ack, length, window]),
    ).toEqual([
      ['a', 'SYN', 0, 0, 0, 64240],
      ['b', 'SYN,ACK', 0, 1, 0, 65160],
      ['a', 'ACK', 1, 1, 0, 64256],
      ['a', 'PSH,ACK', 1, 1, 6, 64256],
      ['a', 'FIN,ACK', 7, 1, 0, 64256],
      ['b', 'ACK', 1, 7, 0, 65280],
      ['b', 'FIN,ACK', 1, 8, 0, 65280],
      ['a', 'ACK', 8, 2, 0, 64256],
    ])
    expect(wire.a.tcb?.state).toBe('time-wait')
    expect(wire.b.tcb?.state).toBe('closed')
    expect(wire.b.notifications).toEqual(['connected', 'readable', 'end-of-file', 'closed'])
  })

  it('offers what Linux offers: MSS, SACK, timestamps with echo 0, window scale 7', () => {
    const { segments } = openActive(options, 5_000_000, seeded(1))
    expect(segments).toHaveLength(1)
    expect(segments[0]?.options).toEqual({
      mss: 1460,
      sackPermitted: true,
      timestamps: { value: expect.any(Number), echo: 0 },
      windowScale: 7,
    })
  })

  it.each<[TcpOptions, TcpOptions, string]>([
    [{ mss: 1460 }, { mss: 1460 }, 'a SYN with an MSS only'],
    [{}, { mss: 1460 }, 'a SYN without options still hears our MSS'],
    [{ mss: 1460, sackPermitted: true }, { mss: 1460, sackPermitted: true }, 'SACK but no timestamps'],
    [{ mss: 1460, windowScale: 2 }, { mss: 1460, windowScale: 7 }, 'each end has its own scale'],
  ])('answers %j with %j: %s', (offered, answered) => {
    const { segments, tcb } = openPassive(options, syn({ options: offered }), 0, seeded(1))
    expect(segments[0]?.options).toEqual(answered)
    expect(segments[0]?.flags).toBe(SYN | ACK)
    expect(segments[0]?.acknowledgment).toBe(101)
    expect(tcb.state).toBe('syn-received')
  })

  it('takes 536 for a peer that does not say its MSS (RFC 9293 3.7.1)', () => {
    expect(openPassive(options, syn({ options: {} }), 0, seeded(1)).tcb.smss).toBe(536)
  })

  it('fills a segment with MSS less twelve bytes of timestamps', () => {
    const wire = new TwoEnds()
    wire.connect()
    wire.run(1e6)
    expect(wire.a.tcb?.smss).toBe(1448)
  })

  it('begins each connection at another number, which moves on with a clock of 4 µs (RFC 6528)', () => {
    const chance = seeded(7)
    const one = openActive(options, 0, chance).tcb.iss
    const two = openActive(options, 0, chance).tcb.iss
    expect(one).not.toBe(two)
    const later = openActive(options, 4000, seeded(7)).tcb.iss
    expect((later - one) >>> 0).toBe(1000)
  })

  it('is the same for the same seed', () => {
    expect(openActive(options, 9, seeded(3))).toEqual(openActive(options, 9, seeded(3)))
  })

  it('opens from both ends at once: SYNs cross, SYN-ACKs cross, one connection (RFC 9293 figure 8)', () => {
    const wire = new TwoEnds()
    wire.connect('a')
    wire.connect('b')
    wire.run(1e6)
    expect(wire.lines()).toEqual([
      'a SYN seq=0 ack=0 len=0',
      'b SYN seq=0 ack=0 len=0',
      'b SYN,ACK seq=0 ack=1 len=0',
      'a SYN,ACK seq=0 ack=1 len=0',
      'a ACK seq=1 ack=1 len=0',
      'b ACK seq=1 ack=1 len=0',
    ])
    expect([wire.a.tcb?.state, wire.b.tcb?.state]).toEqual(['established', 'established'])
    wire.send('a', 'both')
    wire.run(2e6)
    expect(new TextDecoder().decode(wire.received('b'))).toBe('both')
  })

  it('does not scale the window of a SYN (RFC 7323 section 2.2)', () => {
    const { tcb } = openPassive(
      options,
      syn({ window: 1000, options: { windowScale: 7, mss: 1460 } }),
      0,
      seeded(1),
    )
    expect([tcb.sndWnd, tcb.maxWindow]).toEqual([1000, 1000])
    const wire = new TwoEnds()
    wire.connect()
    wire.run(1e6)
    expect([wire.a.tcb?.sndWnd, wire.a.tcb?.maxWindow]).toEqual([65160, 65160])
  })

  it('closes right behind the handshake when the program has closed before its end', () => {
    const wire = new TwoEnds({ lose: ({ from }, nth) => from === 'a' && nth === 2 })
    wire.connect()
    wire.run(15_000)
    wire.event('b', { kind: 'close' })
    expect(wire.b.tcb?.state).toBe('syn-received')
    wire.run(5e6)
    expect(wire.lines(({ from }) => from === 'b').at(-1)).toBe('b FIN,ACK seq=1 ack=1 len=0')
    expect([wire.a.tcb?.state, wire.b.tcb?.state]).toEqual(['close-wait', 'fin-wait-2'])
  })

  it('sends data that was written before the answer came, with the ACK that ends the handshake', () => {
    const wire = new TwoEnds()
    wire.connect()
    wire.send('a', 'early')
    wire.run(1e6)
    expect(wire.lines()[2]).toBe('a PSH,ACK seq=1 ack=1 len=5')
  })
})

describe('no connection', () => {
  it('is refused by a port on which nobody listens (tcp-refused)', () => {
    const wire = new TwoEnds({ listens: false })
    wire.connect()
    wire.run()
    const [, answer] = wire.seen
    expect(answer?.flags).toBe('RST,ACK')
    expect(answer?.window).toBe(0)
    expect(answer?.segment.options).toEqual({})
    expect(answer?.segment.acknowledgment).toBe(((wire.a.tcb?.iss ?? 0) + 1) >>> 0)
    expect(wire.a.notifications).toEqual(['ECONNREFUSED', 'closed'])
  })

  it.each([
    [3, 0, [0, 1, 3, 7], 15, 'tcp-timeout: tcp_syn_retries=3, classic'],
    [6, 4, [0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67], 131, 'tcp-timeout-linear: the defaults since Linux 6.5'],
    [6, 0, [0, 1, 3, 7, 15, 31, 63], 127, 'the defaults before'],
  ])(
    'with %d retries, %d of them linear, asks at %j s and gives up at %d s: %s',
    (synRetries, synLinearTimeouts, times, end) => {
      let endedAt = 0
      const wire = new TwoEnds({ lose: () => true, a: { settings: { synRetries, synLinearTimeouts } } })
      wire.connect()
      wire.a.onNotification = (_, now) => {
        endedAt = now
      }
      wire.run()
      expect(wire.seen.map(({ atUs }) => atUs / 1e6)).toEqual(times)
      expect(wire.a.notifications).toEqual(['ETIMEDOUT', 'closed'])
      expect(endedAt / 1e6).toBe(end)
    },
  )

  it('repeats the SYN-ACK five times, then forgets the half-open connection without a word', () => {
    const wire = new TwoEnds({
      lose: ({ from, flags }, nth) => (from === 'a' ? nth > 1 : flags !== 'SYN,ACK' || nth > 0),
    })
    wire.connect()
    wire.run(300e6)
    const synAcks = wire.seen
      .filter(({ flags }) => flags === 'SYN,ACK')
      .map(({ atUs }) => Math.round(atUs / 1e6))
    // A retried SYN would be answered too: here all of them are lost.
    expect(synAcks).toEqual([0, 1, 3, 7, 15, 31])
    expect(wire.b.notifications).toEqual(['closed'])
  })

  it('sends the SYN-ACK again when the SYN comes again', () => {
    const wire = new TwoEnds({ lose: ({ from }, nth) => from === 'b' && nth === 1 })
    wire.connect()
    wire.run(5e6)
    expect(wire.b.because).toContain('tcp.syn-ack-again')
    expect(wire.a.tcb?.state).toBe('established')
  })

  it('starts with one segment if the handshake had to be repeated more than once (RFC 5681 3.1)', () => {
    const wire = new TwoEnds({ lose: (_, nth) => nth <= 2 })
    wire.connect()
    wire.run(10e6)
    expect(wire.a.tcb?.state).toBe('established')
    expect(wire.a.tcb?.cwnd).toBe(1448)
  })
})

describe('in SYN-SENT (RFC 9293 3.10.7.3)', () => {
  function open() {
    const { tcb } = openActive(options, 0, seeded(1))
    return { tcb, next: (tcb.iss + 1) >>> 0 }
  }

  it('answers an ACK of something else by RST and waits on: the old connection goes away', () => {
    const { tcb } = open()
    const stray = syn({ flags: SYN | ACK, acknowledgment: (tcb.iss + 77) >>> 0 })
    const step = stepTcp(tcb, { kind: 'segment', segment: stray }, 1, seeded(1))
    expect(step.segments.map(({ flags, sequence }) => [flags, sequence])).toEqual([
      [RST, (tcb.iss + 77) >>> 0],
    ])
    expect(step.tcb.state).toBe('syn-sent')
  })

  it('answers a SYN-ACK whose echo is not one of its timestamps by RST (RFC 7323)', () => {
    const { tcb, next } = open()
    const echo = (tcb.tsOffset + 5000) >>> 0
    const forged = syn({
      flags: SYN | ACK,
      acknowledgment: next,
      options: { timestamps: { value: 1, echo } },
    })
    const step = stepTcp(tcb, { kind: 'segment', segment: forged }, 1, seeded(1))
    expect(step.segments.map(({ flags }) => flags)).toEqual([RST])
    expect(step.tcb.state).toBe('syn-sent')
  })

  it('does not believe a RST that does not acknowledge its SYN', () => {
    const { tcb, next } = open()
    expect(stepTcp(tcb, { kind: 'segment', segment: syn({ flags: RST }) }, 1, seeded(1)).tcb.state).toBe(
      'syn-sent',
    )
    const good = syn({ flags: RST | ACK, acknowledgment: next })
    const step = stepTcp(tcb, { kind: 'segment', segment: good }, 1, seeded(1))
    expect(step.notifications).toEqual([{ kind: 'error', errno: 'ECONNREFUSED' }, { kind: 'closed' }])
  })

  it.each(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOPROTOOPT'] as const)(
    'fails with %s when ICMP says so',
    (errno) => {
      const { tcb } = open()
      const step = stepTcp(tcb, { kind: 'icmp', errno, sequence: tcb.iss }, 1, seeded(1))
      expect(step.notifications[0]).toEqual({ kind: 'error', errno })
    },
  )

  it('ignores an ICMP error that quotes another sequence number (RFC 5927 4.1)', () => {
    const { tcb } = open()
    const step = stepTcp(
      tcb,
      { kind: 'icmp', errno: 'ECONNREFUSED', sequence: (tcb.iss + 500) >>> 0 },
      1,
      seeded(1),
    )
    expect(step.tcb.state).toBe('syn-sent')
    expect(step.because.map(({ key }) => key)).toEqual(['tcp.icmp-not-ours'])
  })

  it('is over without a segment when the program closes', () => {
    const step = stepTcp(open().tcb, { kind: 'close' }, 1, seeded(1))
    expect(step.segments).toEqual([])
    expect(step.tcb.state).toBe('closed')
  })
})

describe('a segment without a connection (RFC 9293 3.10.7.1)', () => {
  it.each([
    [syn(), RST | ACK, 0, 101, 'a SYN counts one'],
    [syn({ flags: ACK, acknowledgment: 777 }), RST, 777, 0, 'an ACK lends its number'],
    [syn({ flags: 0, payload: new Uint8Array(9) }), RST | ACK, 0, 109, 'data is acknowledged'],
  ])('gets a RST that fits: %#', (segment, flags, sequence, acknowledgment) => {
    expect(resetFor(segment)).toMatchObject({ flags, sequence, acknowledgment, window: 0 })
  })

  it('and a RST gets nothing', () => {
    expect(resetFor(syn({ flags: RST }))).toBeNull()
  })
})
