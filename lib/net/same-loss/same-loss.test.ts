import { describe, expect, it } from 'vitest'
import type { LossRow } from './row'
import { runSameLoss } from './run'
import { FIRST_LOSS, PIECES, streamOf } from './settings'
import { completeAt, tellLoss, waitOf } from './tell'

const lose = (...lost: number[]) => runSameLoss({ ...FIRST_LOSS, lost })
const pieces = Array.from({ length: PIECES }, (_, piece) => piece)

function waiting(row: LossRow): readonly number[] {
  return pieces.filter((piece) => (waitOf(row, piece) ?? 0) > 0)
}

describe('nothing is lost', () => {
  const rows = lose()

  it('everybody has everything, and nothing waits', () => {
    for (const row of rows) {
      expect(row.delivered.every((at) => at !== null)).toBe(true)
      expect(waiting(row)).toEqual([])
      expect(row.notices).toEqual([])
    }
  })

  it('all three take the same time', () => {
    const times = rows.map(({ delivered }) => Math.max(...delivered.map((at) => at ?? 0)) / 1000)
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1)
  })
})

describe('the 5th packet is lost', () => {
  const [tcp, udp, quic] = lose(5)
  const hole = 4

  it('TCP holds back everything behind it', () => {
    expect(waiting(tcp)).toEqual(pieces.filter((piece) => piece > hole))
  })

  it('QUIC holds back only what follows in its stream', () => {
    expect(waiting(quic)).toEqual(
      pieces.filter((piece) => piece > hole && streamOf(piece) === streamOf(hole)),
    )
  })

  it('UDP holds back nothing, and the piece never comes', () => {
    expect(waiting(udp)).toEqual([])
    expect(pieces.filter((piece) => udp.delivered[piece] === null)).toEqual([hole])
  })

  it('TCP repeats the same number, QUIC uses a new one', () => {
    const numbers = ({ packets }: LossRow) =>
      packets.filter(({ piece }) => piece === hole).map(({ number }) => number)
    expect(new Set(numbers(tcp)).size).toBe(1)
    expect(numbers(quic)).toHaveLength(2)
    expect(new Set(numbers(quic)).size).toBe(2)
  })

  it('both find it by three reports', () => {
    for (const row of [tcp, quic]) expect(row.notices.map(({ how }) => how)).toEqual(['three-reports'])
  })
})

it('the last packet is found by QUIC’s probe before TCP’s', () => {
  const [tcp, , quic] = lose(12)
  expect([tcp.notices[0].how, quic.notices[0].how]).toEqual(['probe', 'probe'])
  expect(quic.notices[0].atUs).toBeLessThan(tcp.notices[0].atUs)
  expect(quic.packets.filter(({ again }) => again)).toHaveLength(1)
})

it.each([[[1]], [[5, 6]], [[1, 2, 3]], [[5, 13]]])(
  'with %j lost, TCP and QUIC bring everything in the end',
  (lost) => {
    const [tcp, udp, quic] = lose(...lost)
    for (const row of [tcp, quic])
      for (const stream of [0, 1, 2]) expect(completeAt(row, stream)).not.toBeNull()
    expect(udp.delivered.filter((at) => at === null)).toHaveLength(
      lost.filter((packet) => packet <= PIECES).length,
    )
  },
)

it('tells its events in the order of time, and each sentence ends', () => {
  for (const rows of [lose(), lose(5), lose(12), lose(5, 13)]) {
    const moments = tellLoss(rows)
    const times = moments.map(({ atUs }) => atUs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    for (const { sentence } of moments) expect(sentence).toMatch(/^[A-Z].*\.$/)
  }
})
