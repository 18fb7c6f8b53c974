import { formatIpv6, type Ipv6, readIpv6 } from '../../net/addr/ipv6'
import { expandIpv6 } from '../../net/subnet/facts'
import { type Random, wholeNumber } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge, type KnownWrong } from './judge'

export type ShortenQuestion = DrillQuestion & { readonly address: bigint }

/** A full IPv6 address is to be written as RFC 5952 wants it. */
export const shortenDrill: Drill<ShortenQuestion> = {
  name: 'subnet/ipv6',
  title: 'Shorten IPv6',

  ask(random) {
    const groups = [0x2001, 0xdb8, ...Array.from({ length: 6 }, () => group(random))]
    const address = groups.reduce((value, each) => (value << 16n) | BigInt(each), 0n)
    return {
      prompt: `Write \`${expandIpv6(address)}\` in its shortest right form.`,
      fields: [{ name: 'short', label: 'Short form', kind: 'text' }],
      working: [
        `Drop the zeros at the start of each group: \`${groups.map((each) => each.toString(16)).join(':')}\`.`,
        'Put `::` in place of the longest run of groups that are zero, the first of two that are equally long. A single group of zero stays `0`.',
        `\`${formatIpv6(address as Ipv6)}\``,
      ],
      address,
    }
  },

  check({ fields, address }, answers) {
    const written = (answers.short ?? '').trim()
    const answer = formatIpv6(address as Ipv6)
    const why =
      'Zeros at the start of a group go, the longest run of zero groups becomes `::`, letters are small (RFC 5952).'
    const verdict = judge(fields[0], written, { answer, why, wrong: wrongFor(written, address) })
    // judge does not tell capitals from small letters, which RFC 5952 does
    if (verdict.right && written !== written.toLowerCase())
      return [
        {
          ...verdict,
          right: false,
          why: 'The letters are small (RFC 5952, section 4.3).',
          misconception: 'Capital letters in the short form',
        },
      ]
    return [verdict]
  },
}

function group(random: Random): number {
  const kind = random()
  if (kind < 0.55) return 0
  return kind < 0.75 ? wholeNumber(random, 1, 15) : wholeNumber(random, 16, 0xffff)
}

/** What was written, if it is an address at all, and why it is not the form that was asked for. */
function wrongFor(written: string, address: bigint): KnownWrong[] {
  const read = readIpv6(written)
  if (!read.ok) {
    const twice = written.split('::').length > 2
    return [
      {
        answer: written,
        misconception: twice ? 'Two runs of zeros are both shortened' : 'The short form is not an address',
        why: twice
          ? 'With two `::` nobody could tell how many groups each stands for.'
          : `This is not an IPv6 address: ${read.error}.`,
      },
    ]
  }
  if (read.value !== address)
    return [
      {
        answer: written,
        misconception: 'Zeros inside a group are dropped',
        why: `That is another address, ${expandIpv6(read.value)}. Only zeros at the start of a group may go.`,
      },
    ]
  const groups = written.split(':')
  if (groups.some((each) => each.length > 1 && each.startsWith('0')))
    return [
      {
        answer: written,
        misconception: 'Leading zeros of a group are kept',
        why: 'The same address, but a group has no zeros at its start (RFC 5952, section 4.1).',
      },
    ]
  return [
    {
      answer: written,
      misconception: 'The wrong run of zeros is shortened',
      why: 'The same address, but `::` stands for the longest run of at least two zero groups, the first of equals (RFC 5952, section 4.2).',
    },
  ]
}
