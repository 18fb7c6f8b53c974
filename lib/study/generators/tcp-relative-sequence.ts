import { advance, distance } from '../../net/node/tcp/sequence'
import { wholeNumber } from '../seeded-random'
import { type Generator, oneOf, onlyParams } from './generated'

const SPACE = 2 ** 32

/**
 * The relative sequence number that Wireshark and tcpdump show for a raw one: its distance from the initial sequence number,
 * modulo 2^32 (RFC 9293, section 3.4). Param `wrap`: true makes the numbers pass zero between the two.
 */
export const tcpRelativeSequence: Generator<{ wrap: boolean }> = {
  readParams(params) {
    onlyParams(params, ['wrap'])
    return { wrap: oneOf(params, 'wrap', [false, true]) }
  },

  make(random, { wrap }) {
    const answer = wholeNumber(random, 2, 60_000)
    const initial = wrap
      ? SPACE - wholeNumber(random, 1, answer - 1)
      : wholeNumber(random, 100_000, 4_000_000_000)
    const raw = advance(initial, answer)

    return {
      given: [
        { name: 'initial SEQ (raw, of the SYN)', value: String(initial) },
        { name: 'SEQ (raw) of a later segment', value: String(raw) },
      ],
      answer: distance(initial, raw),
      working: wrap
        ? [
            `The numbers passed the end of the space: ${raw} is smaller than ${initial}.`,
            `${raw} + 4294967296 − ${initial} = ${answer}`,
          ]
        : [`${raw} − ${initial} = ${answer}`],
      wrong: [
        {
          number: answer - 1,
          misconception: 'The first payload byte has the relative number 0',
          why: 'The SYN is number 0. The first byte of payload is number 1.',
        },
        {
          number: answer + 1,
          misconception: 'The SYN has the relative number 1',
          why: 'The count starts at 0, with the SYN.',
        },
        {
          number: raw - initial,
          misconception: 'A smaller raw number is an earlier byte',
          why: 'The field has 32 bits and goes on at 0. Add 4294967296 before you subtract.',
        },
        {
          number: raw,
          misconception: 'Without the initial number the raw number counts the bytes',
          why: 'When the numbers pass zero, the bytes before it still count.',
        },
      ],
    }
  },
}
