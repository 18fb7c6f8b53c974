import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendBytes, copyBytes, dropBytes, emptyQueue, takeBytes } from './byte-queue'

describe('a byte queue', () => {
  it('gives back what was put in, in order, whatever the pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(50))), (moves) => {
        const queue = emptyQueue()
        let model: number[] = []
        for (const [added, taken] of moves) {
          appendBytes(queue, added)
          model = [...model, ...added]
          const count = Math.min(taken, queue.length)
          expect([...takeBytes(queue, count)]).toEqual(model.slice(0, count))
          model = model.slice(count)
          expect(queue.length).toBe(model.length)
        }
        expect([...copyBytes(queue, 0, queue.length)]).toEqual(model)
      }),
    )
  })

  it('copies: what was taken does not change when the queue does', () => {
    const queue = emptyQueue()
    appendBytes(queue, Uint8Array.of(1, 2, 3))
    const copy = copyBytes(queue, 1, 2)
    dropBytes(queue, 3)
    appendBytes(queue, Uint8Array.of(9, 9, 9))
    expect([...copy]).toEqual([2, 3])
  })

  it('gives a large room back when it runs empty, so that a snapshot stays small', () => {
    const queue = emptyQueue()
    appendBytes(queue, new Uint8Array(100_000))
    dropBytes(queue, 100_000)
    expect(queue.bytes.length).toBe(0)
  })
})
