import { wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const ONE_WAY = 30
const STREAM = 120
/** Linux calls a UDP flow a stream once packets went both ways and this many seconds have passed. */
const STREAM_AFTER = 2

/** When Linux removes the row of a UDP flow (nf_conntrack_udp_timeout 30 s, nf_conntrack_udp_timeout_stream 120 s). No params. */
export const natRowEnd: Generator<Record<string, never>> = {
  readParams(params) {
    onlyParams(params, [])
    return {}
  },

  make(random) {
    const answered = random() < 0.5
    const second = wholeNumber(random, 5, 25)
    const third = second + wholeNumber(random, 5, 25)
    const timeout = answered ? STREAM : ONE_WAY
    const other = answered ? ONE_WAY : STREAM
    return {
      given: [
        { name: 'Out, at seconds', value: `0, ${second} and ${third}` },
        { name: 'Answers', value: answered ? 'to each of them, at once' : 'none' },
      ],
      answer: third + timeout,
      unit: 's',
      working: [
        `Every packet sets the timer anew, so the last one counts: second ${third}.`,
        answered
          ? `Packets went both ways for more than ${STREAM_AFTER} s: the timer is ${STREAM} s.`
          : `Nothing came back: the timer is ${ONE_WAY} s.`,
        `${third} + ${timeout} = ${third + timeout}.`,
      ],
      wrong: [
        {
          number: timeout,
          misconception: 'The timer runs from the first packet',
          why: 'Every packet of the flow starts it again.',
        },
        {
          number: third + other,
          misconception: answered ? 'UDP rows always live 30 s' : 'UDP rows always live 120 s',
          why: answered
            ? `Packets went both ways, so the row is a stream: ${STREAM} s.`
            : `Nobody answered, so the row is no stream: ${ONE_WAY} s.`,
        },
        {
          number: third,
          misconception: 'A row ends with its last packet',
          why: 'UDP has no last packet. The router can only wait.',
        },
      ],
    }
  },
}
