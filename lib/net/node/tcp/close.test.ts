import { describe, expect, it } from 'vitest'
import { ACK, FIN, RST, SYN } from '../tcp-port'
import { stepTcp } from './connection'
import { type Name, seeded, TwoEnds, type WireOptions } from './testing/two-ends'

const random = seeded(1)

function open(options: WireOptions = {}): TwoEnds {
  const wire = new TwoEnds(options)
  wire.connect()
  wire.run(100_000)
  return wire
}

function states(wire: TwoEnds): [string | undefined, string | undefined] {
  return [wire.a.tcb?.state, wire.b.tcb?.state]
}

describe('closing (RFC 9293 section 3.6)', () => {
  it('visits FIN-WAIT-1, CLOSE-WAIT, FIN-WAIT-2, LAST-ACK and TIME-WAIT', () => {
    const wire = open()
    wire.event('a', { kind: 'shutdown' })
    expect(states(wire)).toEqual(['fin-wait-1', 'established'])
    wire.run(wire.now + 10_000)
    expect(states(wire)).toEqual(['fin-wait-1', 'close-wait'])
    wire.run(wire.now + 100_000)
    expect(states(wire)).toEqual(['fin-wait-2', 'close-wait'])
    wire.event('b', { kind: 'close' })
    expect(states(wire)).toEqual(['fin-wait-2', 'last-ack'])
    wire.run(wire.now + 10_000)
    expect(states(wire)).toEqual(['time-wait', 'last-ack'])
    wire.run(wire.now + 10_000)
    expect(states(wire)).toEqual(['time-wait', 'closed'])
  })

  it('crosses the FINs when both close at once: CLOSING, each acknowledged, both in TIME-WAIT (tcp-simultaneous-close)', () => {
    const wire = open()
    wire.at(935_000, () => wire.event('a', { kind: 'shutdown' }))
    wire.at(935_000, () => wire.event('b', { kind: 'shutdown' }))
    wire.run(945_000)
    expect(states(wire)).toEqual(['closing', 'closing'])
    wire.run(1e6)
    expect(states(wire)).toEqual(['time-wait', 'time-wait'])
    expect(wire.lines().slice(3)).toEqual([
      'a FIN,ACK seq=1 ack=1 len=0',
      'b FIN,ACK seq=1 ack=1 len=0',
      'b ACK seq=2 ack=2 len=0',
      'a ACK seq=2 ack=2 len=0',
    ])
  })

  it('still receives after its own FIN: half-close (tcp-half-close)', () => {
    const wire = open()
    const at = (ms: number, run: () => void) => wire.at(ms * 1000, run)
    at(120, () => wire.send('a', 'one\n'))
    at(221, () => {
      wire.send('a', 'two\n')
      wire.event('a', { kind: 'shutdown' })
    })
    wire.b.onNotification = ({ kind }) => {
      if (kind !== 'end-of-file') return
      for (const later of [0, 300, 600])
        wire.at(wire.now + later * 1000, () => wire.send('b', 'still here for you.\n'))
      wire.at(wire.now + 905_000, () => wire.event('b', { kind: 'close' }))
    }
    wire.run(3e6)
    expect(wire.lines().slice(3)).toEqual([
      'a PSH,ACK seq=1 ack=1 len=4',
      'b ACK seq=1 ack=5 len=0',
      'a PSH,ACK seq=5 ack=1 len=4',
      'a FIN,ACK seq=9 ack=1 len=0',
      'b ACK seq=1 ack=9 len=0',
      'b PSH,ACK seq=1 ack=10 len=20',
      'a ACK seq=10 ack=21 len=0',
      'b PSH,ACK seq=21 ack=10 len=20',
      'a ACK seq=10 ack=41 len=0',
      'b PSH,ACK seq=41 ack=10 len=20',
      'a ACK seq=10 ack=61 len=0',
      'b FIN,ACK seq=61 ack=10 len=0',
      'a ACK seq=10 ack=62 len=0',
    ])
    expect(new TextDecoder().decode(wire.received('a'))).toBe('still here for you.\n'.repeat(3))
  })

  it('puts the FIN on the last data when that is still waiting to leave', () => {
    const wire = open({ b: { receiveBufferFixed: 4608 } })
    wire.send('a', new Uint8Array(12_000))
    wire.event('a', { kind: 'shutdown' })
    wire.run(5e6)
    const last = wire.seen.filter(({ from, length }) => from === 'a' && length > 0).at(-1)
    expect([last?.flags, last?.length]).toEqual(['FIN,PSH,ACK', 416])
  })

  it('repeats a lost FIN until it is acknowledged', () => {
    const wire = open({
      lose: ({ from, flags, atUs }) => from === 'a' && flags === 'FIN,ACK' && atUs < 500_000,
    })
    wire.event('a', { kind: 'shutdown' })
    wire.run(3e6)
    expect(states(wire)).toEqual(['fin-wait-2', 'close-wait'])
  })

  it('tells end of file once, after the last byte', () => {
    const wire = open()
    wire.b.reads = false
    wire.send('a', 'last words')
    wire.event('a', { kind: 'shutdown' })
    wire.run(1e6)
    expect(wire.b.notifications).toEqual(['connected', 'readable', 'end-of-file'])
    const read = wire.event('b', { kind: 'receive', max: 100 })
    expect(new TextDecoder().decode(read.received)).toBe('last words')
  })
})

