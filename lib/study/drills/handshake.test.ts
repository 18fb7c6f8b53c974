import { describe, expect, it } from 'vitest'
import { seededRandom } from '../seeded-random'
import { type Drill, type DrillAnswers, type DrillQuestion, seedOf } from './drill'
import { whichLost } from './handshake-lost'
import { nextSegment } from './handshake-next-segment'
import { statesNow } from './handshake-states'

const TURNS = Array.from({ length: 24 }, (_, turn) => turn + 1)

function askAll<Question extends DrillQuestion>(drill: Drill<Question>): Question[] {
  return TURNS.map((turn) => drill.ask(seededRandom(seedOf(turn))))
}

/** The answers that the drill itself expects: what it says after a wrong one. */
function expectedBy(drill: Drill, question: DrillQuestion): DrillAnswers {
  const nonsense = Object.fromEntries(question.fields.map(({ name }) => [name, '?']))
  return Object.fromEntries(drill.check(question, nonsense).map(({ field, expected }) => [field, expected]))
}

describe.each([nextSegment, statesNow, whichLost] as Drill[])('$name', (drill) => {
  it('takes its own answers, names every field, and shows its working', () => {
    for (const question of askAll(drill)) {
      const verdicts = drill.check(question, expectedBy(drill, question))
      expect(verdicts.map(({ field }) => field)).toEqual(question.fields.map(({ name }) => name))
      expect(verdicts.every(({ right }) => right)).toBe(true)
      expect(question.working.length).toBeGreaterThan(1)
      for (const field of question.fields)
        if (field.kind === 'choice') expect(new Set(field.options).size).toBe(field.options.length)
    }
  })

  it('asks the same again for the same seed, and another for another', () => {
    const [first, second] = askAll(drill)
    expect(drill.ask(seededRandom(seedOf(1)))).toEqual(first)
    expect(second).not.toEqual(first)
  })
})

it('next segment: names the misconception behind an ACK that repeats the SEQ', () => {
  const question = askAll(nextSegment).find(({ before }) => (before.at(-1)?.payloadLength ?? 0) > 0)!
  const last = question.before.at(-1)
  const [, , ack] = nextSegment.check(question, { flags: '', seq: '', ack: String(last?.sequence) })
  expect(ack.misconception).toBe('The ACK repeats the SEQ that it answers')
})

it('next segment: the numbers follow from the table (RFC 9293 section 3.4)', () => {
  for (const { next, before } of askAll(nextSegment)) {
    const expected = before
      .filter(({ from, arrivedUs }) => from === 0 && arrivedUs !== null && arrivedUs <= next.sentUs)
      .reduce((sum, { payloadLength, flags }) => sum + payloadLength + (flags & 3 ? 1 : 0), 0)
    expect(next.relative.acknowledgment).toBe(expected)
  }
})

it('states: meets at least seven of the eleven', () => {
  const met = new Set(
    askAll(statesNow).flatMap((question) => Object.values(expectedBy(statesNow as Drill, question))),
  )
  expect(met.size).toBeGreaterThanOrEqual(7)
})

it('which was lost: it is sent once more than it is received', () => {
  for (const { lost, table } of askAll(whichLost)) {
    const lines = table!.rows.filter((row) => row[4] === String(lost.sequence) && row[3] !== '')
    expect(lines.length).toBeGreaterThan(0)
    expect(lost.arrivedUs).toBeNull()
  }
})
