import { describe, expect, it } from 'vitest'
import { runTransfer } from './run'
import { FIRST_TRANSFER, FULL_SEGMENT, type TransferSettings } from './settings'
import { storyOf } from './story'
import { bandwidthDelayBytes, goodputMbit, tellTransfer } from './tell'

const small = { ...FIRST_TRANSFER, bytes: 300_000, lost: [] }

function namesOf(settings: TransferSettings): readonly string[] {
  return tellTransfer(runTransfer(settings)).map(({ name }) => name)
}

describe('a bulk transfer', () => {
  it('is the same for the same settings', () => {
    const lossy = { ...small, lossPercent: 2, seed: 7 }
    expect(storyOf(runTransfer(lossy))).toEqual(storyOf(runTransfer(lossy)))
    expect(runTransfer({ ...lossy, seed: 8 }).sent).not.toEqual(runTransfer(lossy).sent)
  })

  it('doubles cwnd in each round trip until something is lost', () => {
    const moments = tellTransfer(runTransfer(small)).filter(({ name }) => name.startsWith('Round'))
    expect(moments.slice(0, 2).map(({ values }) => values.cwnd / FULL_SEGMENT)).toEqual([20, 40])
  })

  it.each(['reno', 'cubic'] as const)(
    '%s fills the link that the real kernel filled (9.3 Mbit/s)',
    (algorithm) => {
      const rate = goodputMbit(runTransfer({ ...FIRST_TRANSFER, algorithm, bytes: 3_000_000 }))
      expect(rate).toBeGreaterThan(8.5)
      expect(rate).toBeLessThan((10 * FULL_SEGMENT) / 1514)
    },
  )
})

describe('what is lost', () => {
  it('is the segment that was chosen, and it is sent again once', () => {
    const { sent } = runTransfer({ ...small, lost: [12] })
    expect(sent.flatMap(({ fate }, index) => (fate === 'arrived' ? [] : [index + 1]))).toEqual([12])
    expect(sent.filter(({ again }) => again).map(({ from }) => from)).toEqual([11 * FULL_SEGMENT + 1])
  })

  it('never is an ACK or part of the handshake', () => {
    const { sent, finishedUs } = runTransfer({ ...small, lossPercent: 5 })
    expect(finishedUs).not.toBeNull()
    expect(sent.some(({ fate }) => fate === 'lost')).toBe(true)
    expect(sent[0].atUs, 'one and a half round trips').toBeLessThan(61_000)
  })

  it.each([
    ['reno', 0.5],
    ['cubic', 0.7],
  ] as const)('%s keeps %d of the window in ssthresh', (algorithm, kept) => {
    const { samples } = runTransfer({ ...small, algorithm, lost: [12] })
    const at = samples.findIndex(({ ssthresh }) => ssthresh !== null)
    const before = samples[at - 1].cwnd / FULL_SEGMENT
    expect(samples[at].ssthresh).toBe(Math.floor(before * kept) * FULL_SEGMENT)
  })

  it('is found by duplicate ACKs in the middle, and by a probe at the end', () => {
    expect(namesOf({ ...small, lost: [100] })).toContain('Fast retransmit')
    const tail = namesOf({ ...small, bytes: 100_000, lost: [70] })
    expect(tail).toContain('Loss probe')
    expect(tail).not.toContain('Fast retransmit')
  })

  it('is dropped by the router when its queue is full, though nothing was chosen', () => {
    const run = runTransfer({ ...small, bytes: 1_000_000, queueFrames: 8 })
    expect(run.sent.some(({ fate }) => fate === 'queue-full')).toBe(true)
    expect(Math.max(...run.samples.map(({ queued }) => queued))).toBeLessThanOrEqual(9)
  })
})

describe('the receiver', () => {
  it('limits the rate to its window in each round trip', () => {
    const settings = { ...small, bytes: 1_000_000, receiveBuffer: 16_384 }
    const run = runTransfer(settings)
    const window = Math.max(...run.samples.map(({ rwnd }) => rwnd))
    expect(goodputMbit(run)).toBeLessThan((window * 8) / (settings.rttMs * 1000))
    expect(run.sent.every(({ fate }) => fate === 'arrived')).toBe(true)
    expect(window).toBeLessThan(bandwidthDelayBytes(settings))
  })

  it('sizes its buffer by the round trip with the queue in it, which only it can measure', () => {
    const run = runTransfer({ ...small, bytes: 1_000_000 })
    const window = Math.max(...run.samples.map(({ rwnd }) => rwnd))
    const queued = Math.max(...run.samples.map(({ srttUs }) => srttUs ?? 0))
    expect(queued).toBeGreaterThan(2 * small.rttMs * 1000)
    expect(window).toBeGreaterThan(4 * bandwidthDelayBytes(small))
  })

  it('closes its window while its program pauses, and nothing is lost by that', () => {
    const names = namesOf({ ...small, bytes: 600_000, queueFrames: 256, pauseAfter: 100_000 })
    expect(names.filter((name) => /Window (closed|probe|open)/.test(name)).slice(0, 3)).toEqual([
      'Window closed',
      'Window probe',
      'Window open',
    ])
  })
})

it('the story keeps cwnd’s highest and lowest values of each column', () => {
  const run = runTransfer({ ...small, bytes: 1_000_000, queueFrames: 16 })
  const { columns } = storyOf(run)
  const all = run.samples.map(({ cwnd }) => cwnd)
  expect(columns.atUs.length).toBeLessThan(all.length)
  expect(Math.max(...columns.cwnd)).toBe(Math.max(...all))
  expect(Math.min(...columns.cwnd)).toBe(Math.min(...all))
})