describe('close(2)', () => {
  it('with unread data resets, so that the peer knows that it is lost (RFC 2525 2.17)', () => {
    const wire = open()
    wire.b.reads = false
    wire.send('a', 'unread')
    wire.run(wire.now + 100_000)
    wire.event('b', { kind: 'close' })
    wire.run(wire.now + 100_000)
    expect(wire.seen.at(-1)?.flags).toBe('RST,ACK')
    expect(wire.a.notifications).toContain('ECONNRESET')
    expect(states(wire)).toEqual(['closed', 'closed'])
  })

  it('leaves data that arrives afterwards to a RST', () => {
    const wire = open()
    wire.event('b', { kind: 'close' })
    wire.run(wire.now + 100_000)
    expect(states(wire)).toEqual(['close-wait', 'fin-wait-2'])
    wire.send('a', 'too late')
    wire.run(wire.now + 100_000)
    expect(wire.b.because).toContain('tcp.data-after-close')
    expect(wire.a.notifications.slice(-2)).toEqual(['EPIPE', 'closed'])
  })

  it('waits 60 s for the FIN of a peer that keeps the connection half open (tcp_fin_timeout)', () => {
    const wire = open()
    wire.event('a', { kind: 'close' })
    wire.run(59e6)
    expect(states(wire)).toEqual(['fin-wait-2', 'close-wait'])
    wire.run(61e6)
    expect(states(wire)).toEqual(['closed', 'close-wait'])
  })

  it('with SO_LINGER 0 resets at once', () => {
    const wire = open()
    wire.event('a', { kind: 'abort' })
    wire.run(wire.now + 100_000)
    expect(states(wire)).toEqual(['closed', 'closed'])
    expect(wire.b.notifications.slice(-2)).toEqual(['ECONNRESET', 'closed'])
  })

  it('refuses what is written after shutdown', () => {
    const wire = open()
    wire.event('a', { kind: 'shutdown' })
    expect(wire.event('a', { kind: 'send', bytes: new Uint8Array(3) }).accepted).toBe(0)
  })
})

describe('TIME-WAIT', () => {
  function timeWait(): { wire: TwoEnds; last: number } {
    const wire = open()
    wire.event('a', { kind: 'shutdown' })
    wire.b.onNotification = ({ kind }) => {
      if (kind === 'end-of-file') wire.event('b', { kind: 'close' })
    }
    wire.run(1e6)
    expect(wire.a.tcb?.state).toBe('time-wait')
    return { wire, last: wire.seen.at(-1)?.atUs ?? 0 }
  }

  it('lasts 60 s after the last ACK', () => {
    const { wire, last } = timeWait()
    wire.run(last + 59_999_999)
    expect(wire.a.tcb?.state).toBe('time-wait')
    wire.run(last + 60_000_000)
    expect(wire.a.tcb?.state).toBe('closed')
  })

  function arrive(wire: TwoEnds, name: Name, over: object) {
    const tcb = wire[name].tcb
    if (!tcb) throw new Error('no connection')
    const segment = {
      flags: FIN | ACK,
      sequence: (tcb.rcvNxt - 1) >>> 0,
      acknowledgment: tcb.sndNxt,
      window: 500,
      options: { timestamps: { value: (tcb.tsRecent + 1) >>> 0, echo: 0 } },
      payload: new Uint8Array(0),
      ...over,
    }
    return stepTcp(tcb, { kind: 'segment', segment }, wire.now, random)
  }

  it('answers a FIN that comes again, and starts anew', () => {
    const { wire } = timeWait()
    wire.run(30e6)
    const step = arrive(wire, 'a', {})
    expect(step.segments.map(({ flags }) => flags)).toEqual([ACK])
    expect(step.tcb.timers.timeWait).toBe(90e6)
  })

  it('gives way to a SYN with a higher number, which the listener gets (RFC 6191)', () => {
    const { wire } = timeWait()
    const step = arrive(wire, 'a', { flags: SYN, sequence: ((wire.a.tcb?.rcvNxt ?? 0) + 1000) >>> 0 })
    expect(step.redeliver).toBe(true)
    expect(step.tcb.state).toBe('closed')
  })

  it('ends early by a RST with the right number, and only by that', () => {
    const { wire } = timeWait()
    expect(arrive(wire, 'a', { flags: RST }).tcb.state).toBe('time-wait')
    expect(arrive(wire, 'a', { flags: RST, sequence: wire.a.tcb?.rcvNxt }).tcb.state).toBe('closed')
  })
})
