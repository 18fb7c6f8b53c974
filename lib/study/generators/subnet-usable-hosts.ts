import { formatIpv4, type Ipv4 } from '../../net/addr/ipv4'
import { maskOfBits, prefix4 } from '../../net/addr/prefix'
import { usableOf } from '../../net/subnet/plan'
import { superscript } from '../../net/subnet/working'
import { wholeNumber } from '../seeded-random'
import { type Generator, oneOf, onlyParams } from './generated'

/**
 * How many addresses of a block hosts can have (RFC 4632; a /31 by RFC 3021). Param `given`: prefix (default) or mask, the form
 * in which the size is told.
 */
export const subnetUsableHosts: Generator<{ given: 'prefix' | 'mask' }> = {
  readParams(params) {
    onlyParams(params, ['given'])
    return { given: oneOf(params, 'given', ['prefix', 'mask']) }
  },

  make(random, { given }) {
    const bits = wholeNumber(random, 18, 30)
    const total = 2 ** (32 - bits)
    const answer = Number(usableOf(prefix4(0 as Ipv4, bits)))
    const mask = formatIpv4(maskOfBits(bits))
    return {
      given: [given === 'prefix' ? { name: 'prefix', value: `/${bits}` } : { name: 'mask', value: mask }],
      answer,
      unit: 'addresses',
      working: [
        ...(given === 'mask' ? [`${mask} begins with ${bits} ones: a /${bits}.`] : []),
        `32 − ${bits} = ${32 - bits} host bits: 2${superscript(32 - bits)} = ${total} addresses.`,
        `Less network and broadcast: ${total} − 2 = ${answer}.`,
      ],
      wrong: [
        {
          number: total,
          misconception: 'Network and broadcast address are counted as hosts',
          why: 'The first address names the network, and the last one is its broadcast address.',
        },
        {
          number: total - 1,
          misconception: 'Only one address of a block is lost',
          why: 'Two are: the one with all host bits zero and the one with all of them one.',
        },
        {
          number: 2 ** (33 - bits) - 2,
          misconception: 'One host bit too many is counted',
          why: `There are ${32 - bits} host bits, not ${33 - bits}.`,
        },
        {
          number: 2 * (32 - bits),
          misconception: 'Host bits are doubled instead of raised',
          why: 'Each bit doubles the number of addresses, so it is a power of two.',
        },
      ],
    }
  },
}
