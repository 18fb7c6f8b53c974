import { describe, expect, it } from 'vitest'
import { cutAtLine, MOST_TEXT } from './cut-at-line'

describe('a text that is too long for its field', () => {
  it.each([
    ['fits exactly', '10.0.0.0/8', 10, '10.0.0.0/8', ''],
    ['half of 10.1.0.0/16 is another address', '10.0.0.0/8\n10.1.0.0/16', 20, '10.0.0.0/8', '10.1.0.0/16'],
    ['a line that fits stays whole', '10.0.0.0/8\n10.1.0.0/16\n::', 22, '10.0.0.0/8\n10.1.0.0/16', '::'],
    ['there is only one line', '10.0.0.0/8, 10.1.0.0/16', 20, '10.0.0.0/8', ' 10.1.0.0/16'],
    ['there is nothing to cut between', 'abcdef', 4, 'abcd', 'ef'],
    ['one character is never halved', 'abc\u{1f600}', 4, 'abc', '\u{1f600}'],
  ])('%s: %j in %i characters becomes %j', (_why, text, most, kept, left) => {
    expect(cutAtLine(text, most)).toEqual({ kept, left })
  })

  it('leaves room for 350 lines of IPv6', () => {
    const line = '2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff/128'
    expect(Array(350).fill(line).join('\n').length).toBeLessThan(MOST_TEXT)
  })
})
