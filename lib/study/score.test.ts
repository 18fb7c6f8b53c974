import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandWords, foldText, readNumber } from './answer-text'
import { scoreCommand, scoreField, scoreMatch, scoreOptions, scoreOrder, scoreWritten } from './score'

const right = { text: 'yes', correct: true as const }
const wrong = (misconception: string) => ({
  text: 'no',
  correct: false as const,
  misconception,
  why: `not ${misconception}`,
})

describe('one choice', () => {
  const options = [wrong('a SYN is free'), right, wrong('an ACK counts')]

  it.each([
    [[1], 1, []],
    [[0], 0, ['a SYN is free']],
    [[2], 0, ['an ACK counts']],
  ])('option %j scores %d and shows %j', (chosen, score, misconceptions) => {
    const verdict = scoreOptions(options, chosen)
    expect(verdict?.score).toBe(score)
    expect(verdict?.remarks.map((remark) => remark.misconception)).toEqual(misconceptions)
  })

  it('is no answer while nothing is chosen', () => expect(scoreOptions(options, [])).toBeNull())
})

describe('several choices', () => {
  const options = [right, right, wrong('a'), wrong('b')]

  it.each([
    [[0, 1], 1, 'all that are right and no other'],
    [[0], 0.5, 'one of two'],
    [[0, 1, 2], 0.5, 'a wrong one takes away a right one'],
    [[0, 2, 3], 0, 'never below nothing'],
    [[0, 1, 2, 3], 0, 'ticking everything earns nothing'],
  ])('options %j score %d: %s', (chosen, score) => expect(scoreOptions(options, chosen)?.score).toBe(score))

  it('gives the reason for each wrong one that was picked, and for no other', () => {
    expect(scoreOptions(options, [3])?.remarks).toEqual([
      { part: 3, right: false, misconception: 'b', why: 'not b' },
    ])
  })
})

describe('a written answer', () => {
  it.each([
    ['syn-sent', 1, 'exactly'],
    ['  SYN-SENT ', 1, 'spaces and capitals do not matter'],
    ['syn sent', 1, 'a second accepted form'],
    ['syn   sent', 1, 'inner spaces collapse'],
    ['synsent', 0, 'another text'],
  ])('%j scores %d: %s', (written, score) => {
    expect(scoreWritten({ accept: ['SYN-SENT', 'SYN SENT'], wrong: [] }, written)?.score).toBe(score)
  })

  it.each([
    ['1001', 1, 'digits'],
    ['1,001', 1, 'groups of three'],
    ['1 001', 1, 'groups of three with a space'],
    ['1001.0', 1, 'the same number'],
    ['0x3e9', 1, 'hexadecimal'],
    ['1001 ms', 1, 'with the unit'],
    ['1001ms', 1, 'with the unit close by'],
    ['1001 s', 0, 'with another unit'],
    ['10,01', 0, 'a comma that groups nothing'],
    ['about 1001', 0, 'a sentence'],
  ])('as a number, %j scores %d: %s', (written, score) => {
    expect(scoreWritten({ accept: ['1001'], wrong: [], numeric: true, unit: 'ms' }, written)?.score).toBe(
      score,
    )
  })

  it('names the misconception behind a typical wrong number', () => {
    const item = {
      accept: ['1001'],
      wrong: [{ match: '1000', misconception: 'a SYN is free', why: 'It counts.' }],
      numeric: true,
    }
    expect(scoreWritten(item, '1000')?.remarks).toEqual([
      { part: null, right: false, misconception: 'a SYN is free', why: 'It counts.' },
    ])
  })

  it('says what to write instead of what is no number', () => {
    expect(
      scoreWritten({ accept: ['3'], wrong: [], numeric: true, unit: 's' }, 'three')?.remarks[0]?.why,
    ).toBe('Write a number in s, in digits.')
  })

  it('is no answer while it is blank', () =>
    expect(scoreWritten({ accept: ['a'], wrong: [] }, '  ')).toBeNull())
})

describe('a command', () => {
  const item = {
    accept: ["tcpdump -n 'tcp port 443'"],
    wrong: [{ match: 'ping -c 1 host', misconception: 'm', why: 'w' }],
  }

  it.each([
    ["tcpdump -n 'tcp port 443'", 1, 'as written'],
    ['tcpdump  -n  "tcp port 443"', 1, 'other quotes and spaces'],
    ["$ sudo tcpdump -n 'tcp port 443'", 1, 'copied with its prompt'],
    ['tcpdump -n tcp port 443', 0, 'three words where one was meant'],
    ["tcpdump -N 'tcp port 443'", 0, 'an option has its case'],
    ["tcpdump 'tcp port 443' -n", 0, 'another order'],
  ])('%j scores %d: %s', (written, score) => expect(scoreCommand(item, written)?.score).toBe(score))

  it('is no answer while there is only a prompt', () => expect(scoreCommand(item, '$ ')).toBeNull())
})

describe('putting in order', () => {
  const steps = ['a', 'b', 'c', 'd'].map((text) => ({ text, why: `why ${text}` }))

  it.each([
    [[0, 1, 2, 3], 1, []],
    [[1, 2, 3, 0], 0.5, [0]],
    [[0, 2, 1, 3], 0.5, [1]],
    [[3, 2, 1, 0], 0, [2, 1, 0]],
  ])('%j scores %d; out of place: %j', (order, score, moved) => {
    const verdict = scoreOrder(steps, order)
    expect(verdict.score).toBe(score)
    expect(verdict.remarks.filter((remark) => !remark.right).map((remark) => remark.part)).toEqual(moved)
  })

  it('is right in exactly one of all orders', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        const verdict = scoreOrder(steps, order)
        expect(verdict.score === 1).toBe(order.join() === '0,1,2,3')
        expect(verdict.score).toBeGreaterThanOrEqual(0)
        expect(verdict.remarks.every((remark) => remark.right)).toBe(verdict.score === 1)
      }),
    )
  })
})

describe('matching', () => {
  const pairs = [
    { left: 'RST', right: 'closed', why: 'w1' },
    { left: 'silence', right: 'filtered', why: 'w2' },
  ]

  it.each([
    [['closed', 'filtered'], 1],
    [['closed', 'closed'], 0.5],
    [['open', 'closed'], 0],
  ])('%j scores %d', (chosen, score) => expect(scoreMatch(pairs, chosen)?.score).toBe(score))

  it('is no answer while one side is empty', () => expect(scoreMatch(pairs, ['closed', ''])).toBeNull())
})

describe('pointing at a field', () => {
  const item = {
    target: 'tcp.ack',
    wrong: [{ field: 'tcp.seq', misconception: 'it is the own number', why: 'w' }],
  }

  it.each([
    ['tcp.ack', 1, []],
    ['tcp.seq', 0, ['it is the own number']],
    ['ip.ttl', 0, []],
  ])('%s scores %d', (field, score, misconceptions) => {
    const verdict = scoreField(item, field)
    expect(verdict?.score).toBe(score)
    expect(verdict?.remarks.map((remark) => remark.misconception)).toEqual(misconceptions)
  })

  it('is no answer while nothing is picked', () => expect(scoreField(item, null)).toBeNull())
})

describe('reading what was written', () => {
  it('folds a text to the same form twice', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
    )
  })

  it('reads every number that it could print', () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        expect(readNumber(String(number))).toBe(number)
      }),
    )
  })

  it('never throws on a command', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Array.isArray(commandWords(text))).toBe(true)
      }),
    )
  })
})
