import { describe, expect, it } from 'vitest'
import { parseQuiz } from './quiz'

const FILE = 'content/transport/tcp-connections/quiz.yaml'

const common = `covers: tcp-connections.4
    layer: 4
    section: two-numbers
    question: What does the server answer?
    explanation: A SYN counts as one.`

const choice = `items:
  - id: syn-counts
    kind: choice
    ${common}
    options:
      - text: "1001"
        correct: true
      - text: "1000"
        misconception: A SYN uses no sequence number
        why: It carries no byte, yet it counts as one.
`

function faults(source: string): string {
  try {
    parseQuiz(FILE, source)
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}

describe('quiz.yaml', () => {
  it('reads a choice with one right option', () => {
    expect(parseQuiz(FILE, choice).items[0]).toMatchObject({
      kind: 'choice',
      options: [{ correct: true }, { correct: false, misconception: 'A SYN uses no sequence number' }],
    })
  })

  it.each([
    [
      'an unknown field',
      choice.replace('layer: 4', 'layer: 4\n    points: 3'),
      ':6:5 items.0.points: is not a known field',
    ],
    ['a missing explanation', choice.replace(/\n {4}explanation.*/, ''), ':2:5 items.0.explanation'],
    [
      'a layer that there is not',
      choice.replace('layer: 4', 'layer: 6'),
      ':5:5 items.0.layer: one of 1, 2, 3, 4, 5',
    ],
    [
      'two right options',
      choice.replace(/misconception: .*\n.*why: .*/, 'correct: true'),
      ':9:5 items.0.options: exactly one',
    ],
    [
      'no right option',
      choice.replace('correct: true', 'misconception: m\n        why: w'),
      'exactly one option is right',
    ],
    [
      'a wrong option without a misconception',
      choice.replace(/ {8}misconception.*\n/, ''),
      ':12:9 items.0.options.1: an option is either',
    ],
    [
      'a right option that excuses itself',
      choice.replace('correct: true', 'correct: true\n        why: w'),
      'a right option has no misconception',
    ],
    [
      'an id twice',
      `${choice}${choice.replace('items:\n', '')}`,
      ':15:5 items.1.id: "syn-counts" is already the id of item 1',
    ],
    [
      'an id that is not a slug',
      choice.replace('syn-counts', 'Syn Counts'),
      ':2:5 items.0.id: small letters',
    ],
    [
      'no syllabus id',
      choice.replace('tcp-connections.4', 'handshake'),
      ':4:5 items.0.covers: one id of the syllabus',
    ],
    ['an unknown kind', choice.replace('kind: choice', 'kind: essay'), ':3:5 items.0.kind'],
    ['no items', 'items: []', ':1:1 items: at least one item'],
    ['an empty file', '', ':1:1 Invalid input: expected object'],
    ['broken YAML', 'items:\n  - id: [a\n', ':3:1'],
    [
      'a numeric answer that is text',
      item('answer', 'numeric: true\n    accept: ["1,001"]'),
      'accept.0: "1,001" is not a plain number',
    ],
    [
      'a unit on a text',
      item('answer', 'unit: ms\n    accept: [RST]'),
      'unit: only a numeric answer has a unit',
    ],
    [
      'an extra that fits a pair',
      item(
        'match',
        'pairs:\n      - {left: a, right: b, why: w}\n      - {left: c, right: d, why: w}\n    extra: [b]',
      ),
      'extra.0: "b" is also the right side',
    ],
    [
      'an order of two',
      item('order', 'steps:\n      - {text: a, why: w}\n      - {text: b, why: w}'),
      'at least three steps',
    ],
    ['frame 0', item('field', 'capture: tcp-refused\n    frame: 0\n    target: tcp.ack'), 'items.0.frame'],
  ])('refuses %s and names the place', (_what, source, expected) => {
    const message = faults(source)
    expect(message).toContain(expected)
    expect(message).toMatch(/^content\/transport\/tcp-connections\/quiz\.yaml:\d+:\d+ /)
  })

  it('lists every fault, not only the first', () => {
    const two = choice.replace('layer: 4', 'layer: 6').replace('kind: choice', 'kind: choice\n    hint: no')
    expect(faults(two).split('\n')).toHaveLength(2)
  })

  it.each([
    [
      'choices',
      item('choices', 'options:\n      - {text: a, correct: true}\n      - {text: b, correct: true}'),
    ],
    [
      'answer',
      item(
        'answer',
        'numeric: true\n    unit: ms\n    accept: ["1001"]\n    wrong:\n      - {match: "1000", misconception: m, why: w}',
      ),
    ],
    ['command', item('command', 'accept: ["ss -tn"]')],
    ['generated', item('generated', 'generator: tcp-ack-number\n    params: {wrap: true}')],
    ['field', item('field', 'capture: tcp-refused\n    frame: 2\n    target: tcp.ack')],
  ])('reads the kind %s', (kind, source) => {
    expect(parseQuiz(FILE, source).items[0]?.kind).toBe(kind)
  })
})

function item(kind: string, rest: string): string {
  return `items:\n  - id: one\n    kind: ${kind}\n    ${common}\n    ${rest}\n`
}
