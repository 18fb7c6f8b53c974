import { describe, expect, it } from 'vitest'
import { parseQuiz, type QuizItem } from '@/lib/course/quiz'
import { checkAnswer } from './check-answer'
import { prepareQuestion } from './prepare-question'
import type { Question } from './question'

const LESSON = 'transport/tcp-connections'

function question(kind: string, rest: string): Question {
  const source = `items:
  - id: one
    kind: ${kind}
    covers: tcp-connections.4
    layer: 4
    section: three-segments
    question: q
    explanation: e
    ${rest}
`
  return prepareQuestion(LESSON, parseQuiz('quiz.yaml', source).items[0] as QuizItem)
}

function form(name: string, ...values: string[]): FormData {
  const data = new FormData()
  for (const value of values) data.append(name, value)
  return data
}

const options = 'options: [{text: yes it is, correct: true}, {text: no, misconception: m, why: w}]'

describe('what a form holds, scored', () => {
  it.each<[string, Question, FormData, number, string[]]>([
    ['one option', question('choice', options), form('option', '0'), 1, ['yes it is']],
    ['a wrong option', question('choice', options), form('option', '1'), 0, ['no']],
    ['every option', question('choices', options), form('option', '0', '1'), 0, ['yes it is', 'no']],
    ['a text', question('answer', 'accept: [RST]'), form('text', ' rst '), 1, [' rst ']],
    [
      'a command',
      question('command', 'accept: [ss -ltn]'),
      form('text', 'sudo ss -ltn'),
      1,
      ['sudo ss -ltn'],
    ],
    [
      'an order',
      question('order', 'steps: [{text: a, why: w}, {text: b, why: w}, {text: c, why: w}]'),
      form('step', '0', '1', '2'),
      1,
      ['a', 'b', 'c'],
    ],
    [
      'partners',
      question('match', 'pairs: [{left: a, right: b, why: w}, {left: c, right: d, why: w}]'),
      form('right', 'b', 'b'),
      0.5,
      ['a: b', 'c: b'],
    ],
    [
      'a field',
      question('field', 'capture: tcp-handshake-teardown\n    frame: 1\n    target: tcp.seq_raw'),
      form('field', 'tcp.seq_raw'),
      1,
      ['tcp.seq_raw'],
    ],
  ])('%s', (_what, asked, given, score, answer) => {
    expect(checkAnswer(asked, given, null)).toMatchObject({ score, answer })
  })

  it('scores a generated question by the numbers on show', () => {
    const asked = question('generated', 'generator: tcp-ack-number')
    if (asked.kind !== 'generated') throw new Error('not generated')
    expect(checkAnswer(asked, form('text', String(asked.made.answer)), asked.made)?.score).toBe(1)
    const other = { ...asked.made, answer: asked.made.answer + 1, wrong: [] }
    expect(checkAnswer(asked, form('text', String(asked.made.answer)), other)?.score).toBe(0)
  })

  it.each([
    ['choice', options],
    ['answer', 'accept: [RST]'],
    ['field', 'capture: tcp-handshake-teardown\n    frame: 1\n    target: tcp.seq_raw'],
  ])('is no answer while the form of a %s is empty', (kind, rest) => {
    expect(checkAnswer(question(kind, rest), new FormData(), null)).toBeNull()
  })
})

describe('a question as the player gets it', () => {
  const steps = (count: number) =>
    `steps: [${Array.from({ length: count }, (_, index) => `{text: s${index}, why: w}`).join(', ')}]`

  it.each([3, 4, 5, 6, 7])(
    'shows %d steps in an order that is not the right one already, and always in the same',
    (count) => {
      const asked = question('order', steps(count))
      if (asked.kind !== 'order') throw new Error('not an order')
      expect([...asked.shown].sort()).toEqual(Array.from({ length: count }, (_, index) => index))
      expect(asked.shown.every((step, at) => step === at)).toBe(false)
      expect(question('order', steps(count))).toEqual(asked)
    },
  )

  it('offers every right side once, the extra ones among them', () => {
    const asked = question(
      'match',
      'pairs: [{left: a, right: x, why: w}, {left: b, right: x, why: w}]\n    extra: [y]',
    )
    if (asked.kind !== 'match') throw new Error('not a match')
    expect([...asked.rights].sort()).toEqual(['x', 'y'])
  })

  it.each([
    [
      'generated',
      'generator: none',
      'content/transport/tcp-connections/quiz.yaml, item one: there is no generator none',
    ],
    [
      'field',
      'capture: tcp-handshake-teardown\n    frame: 999\n    target: tcp.ack_raw',
      'item one: tcp-handshake-teardown.pcap has no frame 999',
    ],
  ])('that asks for what there is not stops the build, naming lesson and item: %s', (kind, rest, message) => {
    expect(() => question(kind, rest)).toThrow(message)
  })
})
