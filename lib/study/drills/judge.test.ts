import { expect, it } from 'vitest'
import type { DrillField } from './drill'
import { judge } from './judge'

const ack: DrillField = { name: 'ack', label: 'ACK', kind: 'text', numeric: true, unit: 'B' }
const state: DrillField = { name: 'state', label: 'State', kind: 'choice', options: ['LISTEN', 'SYN-SENT'] }
const asked = {
  answer: '1461',
  why: 'The next byte.',
  wrong: [{ answer: '1460', misconception: 'The ACK names the last byte', why: 'It names the one after.' }],
}

it.each([
  ['1461', true, 'the number'],
  ['1,461', true, 'the number in groups'],
  ['0x5b5', true, 'the number in hexadecimal'],
  ['1461 B', true, 'the number with its unit'],
  ['1462', false, 'another number'],
])('%s is right: %s (%s)', (written, right) => {
  expect(judge(ack, written, asked).right).toBe(right)
})

it('names the misconception behind a wrong answer', () => {
  expect(judge(ack, '1460', asked)).toEqual({
    field: 'ack',
    right: false,
    expected: '1461',
    why: 'It names the one after.',
    misconception: 'The ACK names the last byte',
  })
})

it('says that words are no number', () => {
  expect(judge(ack, 'next', asked).why).toBe('Write a number in B, in digits. The next byte.')
})

it('compares words without case and outer spaces', () => {
  expect(judge(state, ' syn-sent ', { answer: 'SYN-SENT', why: '' }).right).toBe(true)
})
