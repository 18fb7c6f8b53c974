import { describe, expect, it } from 'vitest'
import { emptyProgress } from './progress'
import {
  drillsToRevisit,
  lessonState,
  markOf,
  misconceptionsToRevisit,
  percentRead,
  quizScore,
  whereToContinue,
} from './progress-summary'
import { recordAnswer, recordDrill, recordReading } from './record-progress'

const LESSON = 'transport/tcp-connections'
const NEXT = 'transport/tcp-reliability'

/** Answers to one question, one after the other, at the times 1, 2, 3 … */
function answered(...scores: number[]) {
  return scores.reduce(
    (progress, score, index) =>
      recordAnswer(
        progress,
        LESSON,
        'syn',
        { score, answer: [`try ${index + 1}`], misconceptions: score === 1 ? [] : ['a SYN is free'] },
        index + 1,
      ),
    emptyProgress,
  )
}

describe('an answer on record', () => {
  it('keeps the first, the last and the best of several attempts', () => {
    expect(answered(0, 1, 0.5).quizzes[LESSON]?.syn).toEqual({
      attempts: 3,
      best: 1,
      first: { at: 1, score: 0 },
      last: { at: 3, score: 0.5, answer: ['try 3'] },
      firstRight: 2,
      misconceptions: { 'a SYN is free': { times: 2, at: 3 } },
    })
  })

  it('changes nothing of other questions, and nothing in place', () => {
    const before = answered(1)
    const after = recordAnswer(before, LESSON, 'fin', { score: 0, answer: [], misconceptions: [] }, 9)
    expect(after.quizzes[LESSON]?.syn).toBe(before.quizzes[LESSON]?.syn)
    expect(Object.keys(before.quizzes[LESSON] ?? {})).toEqual(['syn'])
  })

  it.each([
    [[], 'unanswered', 0],
    [[1], 'right', 1],
    [[0], 'wrong', 0],
    [[1, 0], 'wrong', 1],
    [[0, 1], 'right', 1],
  ] as const)('after the scores %j it is marked %s and counts %d right', (scores, mark, right) => {
    const progress = answered(...scores)
    expect(markOf(progress, LESSON, 'syn')).toBe(mark)
    expect(quizScore(progress, LESSON, ['syn', 'fin'])).toEqual({
      answered: Math.min(1, scores.length),
      right,
      of: 2,
    })
  })

  it('is worth another look until it was last answered rightly', () => {
    expect(misconceptionsToRevisit(answered(0, 0))).toEqual([
      { misconception: 'a SYN is free', lesson: LESSON, item: 'syn', times: 2, at: 2 },
    ])
    expect(misconceptionsToRevisit(answered(0, 1))).toEqual([])
    expect(misconceptionsToRevisit(answered(0, 1, 0))).toHaveLength(1)
  })

  it('of a question that the lesson no longer has counts nothing', () => {
    expect(quizScore(answered(1), LESSON, ['other'])).toEqual({ answered: 0, right: 0, of: 1 })
  })
})

describe('reading on record', () => {
  const at = (read: number, place: string | null, now: number, before = emptyProgress) =>
    recordReading(before, LESSON, { read, place }, now)

  it('keeps the furthest and the last place', () => {
    const back = at(0.2, 'hook', 9, at(0.8, 'closing', 5))
    expect(back.lessons[LESSON]).toEqual({ read: 0.8, place: 'hook', at: 9, done: null })
  })

  it('is done when the end was reached, and stays done', () => {
    const again = at(0.1, null, 9, at(1, 'references', 5))
    expect(again.lessons[LESSON]).toMatchObject({ read: 1, done: 5 })
    expect(lessonState(again, LESSON)).toBe('done')
  })

  it.each([
    [0, 0],
    [0.999, 99],
    [1, 100],
    [7, 100],
  ])('of %d shows %d percent', (read, percent) =>
    expect(percentRead(at(read, null, 1), LESSON)).toBe(percent),
  )

  it.each([
    ['nothing was begun', emptyProgress, null],
    [
      'the lesson was left in the middle',
      at(0.4, 'closing', 1),
      { lesson: LESSON, place: 'closing', read: 0.4 },
    ],
    ['the lesson is done', at(1, 'references', 1), { lesson: NEXT, place: null, read: 0 }],
    ['only questions were answered', answered(1), null],
  ])('knows where to go on when %s', (_when, progress, goal) => {
    expect(whereToContinue(progress, [LESSON, NEXT])).toEqual(goal)
  })

  it('goes on at the first lesson that was left out when the last one is done', () => {
    const progress = recordReading(at(0.5, 'hook', 1), NEXT, { read: 1, place: null }, 2)
    expect(whereToContinue(progress, [LESSON, NEXT])).toEqual({ lesson: LESSON, place: 'hook', read: 0.5 })
  })

  it('has nowhere to go on when all is done', () => {
    expect(whereToContinue(at(1, null, 1), [LESSON])).toBeNull()
  })
})

it('a drill counts its tries, how many were right in a row, and what stood behind the wrong ones', () => {
  const scores = [true, true, false, true]
  const progress = scores.reduce(
    (before, right, index) =>
      recordDrill(
        before,
        'tcp-ack-number',
        { right, misconceptions: right ? [] : ['off by one'] },
        index + 1,
      ),
    emptyProgress,
  )
  expect(progress.drills['tcp-ack-number']).toEqual({
    tried: 4,
    right: 3,
    streak: 1,
    bestStreak: 2,
    at: 4,
    misconceptions: { 'off by one': { times: 1, at: 3 } },
  })
})

it('a drill is worth another look until its last question was answered rightly', () => {
  const wrong = { right: false, misconceptions: ['off by one'] }
  const tried = recordDrill(emptyProgress, 'nat/who', wrong, 1)
  expect(drillsToRevisit(tried)).toEqual([{ misconception: 'off by one', drill: 'nat/who', times: 1, at: 1 }])
  expect(drillsToRevisit(recordDrill(tried, 'nat/who', { right: true, misconceptions: [] }, 2))).toEqual([])
})
