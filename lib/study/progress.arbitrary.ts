import fc from 'fast-check'
import type { Progress } from './progress'

/** Any progress document, for property tests. Few names and times, so that two documents often speak of the same thing. */
const time = fc.integer({ min: 0, max: 6 })
const score = fc.constantFrom(0, 0.25, 0.5, 1)
const slug = fc.constantFrom('transport/tcp-connections', 'names/dns', 'constructor')
const item = fc.constantFrom('ack', 'order', 'to-string')
const text = fc.constantFrom('a', 'b', 'a closed port is silent')

const met = fc.dictionary(text, fc.record({ times: fc.nat(9), at: time }))

export const anyProgress: fc.Arbitrary<Progress> = fc.record({
  generation: fc.integer({ min: 0, max: 2 }),
  lessons: fc.dictionary(
    slug,
    fc.record({ read: score, place: fc.option(text), at: time, done: fc.option(time) }),
  ),
  quizzes: fc.dictionary(
    slug,
    fc.dictionary(
      item,
      fc.record({
        attempts: fc.nat(9),
        best: score,
        first: fc.record({ at: time, score }),
        last: fc.record({ at: time, score, answer: fc.array(text, { maxLength: 3 }) }),
        firstRight: fc.option(time),
        misconceptions: met,
      }),
    ),
  ),
  drills: fc.dictionary(
    item,
    fc.record({
      tried: fc.nat(9),
      right: fc.nat(9),
      streak: fc.nat(9),
      bestStreak: fc.nat(9),
      at: time,
      misconceptions: met,
    }),
  ),
})
