import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const UDP_HEADER = 8

/** Data in a UDP datagram from a length field of UDP (RFC 768), IPv4 (RFC 791) or IPv6 (RFC 8200). No params. */
export const udpDataLength: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const answer = wholeNumber(random, 20, 1400)
    const kind = pick(random, ['udp', 'ipv4', 'ipv6'] as const)
    const off = { udp: UDP_HEADER, ipv4: 20 + UDP_HEADER, ipv6: UDP_HEADER }[kind]
    const length = answer + off
    const name = { udp: 'UDP length', ipv4: 'IPv4 total length', ipv6: 'IPv6 payload length' }[kind]
    const why = {
      udp: 'UDP’s length counts its own 8 bytes and the data.',
      ipv4: 'IPv4’s total length counts 20 bytes of IPv4 without options, 8 of UDP, and the data.',
      ipv6: 'IPv6’s payload length leaves its own header out: it counts 8 bytes of UDP and the data.',
    }[kind]
    return {
      given: [
        { name, value: `${length} bytes` },
        { name: 'IP options or extension headers', value: 'none' },
      ],
      answer,
      unit: 'bytes',
      working: [why, `${length} − ${off} = ${answer} bytes`],
      wrong: [
        {
          number: length,
          misconception: 'A length field counts only what follows it',
          why: 'It counts at least the UDP header as well.',
        },
        {
          number: length - 20,
          misconception: 'The UDP header has 20 bytes, or the IP header is all there is',
          why: '20 bytes are an IPv4 header. UDP’s has 8.',
        },
        {
          number: length - 28,
          misconception: 'Every length field counts the IP header',
          why: 'Only IPv4’s total length does.',
        },
        {
          number: length - 8,
          misconception: 'IPv4’s total length leaves its own header out',
          why: 'It counts its own 20 bytes as well. IPv6’s payload length does not.',
        },
      ],
    }
  },
}
