import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tcpBecause } from './because'
import { nextDeadline, stepTcp } from './connection'
import { packetMemory } from './receive-window'
import type { Tcb } from './tcb'
import { pattern, seeded, TwoEnds, type WireOptions } from './testing/two-ends'

describe('whatever the wire does', () => {
  const wireArbitrary = fc.record({
    seed: fc.nat(2 ** 31),
    bytesA: fc.nat(60_000),
    bytesB: fc.nat(60_000),
    loss: fc.constantFrom(0, 0.02, 0.1, 0.3),
    reorder: fc.constantFrom(0, 0.1, 0.5),
    duplicate: fc.constantFrom(0, 0.1),
    sack: fc.boolean(),
    timestamps: fc.boolean(),
    windowScaling: fc.boolean(),
    tailLossProbe: fc.boolean(),
    congestionControl: fc.constantFrom('reno' as const, 'cubic' as const),
    mss: fc.constantFrom(536, 1220, 1460),
    buffer: fc.constantFrom(undefined, 4608, 30_000),
    slowReader: fc.boolean(),
    noDelay: fc.boolean(),
    mtuProbing: fc.constantFrom(0 as const, 1 as const),
    marked: fc.constantFrom(0, 0.1),
    narrowsAtUs: fc.option(fc.nat(2_000_000)),
  })

  it('every byte arrives once and in order, or both ends hear of an error; it never hangs', () => {
    fc.assert(
      fc.property(wireArbitrary, (world) => {
        const chance = seeded(world.seed)
        const { sack, timestamps, windowScaling, tailLossProbe, congestionControl, noDelay, mtuProbing } =
          world
        const ecn = 1 as const
        const settings = {
          sack,
          timestamps,
          windowScaling,
          tailLossProbe,
          congestionControl,
          mtuProbing,
          ecn,
        }
        const options: WireOptions = {
          seed: world.seed,
          a: { mss: world.mss, noDelay, settings },
          b: { settings, ...(world.buffer ? { receiveBufferFixed: world.buffer } : {}) },
          lose: () => chance() < world.loss,
          extraDelayUs: () => (chance() < world.reorder ? Math.floor(chance() * 30_000) : 0),
          duplicate: () => chance() < world.duplicate,
          mark: () => chance() < world.marked,
        }
        const wire = new TwoEnds(options)
        wire.onStep = ({ tcb }) => checkBlock(tcb)
        wire.connect()
        const { narrowsAtUs } = world
        if (narrowsAtUs !== null) {
          wire.at(narrowsAtUs, () => wire.event('a', { kind: 'path-mss', mss: 500, sequence: null }))
        }
        wire.b.reads = !world.slowReader
        const start = (name: 'a' | 'b', bytes: number) => {
          wire.send(name, pattern(bytes))
          wire.event(name, { kind: 'shutdown' })
        }
        wire.a.onNotification = ({ kind }) => {
          if (kind === 'connected') start('a', world.bytesA)
        }
        wire.b.onNotification = ({ kind }) => {
          if (kind === 'connected') start('b', world.bytesB)
        }
        if (world.slowReader) {
          const read = () => {
            if (wire.b.tcb) wire.event('b', { kind: 'receive', max: 5000 })
            const over = wire.b.tcb?.state === 'closed' || wire.b.receivedBytes === world.bytesA
            if (!over && wire.now < 40 * 3600e6) wire.at(wire.now + 200_000, read)
          }
          read()
        }
        const rested = wire.run(50 * 3600e6)
        expect(rested).toBe(true)
        const failed = [...wire.a.notifications, ...wire.b.notifications].some((kind) => kind.startsWith('E'))
        if (!failed) {
          expect(wire.gotPattern('b', world.bytesA)).toBe(true)
          expect(wire.gotPattern('a', world.bytesB)).toBe(true)
        } else expect(world.loss).toBeGreaterThan(0.05)
        for (const name of ['a', 'b'] as const) {
          const arrived = wire.received(name)
          const sent = pattern(name === 'a' ? world.bytesB : world.bytesA)
          expect(arrived.every((byte, at) => byte === sent[at])).toBe(true)
        }
      }),
      { numRuns: 120, seed: 9293 },
    )
  }, 60_000)

  it('survives a wrap of the sequence numbers in the middle', () => {
    for (const seed of [1, 2, 3]) {
      const wire = new TwoEnds({ seed, lose: (_, nth) => nth % 17 === 0 })
      wire.connect()
      const tcb = wire.a.tcb
      if (!tcb) throw new Error('no connection')
      // Begin 20000 bytes before the wrap, on both sides of the arithmetic.
      wrapSoon(wire)
      wire.run(200_000)
      wire.send('a', pattern(60_000))
      wire.run(60e6)
      expect(wire.gotPattern('b', 60_000)).toBe(true)
    }
  })
})

