import { formatIpv4, type Ipv4 } from '../../net/addr/ipv4'
import { covers4, formatPrefix, lastAddress4, prefix4 } from '../../net/addr/prefix'
import { pick, wholeNumber } from '../seeded-random'
import { type Generator, oneOf, onlyParams } from './generated'

/**
 * The last number of the address that an ARP request asks for: the destination on the own network, else the gateway
 * (RFC 1122, section 3.3.1.1). Params: `where`: either (default), near, far.
 */
export const arpRequestTarget: Generator<{ where: 'either' | 'near' | 'far' }> = {
  readParams(params) {
    onlyParams(params, ['where'])
    return { where: oneOf(params, 'where', ['either', 'near', 'far']) }
  },

  make(random, { where }) {
    const far = where === 'far' || (where === 'either' && wholeNumber(random, 0, 1) === 1)
    const bits = pick(random, [24, 25, 26])
    const net = prefix4(address(192, 168, wholeNumber(random, 0, 255), wholeNumber(random, 0, 255)), bits)
    const last = lastAddress4(net)
    const gateway = (net.network + 1) as Ipv4
    const own = (net.network + wholeNumber(random, 2, 20)) as Ipv4
    const near = (net.network + wholeNumber(random, 21, last - net.network - 1)) as Ipv4
    const other = address(198, 51, 100, wholeNumber(random, 2, 254))
    const to = far ? other : near
    const target = covers4(net, to) ? to : gateway
    const answer = target & 255

    return {
      given: [
        { name: 'sender', value: `\`${formatIpv4(own)}/${bits}\`` },
        { name: 'default gateway', value: `\`${formatIpv4(gateway)}\`` },
        { name: 'destination', value: `\`${formatIpv4(to)}\`` },
        { name: 'ARP cache', value: 'empty' },
      ],
      answer,
      working: [
        `The sender’s network is ${formatPrefix(net)}: ${formatIpv4(net.network)} to ${formatIpv4(last)}.`,
        `${formatIpv4(to)} is ${far ? 'outside: the next hop is the gateway' : 'inside: the next hop is the destination itself'}.`,
        `The request asks for ${formatIpv4(target)}: last number = ${answer}`,
      ],
      wrong: [
        {
          number: to & 255,
          misconception: 'ARP asks for the destination, wherever it is',
          why: 'A broadcast ends at the router. For another network, the sender needs the MAC address of its gateway.',
        },
        {
          number: gateway & 255,
          misconception: 'Everything goes by the gateway',
          why: 'A destination on the own network is reached directly; the gateway has no part in it.',
        },
        {
          number: own & 255,
          misconception: 'The request asks for the sender',
          why: 'The sender’s address stands in the request too, so that the answer finds its way, but it is not what is asked.',
        },
        {
          number: 255,
          misconception: 'The request asks for the broadcast address',
          why: 'The frame goes to the broadcast MAC address. The question inside names one IP address.',
        },
      ],
    }
  },
}

function address(a: number, b: number, c: number, d: number): Ipv4 {
  return (((a * 256 + b) * 256 + c) * 256 + d) as Ipv4
}
