import { ETHERNET_HEADER } from '../../net/wire/ethernet'
import { FRAME_CHECK_SEQUENCE } from '../../net/wire/ethernet-signal'
import { IPV4_HEADER } from '../../net/wire/ipv4'
import { IPV6_HEADER } from '../../net/wire/ipv6'
import { TCP_HEADER } from '../../net/wire/tcp'
import { UDP_HEADER } from '../../net/wire/udp'
import { pick, wholeNumber } from '../seeded-random'
import { type Generator, oneOf, onlyParams } from './generated'

/** Timestamps and two bytes of filling, as nearly every TCP segment carries them. */
const TIMESTAMPS = 12

/**
 * How long the frame is that carries a payload. Ethernet 14 bytes (IEEE 802.3) and 4 of check sequence where asked for, IPv4 20
 * (RFC 791), IPv6 40 (RFC 8200), TCP 20 and 12 for timestamps (RFC 9293, RFC 7323), UDP 8 (RFC 768). Params: `where`: capture
 * (default, without check sequence) or wire (with it); `over`: ipv4 (default), ipv6, either.
 */
export const frameLength: Generator<{ where: 'capture' | 'wire'; over: 'ipv4' | 'ipv6' | 'either' }> = {
  readParams(params) {
    onlyParams(params, ['where', 'over'])
    return {
      where: oneOf(params, 'where', ['capture', 'wire']),
      over: oneOf(params, 'over', ['ipv4', 'ipv6', 'either']),
    }
  },

  make(random, { where, over }) {
    const ip = over === 'either' ? pick(random, ['ipv4', 'ipv6'] as const) : over
    const transport = pick(random, ['tcp', 'tcp-timestamps', 'udp'] as const)
    const payload = wholeNumber(random, 60, 1200)
    const ipHeader = ip === 'ipv4' ? IPV4_HEADER : IPV6_HEADER
    const transportHeader = { tcp: TCP_HEADER, 'tcp-timestamps': TCP_HEADER + TIMESTAMPS, udp: UDP_HEADER }[
      transport
    ]
    const trailer = where === 'wire' ? FRAME_CHECK_SEQUENCE : 0
    const packet = payload + transportHeader + ipHeader
    const answer = packet + ETHERNET_HEADER + trailer

    return {
      given: [
        { name: 'data from the program', value: `${payload} bytes` },
        { name: 'layer 4', value: transportName(transport) },
        { name: 'layer 3', value: `${ip === 'ipv4' ? 'IPv4 without options' : 'IPv6'}, ${ipHeader} bytes` },
        {
          name: 'layer 2',
          value: `Ethernet, ${ETHERNET_HEADER} bytes${trailer ? ` in front and ${trailer} behind` : ''}`,
        },
      ],
      answer,
      unit: 'bytes',
      working: [
        `Segment or datagram: ${payload} + ${transportHeader} = ${payload + transportHeader}`,
        `Packet: ${payload + transportHeader} + ${ipHeader} = ${packet}`,
        `Frame: ${packet} + ${ETHERNET_HEADER}${trailer ? ` + ${trailer}` : ''} = ${answer} bytes`,
      ],
      wrong: [
        {
          number: packet,
          misconception: 'The packet is the frame',
          why: 'That is the length of the packet. Layer 2 adds its own bytes.',
        },
        {
          number: payload + ETHERNET_HEADER + trailer,
          misconception: 'Only the outermost header is on the wire',
          why: 'Each header lies inside the next one. All of them travel.',
        },
        {
          number: payload,
          misconception: 'Headers are not counted',
          why: 'Headers are bytes like any others, and every layer below carries them.',
        },
        {
          number: packet + ETHERNET_HEADER + (trailer ? 0 : FRAME_CHECK_SEQUENCE),
          misconception: trailer ? 'Ethernet adds nothing behind' : 'A capture holds the check sequence',
          why: trailer
            ? 'The check sequence takes 4 bytes behind the payload.'
            : 'The card takes the check sequence off before the capture sees the frame.',
        },
        {
          number: packet + 2 * ETHERNET_HEADER,
          misconception: 'Ethernet has a header in front and one behind',
          why: 'In front are 14 bytes. Behind is a check sequence of 4 bytes at most.',
        },
      ],
    }
  },
}

function transportName(transport: 'tcp' | 'tcp-timestamps' | 'udp'): string {
  switch (transport) {
    case 'tcp':
      return `TCP without options, ${TCP_HEADER} bytes`
    case 'tcp-timestamps':
      return `TCP, ${TCP_HEADER} bytes, and ${TIMESTAMPS} of options`
    case 'udp':
      return `UDP, ${UDP_HEADER} bytes`
  }
}
