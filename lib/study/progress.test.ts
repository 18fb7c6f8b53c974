import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { APP, emptyProgress, formatProgress, parseProgress, VERSION } from './progress'
import { anyProgress } from './progress.arbitrary'

const envelope = (over: object) =>
  JSON.stringify({ app: APP, kind: 'progress', version: VERSION, data: emptyProgress, ...over })

describe('reading progress', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        expect(parseProgress(formatProgress(progress))).toEqual({ progress, problem: null })
      }),
    )
  })

  it('writes equal progress as equal text', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        const again = JSON.parse(JSON.stringify(progress))
        expect(formatProgress(again)).toBe(formatProgress(progress))
      }),
    )
  })

  it.each([
    ['corrupt', '', 'nothing'],
    ['corrupt', '{"app":"hop-by-hop","ver', 'a text that was cut off'],
    ['foreign', 'null', 'null'],
    ['foreign', '[]', 'a list'],
    ['foreign', '{"theme":"dark"}', 'the settings of another site'],
    ['foreign', envelope({ app: 'another-course' }), 'another application'],
    ['foreign', envelope({ kind: 'results' }), 'another kind of file'],
    ['foreign', envelope({ version: 0 }), 'a version that never was'],
    ['foreign', envelope({ version: '1' }), 'a version that is text'],
    ['foreign', envelope({ data: {} }), 'no records'],
    [
      'foreign',
      envelope({
        data: { ...emptyProgress, lessons: { 'a/b': { read: 2, place: null, at: 1, done: null } } },
      }),
      'more than all of a lesson read',
    ],
    ['foreign', envelope({ data: { ...emptyProgress, generation: -1 } }), 'a negative count of resets'],
    ['future', envelope({ version: VERSION + 1 }), 'a later version'],
    [
      'future',
      envelope({ version: VERSION + 1, data: 'anything' }),
      'a later version with data of any shape',
    ],
  ])('calls it %s: %s (%s)', (problem, text) => {
    const parsed = parseProgress(text)
    expect(parsed.problem).toBe(problem)
    expect(parsed.progress).toBeNull()
  })

  it('names the entry that is wrong', () => {
    const data = { ...emptyProgress, drills: { 'tcp-ack-number': { tried: 'three' } } }
    expect(parseProgress(envelope({ data }))).toMatchObject({
      detail: expect.stringContaining('drills › tcp-ack-number › tried'),
    })
  })

  it('answers every text with a value, and valid progress only with valid progress', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((data) => envelope({ data })),
        ),
        (text) => {
          const parsed = parseProgress(text)
          if (parsed.progress) expect(parseProgress(formatProgress(parsed.progress))).toEqual(parsed)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('survives a valid document with any one value replaced', () => {
    fc.assert(
      fc.property(anyProgress, fc.nat(), fc.jsonValue(), (progress, at, junk) => {
        let seen = 0
        const spoiled = JSON.stringify(JSON.parse(formatProgress(progress)), (_key, value) =>
          seen++ === at % 40 ? junk : value,
        )
        expect(() => parseProgress(spoiled ?? '')).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })

  it('drops keys that would change an object instead of filling it', () => {
    const parsed = parseProgress(envelope({}).replace('"lessons":{}', '"lessons":{"__proto__":{"read":1}}'))
    expect(parsed.progress && 'read' in parsed.progress.lessons).not.toBe(true)
  })
})

it('reads a drill from before drills named misconceptions', () => {
  const drill = { tried: 2, right: 1, streak: 0, bestStreak: 1, at: 5 }
  const { progress } = parseProgress(
    JSON.stringify({
      app: 'hop-by-hop',
      kind: 'progress',
      version: 1,
      data: { ...emptyProgress, drills: { ack: drill } },
    }),
  )
  expect(progress?.drills.ack).toEqual({ ...drill, misconceptions: {} })
})
