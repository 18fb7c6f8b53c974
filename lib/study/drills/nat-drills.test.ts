import { describe, expect, it } from 'vitest'
import { seededRandom } from '../seeded-random'
import { type Drill, type DrillQuestion, seedOf } from './drill'
import { meansPassing, passesDrill } from './nat-passes'
import { translateDrill } from './nat-translate'
import { whoDrill } from './nat-who'

const TURNS = Array.from({ length: 40 }, (_, index) => index + 1)

function askEach<Question extends DrillQuestion>(drill: Drill<Question>): Question[] {
  return TURNS.map((turn) => drill.ask(seededRandom(seedOf(turn))))
}

function solved<Question extends DrillQuestion>(drill: Drill<Question>, question: Question) {
  const blank = Object.fromEntries(question.fields.map(({ name }) => [name, '?']))
  return Object.fromEntries(drill.check(question, blank).map(({ field, expected }) => [field, expected]))
}

const drills = [translateDrill, passesDrill, whoDrill] as unknown as Drill[]

describe.each(drills.map((drill) => [drill.name, drill] as const))('%s', (_, drill) => {
  it('accepts its own answers, refuses others, and shows its working', () => {
    for (const question of askEach(drill)) {
      const right = solved(drill, question)
      expect(drill.check(question, right).map((verdict) => verdict.right)).not.toContain(false)
      const other = Object.fromEntries(question.fields.map(({ name }) => [name, 'none of these']))
      const verdicts = drill.check(question, other)
      expect(verdicts.map((verdict) => verdict.right)).not.toContain(true)
      expect(verdicts.every(({ why }) => why.length > 10)).toBe(true)
      expect(question.working.join(' ')).not.toMatch(/undefined|null/)
    }
  })

  it('offers the right answer among its options', () => {
    for (const question of askEach(drill)) {
      const right = solved(drill, question)
      for (const field of question.fields)
        if (field.kind === 'choice') expect(field.options).toContain(right[field.name])
    }
  })

  it('asks the same for the same seed', () => {
    expect(drill.ask(seededRandom(7))).toEqual(drill.ask(seededRandom(7)))
  })
})

it('gives for every reply the reason that agrees with what the engine did', () => {
  const asked = askEach(passesDrill)
  for (const { passes, reason } of asked) expect(meansPassing(reason)).toBe(passes)
  expect(new Set(asked.map(({ reason }) => reason)).size).toBeGreaterThan(4)
})

it('translates packets both ways, some of them by a row with another port', () => {
  const asked = askEach(translateDrill)
  expect(new Set(asked.map(({ inward }) => inward)).size).toBe(2)
  expect(asked.some(({ before, after, inward }) => !inward && before.sport !== after.sport)).toBe(true)
  expect(asked.some(({ before, after, inward }) => inward && before.dport !== after.dport)).toBe(true)
})

it('delivers to each host, and to nobody', () => {
  expect(new Set(askEach(whoDrill).map(({ host }) => host)).size).toBe(4)
})

it('names the misconception of somebody who leaves the private address on the packet', () => {
  const question = askEach(translateDrill).find(({ inward }) => !inward)
  if (!question) throw new Error('none of the questions goes out')
  const answers = { ...solved(translateDrill, question), source: question.before.source }
  expect(translateDrill.check(question, answers)[0]).toMatchObject({
    right: false,
    misconception: 'The private source address stays on the packet',
  })
})
