import { wholeNumber } from '../seeded-random'
import { type Generator, oneOf, onlyParams } from './generated'

/**
 * How long a client waits before its request may leave, or before the first byte of the response is there, when a round trip is
 * all that takes time. TCP costs one (RFC 9293, section 3.5: the third segment may carry data), TLS 1.3 one more (RFC 8446,
 * section 2), TLS 1.2 two (RFC 5246, section 7.3), request and response one. Params: `until`: response (default), request;
 * `tls`: none (default), 1.3, 1.2, both as text.
 */
export const handshakeRttCost: Generator<{ until: 'response' | 'request'; tls: 'none' | '1.3' | '1.2' }> = {
  readParams(params) {
    onlyParams(params, ['until', 'tls'])
    return {
      until: oneOf(params, 'until', ['response', 'request']),
      tls: oneOf(params, 'tls', ['none', '1.3', '1.2']),
    }
  },

  make(random, { until, tls }) {
    const rtt = wholeNumber(random, 4, 90) * 2
    const forTls = { none: 0, '1.3': 1, '1.2': 2 }[tls]
    const forResponse = until === 'response' ? 1 : 0
    const trips = 1 + forTls + forResponse
    const answer = trips * rtt
    const parts = [
      '1 for TCP: SYN out, SYN-ACK back; the third segment travels with what follows',
      ...(forTls ? [`${forTls} for TLS ${tls}`] : []),
      ...(forResponse ? ['1 for the request out and the first byte of the response back'] : []),
    ]

    return {
      given: [
        { name: 'round trip', value: `${rtt} ms` },
        { name: 'TLS', value: tls === 'none' ? 'none' : tls },
        {
          name: 'clock stops when',
          value: until === 'response' ? 'the first byte of the response arrives' : 'the request leaves',
        },
      ],
      answer,
      unit: 'ms',
      working: [`Round trips: ${parts.join('; ')}.`, `${trips} × ${rtt} ms = ${answer} ms`],
      wrong: [
        {
          number: answer + rtt / 2,
          misconception: 'The client waits one and a half round trips for a TCP handshake',
          why: 'The client may send as soon as the SYN-ACK is there, after one. The last half is the server’s wait.',
        },
        {
          number: answer - rtt,
          misconception: 'A handshake costs no time of its own',
          why: 'One round trip is missing from the sum.',
        },
        {
          number: (1 + forResponse) * rtt,
          misconception: 'TLS travels inside the TCP handshake',
          why: 'TLS begins when the connection is open, and adds its own round trips.',
        },
        {
          number: answer - rtt / 2,
          misconception: 'A round trip ends when the other side has it',
          why: 'The clock is the client’s: each exchange counts there and back.',
        },
        {
          number: answer + rtt,
          misconception: 'Each of the three segments costs a round trip of its own',
          why: 'SYN and SYN-ACK are one round trip together, and the ACK does not wait for an answer.',
        },
      ],
    }
  },
}
