import { advance } from '../../net/node/tcp/sequence'
import { pick, wholeNumber } from '../seeded-random'
import { type Generator, oneOf, onlyParams } from './generated'

const SPACE = 2 ** 32

/**
 * The acknowledgment number that answers a segment: SEQ + payload, + 1 for SYN, + 1 for FIN, modulo 2^32
 * (RFC 9293, section 3.4). Params: `segment`: mixed (default), syn, data, fin; `wrap`: true puts SEQ so near the
 * end of the number space that the answer begins again at zero.
 */
export const tcpAckNumber: Generator<{ segment: 'mixed' | 'syn' | 'data' | 'fin'; wrap: boolean }> = {
  readParams(params) {
    onlyParams(params, ['segment', 'wrap'])
    return {
      segment: oneOf(params, 'segment', ['mixed', 'syn', 'data', 'fin']),
      wrap: oneOf(params, 'wrap', [false, true]),
    }
  },

  make(random, { segment, wrap }) {
    const kind = segment === 'mixed' ? pick(random, ['syn', 'data', 'fin'] as const) : segment
    const payload = kind === 'syn' ? 0 : wholeNumber(random, kind === 'fin' ? 0 : 40, 1460)
    const flag = kind === 'data' ? 0 : 1
    const counted = payload + flag
    const sequence = wrap ? SPACE - wholeNumber(random, 1, counted) : wholeNumber(random, 1000, 4_000_000_000)
    const answer = advance(sequence, counted)
    const flags = { syn: 'SYN', data: 'PSH, ACK', fin: 'FIN, ACK' }[kind]
    const sum = [
      String(sequence),
      ...(payload > 0 || flag === 0 ? [String(payload)] : []),
      ...(flag ? ['1'] : []),
    ]
    const overflowed = sequence + counted >= SPACE

    return {
      given: [
        { name: 'flags', value: flags },
        { name: 'SEQ', value: String(sequence) },
        { name: 'payload', value: `${payload} bytes` },
      ],
      answer,
      working: [
        counts(kind),
        `${sum.join(' + ')} = ${sequence + counted}`,
        ...(overflowed
          ? [`Numbers end at 4294967295 and go on at 0: ${sequence + counted} − 4294967296 = ${answer}`]
          : []),
        `ACK = ${answer}: the next byte that the receiver expects.`,
      ],
      wrong: [
        {
          number: sequence,
          misconception: 'The ACK repeats the SEQ that it answers',
          why: 'An acknowledgment names the next byte that is expected, not one that has arrived.',
        },
        {
          number: advance(sequence, payload),
          misconception: 'SYN and FIN use no sequence number',
          why: `${kind === 'syn' ? 'SYN' : 'FIN'} carries no byte, yet it counts as one, so that it can be acknowledged.`,
        },
        {
          number: advance(sequence, counted + 1),
          misconception: 'The ACK is always one more than the sum',
          why:
            kind === 'data'
              ? 'Only SYN and FIN count as one. Payload counts its bytes and nothing else.'
              : 'The flag counts once. The number that it uses up is already in the sum.',
        },
        {
          number: advance(sequence, counted - 1),
          misconception: 'The ACK names the last byte that arrived',
          why: 'It names the byte after that: the first one that is still missing.',
        },
        {
          number: sequence + counted,
          misconception: 'Sequence numbers grow without end',
          why: 'The field has 32 bits. After 4294967295 comes 0.',
        },
      ],
    }
  },
}

function counts(kind: 'syn' | 'data' | 'fin'): string {
  if (kind === 'data') return 'Each payload byte counts one; PSH and ACK count nothing.'
  const flag = kind === 'syn' ? 'SYN' : 'FIN'
  return `Each payload byte counts one, and ${flag} counts as one more.`
}