/** What is counted as the run goes must equal what counting afresh gives, and nothing may be left without a timer. */
function checkBlock(tcb: Tcb): void {
  const fresh = { sacked: 0, lost: 0, resent: 0, all: 0, waiting: 0 }
  for (const { seq, end, sacked, lost, resent } of tcb.sendQueue) {
    const bytes = (end - seq) >>> 0
    fresh.all += bytes
    if (sacked) fresh.sacked += bytes
    if (lost) fresh.lost += bytes
    if (resent) fresh.resent += bytes
  }
  for (const { bytes } of tcb.waiting) fresh.waiting += packetMemory(bytes.length)
  const kept = {
    sacked: tcb.sackedBytes,
    lost: tcb.lostBytes,
    resent: tcb.resentBytes,
    all: (tcb.sndNxt - tcb.sndUna) >>> 0,
    waiting: tcb.waitingMemory,
  }
  // Whatever is unacknowledged, something will happen by itself: else a lost segment would be lost for good.
  const awaited = tcb.timers.retransmit !== null || tcb.timers.lossProbe !== null
  if (tcb.sendQueue.length > 0 && tcb.state !== 'closed') expect(awaited).toBe(true)
  const differs = (Object.keys(kept) as (keyof typeof kept)[]).some((name) => kept[name] !== fresh[name])
  if (differs) expect(kept).toEqual(fresh)
}

/** Rewrites a block that has only sent its SYN so that the numbers wrap soon. */
function wrapSoon(wire: TwoEnds): void {
  const tcb = wire.a.tcb
  if (!tcb) throw new Error('no connection')
  const iss = 2 ** 32 - 20_000
  const shift = (iss - tcb.iss) >>> 0
  const moved = structuredClone(tcb)
  for (const name of [
    'iss',
    'sndUna',
    'sndNxt',
    'sndWl2',
    'sendBufferSeq',
    'sndSml',
    'rttSeq',
    'recover',
    'cwndUsageSeq',
    'highestSacked',
    'lossSearched',
  ] as const)
    moved[name] = (moved[name] + shift) >>> 0
  for (const entry of moved.sendQueue) {
    entry.seq = (entry.seq + shift) >>> 0
    entry.end = (entry.end + shift) >>> 0
  }
  wire.a.tcb = moved
  // The SYN that is under way is lost; the retry has the new number.
  wire.dropUnderWay()
}

describe('a transmission control block', () => {
  it('is plain data: a clone goes on exactly as the original does', () => {
    const wire = new TwoEnds({ lose: (_, nth) => nth % 5 === 0 })
    wire.connect()
    wire.run(100_000)
    wire.send('a', pattern(50_000))
    wire.run(400_000)
    const { tcb } = wire.a
    if (!tcb) throw new Error('no connection')
    const copy = structuredClone(tcb)
    expect(copy).toEqual(tcb)
    const at = nextDeadline(tcb) ?? 0
    const one = stepTcp(tcb, { kind: 'timer' }, at, seeded(1))
    const other = stepTcp(copy, { kind: 'timer' }, at, seeded(1))
    expect(one.segments.length).toBeGreaterThan(0)
    expect(other).toEqual(one)
  })

  it('makes the same run from the same seed', () => {
    const run = () => {
      const chance = seeded(5)
      const wire = new TwoEnds({ seed: 4, lose: () => chance() < 0.1 })
      wire.connect()
      wire.a.onNotification = ({ kind }) => {
        if (kind === 'connected') wire.send('a', pattern(40_000))
      }
      wire.run(60e6)
      return wire.seen
    }
    expect(run()).toEqual(run())
  })
})

describe('reasons', () => {
  it('come with every segment, which the reason names by its index', () => {
    const wire = new TwoEnds()
    wire.connect()
    wire.run(100_000)
    const step = wire.event('a', { kind: 'send', bytes: pattern(4000) })
    const named = step.because
      .filter(({ data }) => data?.segment !== undefined)
      .map(({ data }) => data?.segment)
    expect(named).toEqual(step.segments.map((_, index) => index))
  })

  it('have a sentence whose blanks the data can fill', () => {
    const blanks = new Map(
      Object.entries(tcpBecause).map(([key, text]) => [
        key,
        [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]),
      ]),
    )
    const missing = new Set<string>()
    let count = 0
    const wire = new TwoEnds({
      lose: (_, nth) => ++count > 0 && nth % 7 === 3,
      b: { receiveBufferFixed: 30_000 },
    })
    wire.onStep = (step) => {
      for (const { key, data } of step.because) {
        const names = blanks.get(key)
        if (!names) missing.add(key)
        for (const name of names ?? [])
          if (data?.[name as string] === undefined) missing.add(`${key} ${name}`)
      }
    }
    wire.connect()
    wire.a.onNotification = ({ kind }) => {
      if (kind === 'connected') wire.send('a', pattern(100_000))
    }
    wire.run(60e6)
    wire.event('a', { kind: 'close' })
    wire.event('b', { kind: 'close' })
    wire.run(300e6)
    expect([...missing]).toEqual([])
  })
})
