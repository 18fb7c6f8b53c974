import { describe, expect, it } from 'vitest'
import { parseInterview } from './interview'

const FILE = 'content/transport/tcp-connections/interview.yaml'
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ')

function source({ answer = words(60), level = 'junior', second = '' }): string {
  return `questions:
  - id: why-three
    level: ${level}
    question: Why three segments and not two?
    answer: |
      ${answer}
    points: [each side proves both directions, old duplicates]
    followUp: What does a SYN cookie change?
    mistake: Counting the third segment as data.
${second}`
}

describe('interview.yaml', () => {
  it('reads a question with its answer', () => {
    expect(parseInterview(FILE, source({})).questions[0]).toMatchObject({ id: 'why-three', level: 'junior' })
  })

  it.each([
    [
      'an answer that is too short to say anything',
      { answer: words(59) },
      '5:5 questions.0.answer: 59 words',
    ],
    ['an answer that nobody would listen to', { answer: words(151) }, '151 words: an answer has 60 to 150'],
    ['a level that there is not', { level: 'expert' }, '3:5 questions.0.level: one of junior, mid, senior'],
    [
      'an id twice',
      { second: source({}).split('\n').slice(1).join('\n') },
      '10:5 questions.1.id: "why-three" is there twice',
    ],
  ])('refuses %s', (_what, change, fault) => {
    expect(() => parseInterview(FILE, source(change))).toThrow(fault)
  })
})
