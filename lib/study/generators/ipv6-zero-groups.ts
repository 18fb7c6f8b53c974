import { formatIpv6, type Ipv6 } from '../../net/addr/ipv6'
import { type Random, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** For how many groups `::` stands in an address (RFC 4291 section 2.2). No params. */
export const ipv6ZeroGroups: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const before = wholeNumber(random, 2, 4)
    const after = wholeNumber(random, 1, 2)
    const hidden = 8 - before - after
    const groups = [0x2001, 0xdb8, ...someGroups(random, before - 2), ...Array(hidden).fill(0)]
    const address = formatIpv6(join([...groups, ...someGroups(random, after)]))
    const shown = before + after
    return {
      given: [{ name: 'address', value: `\`${address}\`` }],
      answer: hidden,
      unit: 'groups',
      working: [
        `${before} groups before and ${after} after :: are written: ${shown}`,
        `8 − ${shown} = ${hidden}`,
      ],
      wrong: [
        {
          number: 1,
          misconception: ':: stands for one group',
          why: 'It stands for as many as are missing from eight.',
        },
        {
          number: 2,
          misconception: 'Each colon of :: is a group',
          why: 'The sign stands for all that is missing.',
        },
        {
          number: shown,
          misconception: 'The written groups are the answer',
          why: 'They are what is there. Count what is missing from eight.',
        },
        {
          number: hidden - 1,
          misconception: 'An address has seven groups',
          why: 'It has seven colons when nothing is left out, and eight groups.',
        },
        {
          number: hidden + 1,
          misconception: 'A group is counted on one side only',
          why: 'Count the groups on both sides of ::.',
        },
      ],
    }
  },
}

/** None of them is zero. */
function someGroups(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => wholeNumber(random, 1, 0xffff))
}

function join(groups: readonly number[]): Ipv6 {
  return groups.reduce((address, group) => (address << 16n) | BigInt(group), 0n) as Ipv6
}
