import { formatIpv4, type Ipv4 } from '../../net/addr/ipv4'
import { prefix4 } from '../../net/addr/prefix'
import { wholeNumber } from '../seeded-random'
import { type Generator, oneOf, onlyParams } from './generated'

/**
 * One octet of a network address: the one in which the split falls. Param `octet`: 4 (default) or 3.
 */
export const subnetNetworkOctet: Generator<{ octet: 3 | 4 }> = {
  readParams(params) {
    onlyParams(params, ['octet'])
    return { octet: oneOf(params, 'octet', [4, 3]) }
  },

  make(random, { octet }) {
    const ones = wholeNumber(random, 1, 6)
    const bits = (octet - 1) * 8 + ones
    const block = 2 ** (8 - ones)
    // not at the start of a block, where there is nothing to work out
    const start = wholeNumber(random, 1, 2 ** ones - 1) * block
    const value = start + wholeNumber(random, 1, block - 2)
    const [second, other] = [wholeNumber(random, 0, 255), wholeNumber(random, 1, 254)]
    const octets = octet === 4 ? [10, second, other, value] : [10, second, value, other]
    const address = octets.reduce((sum, each) => sum * 256 + each, 0) as Ipv4
    const answer = (prefix4(address, bits).network >>> (8 * (4 - octet))) & 255
    return {
      given: [
        { name: 'host', value: `${formatIpv4(address)}/${bits}` },
        { name: 'asked for', value: `octet ${octet} of its network address` },
      ],
      answer,
      working: [
        `${bits} − ${bits - ones} = ${ones}: octet ${octet} of the mask begins with ${ones === 1 ? 'one one' : `${ones} ones`}, so it is ${256 - block}.`,
        `Block size: 256 − ${256 - block} = ${block}.`,
        `The last multiple of ${block} not above ${value}: ${answer / block} × ${block} = ${answer}.`,
      ],
      wrong: [
        {
          number: value,
          misconception: 'The address itself is taken for its network',
          why: `The last ${8 - ones} bits of the octet belong to the host and become zero.`,
        },
        {
          number: 0,
          misconception: 'The split is taken to lie between two octets',
          why: `Only ${8 - ones} bits of this octet are cleared, not all eight.`,
        },
        {
          number: answer + block,
          misconception: 'The next block is taken for the own one',
          why: `${answer + block} is where the next block starts. It is above ${value}.`,
        },
        {
          number: 256 - block,
          misconception: 'The mask is taken for the network',
          why: 'That is the octet of the mask. It says which bits to keep.',
        },
        {
          number: answer + block - 1,
          misconception: 'Network and broadcast address are mixed up',
          why: 'That is the last number of the block. The network is its first.',
        },
      ],
    }
  },
}
