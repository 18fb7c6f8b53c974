import { wholeNumber } from '../seeded-random'
import { type Generator, oneOf, onlyParams } from './generated'

/**
 * When a client that hears nothing sends its SYN again, and when it gives up. The first timeout is 1 s and doubles (RFC 6298,
 * sections 2 and 5.5); Linux keeps it at 1 s for as many more times as `tcp_syn_linear_timeouts` says (4 since Linux 6.5) and
 * adds those to `tcp_syn_retries` (ip-sysctl). Params: `ask`: copy (default) = the moment of one copy, give-up = the moment of
 * ETIMEDOUT; `linear`: 0 (default) to 4.
 */
export const tcpSynRetryTimes: Generator<{ ask: 'copy' | 'give-up'; linear: 0 | 1 | 2 | 3 | 4 }> = {
  readParams(params) {
    onlyParams(params, ['ask', 'linear'])
    return {
      ask: oneOf(params, 'ask', ['copy', 'give-up']),
      linear: oneOf(params, 'linear', [0, 1, 2, 3, 4]),
    }
  },

  make(random, { ask, linear }) {
    const retries = wholeNumber(random, 2, 6)
    const copies = retries + linear
    const at = (copy: number) => waitsBefore(copy, linear).reduce((sum, wait) => sum + wait, 0)
    const settings = [
      { name: 'net.ipv4.tcp_syn_retries', value: String(retries) },
      { name: 'net.ipv4.tcp_syn_linear_timeouts', value: String(linear) },
    ]

    if (ask === 'give-up') {
      const answer = at(copies + 1)
      return {
        given: settings,
        answer,
        unit: 's',
        working: [
          `${copies} copies are sent: ${retries} retries${linear ? ` and ${linear} linear ones` : ''}.`,
          `The waits are ${waitsBefore(copies + 1, linear).join(' + ')} = ${answer} s.`,
          'The last wait follows the last copy: only then does connect() fail with ETIMEDOUT.',
        ],
        wrong: [
          {
            number: at(copies),
            misconception: 'The client gives up when it has sent the last copy',
            why: 'It waits for an answer to the last copy too, twice as long as before.',
          },
          {
            number: at(copies + 2),
            misconception: 'The first SYN is not counted as sent',
            why: 'The setting counts copies. The first SYN comes before them.',
          },
          {
            number: copies + 1,
            misconception: 'The waits between copies stay one second',
            why: 'The timeout doubles, so that a full network is not made fuller.',
          },
        ],
      }
    }

    const copy = wholeNumber(random, Math.min(2 + linear, copies), copies)
    const answer = at(copy)
    return {
      given: [...settings, { name: 'copy of the SYN', value: `no. ${copy}` }],
      answer,
      unit: 's',
      working: [
        linear
          ? `The timeout is 1 s for the first ${linear + 1} waits and doubles from then on.`
          : 'The first timeout is 1 s, and each one is twice as long as the one before.',
        `${waitsBefore(copy, linear).join(' + ')} = ${answer} s after the first SYN.`,
      ],
      wrong: [
        {
          number: waitsBefore(copy, linear).at(-1) ?? 0,
          misconception: 'The wait is the moment',
          why: 'That is the wait before this copy. The waits before it have passed too: add them.',
        },
        {
          number: at(copy - 1),
          misconception: 'The first SYN is copy number 1',
          why: 'The first SYN is the original. Copies are counted after it.',
        },
        {
          number: at(copy + 1),
          misconception: 'One wait too many',
          why: 'That is when the next copy leaves.',
        },
        {
          number: copy,
          misconception: 'The waits between copies stay one second',
          why: 'The timeout doubles, so that a full network is not made fuller.',
        },
      ],
    }
  },
}

/** The waits, in seconds, that have passed when copy number `copy` leaves. */
function waitsBefore(copy: number, linear: number): number[] {
  return Array.from({ length: copy }, (_, index) => 2 ** Math.max(0, index - linear))
}
