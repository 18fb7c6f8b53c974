import { formatIpv4 } from '../../net/addr/ipv4'
import { maskOfBits } from '../../net/addr/prefix'
import { pick, type Random, wholeNumber } from '../seeded-random'
import type { Drill, DrillField, DrillQuestion } from './drill'
import { judge, type KnownWrong } from './judge'

type Answer = {
  readonly answer: string
  readonly also?: readonly string[]
  readonly why: string
  readonly wrong: readonly KnownWrong[]
}
export type MaskQuestion = DrillQuestion & { readonly right: Readonly<Record<string, Answer>> }

const PREFIX: DrillField = { name: 'prefix', label: 'Prefix length', kind: 'text', hint: 'such as /24' }
const MASK: DrillField = { name: 'mask', label: 'Mask', kind: 'text', hint: 'four numbers with dots' }
const HOSTS: DrillField = { name: 'hosts', label: 'Usable addresses', kind: 'text', numeric: true }

/** A mask, a prefix length or a number of hosts is given, and what belongs to it is asked for (RFC 4632; /31 by RFC 3021). */
export const maskDrill: Drill<MaskQuestion> = {
  name: 'subnet/masks',
  title: 'Masks and hosts',

  ask(random) {
    const bits = wholeNumber(random, 8, 31)
    const mask = formatIpv4(maskOfBits(bits))
    const kind = pick(random, ['from-prefix', 'from-mask', 'from-hosts'] as const)
    if (kind === 'from-hosts') return fromHosts(random, bits)
    const asked = kind === 'from-prefix' ? [MASK, HOSTS] : [PREFIX, HOSTS]
    return {
      prompt: kind === 'from-prefix' ? `A network is a \`/${bits}\`.` : `A network has the mask \`${mask}\`.`,
      fields: asked,
      working: [...maskWorking(bits), hostWorking(bits)],
      right: { prefix: prefixAnswer(bits), mask: maskAnswer(bits), hosts: hostsAnswer(bits) },
    }
  },

  check: ({ fields, right }, answers) =>
    fields.map((field) => judge(field, answers[field.name] ?? '', right[field.name])),
}

function fromHosts(random: Random, bits: number): MaskQuestion {
  const length = Math.min(bits, 29)
  const most = usable(length)
  const hosts = wholeNumber(random, usable(length + 1) + 1, most)
  return {
    prompt: `A network has to hold **${hosts}** hosts. What is the longest prefix that is enough, and its mask?`,
    fields: [PREFIX, MASK],
    working: [
      `Network and broadcast come on top: ${hosts} + 2 = ${hosts + 2} addresses.`,
      `The next power of two is 2^${32 - length} = ${2 ** (32 - length)}, so ${32 - length} bits are left for hosts.`,
      `32 − ${32 - length} = ${length}, and the mask is ${formatIpv4(maskOfBits(length))}.`,
    ],
    right: {
      prefix: {
        ...prefixAnswer(length),
        wrong: [
          {
            answer: `/${length + 1}`,
            misconception: 'Network and broadcast address are forgotten',
            why: `A /${length + 1} has ${2 ** (31 - length)} addresses, of which ${usable(length + 1)} are for hosts.`,
          },
          {
            answer: `/${length - 1}`,
            misconception: 'A block twice as large as needed',
            why: `A /${length} already has ${most} usable addresses.`,
          },
        ],
      },
      mask: maskAnswer(length),
    },
  }
}

function usable(bits: number): number {
  return bits > 30 ? 2 ** (32 - bits) : 2 ** (32 - bits) - 2
}

function prefixAnswer(bits: number): Answer {
  return {
    answer: `/${bits}`,
    also: [String(bits)],
    why: `The mask begins with ${bits} ones.`,
    wrong: [
      {
        answer: `/${32 - bits}`,
        misconception: 'Host bits counted instead of network bits',
        why: 'The prefix length counts the ones of the mask, from the left.',
      },
      {
        answer: String(32 - bits),
        misconception: 'Host bits counted instead of network bits',
        why: 'The prefix length counts the ones of the mask, from the left.',
      },
    ],
  }
}

function maskAnswer(bits: number): Answer {
  return {
    answer: formatIpv4(maskOfBits(bits)),
    why: `${bits} ones from the left, then zeros: ${formatIpv4(maskOfBits(bits))}.`,
    wrong: [
      {
        answer: formatIpv4(~maskOfBits(bits) >>> 0),
        misconception: 'Mask and wildcard mask are mixed up',
        why: 'That is the wildcard mask, with ones where the host bits are. The mask has ones where the network bits are.',
      },
    ],
  }
}

function hostsAnswer(bits: number): Answer {
  const total = 2 ** (32 - bits)
  const why =
    bits === 31
      ? 'On a /31 both addresses are for hosts (RFC 3021).'
      : `2^${32 - bits} − 2 = ${total - 2}: network and broadcast are not for hosts.`
  return {
    answer: String(usable(bits)),
    why,
    wrong: [
      { answer: String(total), misconception: 'Network and broadcast address are counted as hosts', why },
      { answer: String(total - 2), misconception: 'A /31 has no usable address', why },
      { answer: String(total - 1), misconception: 'Only one address of a block is lost', why },
    ],
  }
}

function maskWorking(bits: number): string[] {
  const octet = Math.floor(bits / 8)
  const ones = bits % 8
  if (ones === 0) return [`${bits} ÷ 8 = ${octet}: so many octets are 255, the others 0.`]
  const value = 256 - 2 ** (8 - ones)
  return [
    `${bits} − ${octet * 8} = ${ones}: octet ${octet + 1} of the mask begins with ${ones === 1 ? 'a one' : `${ones} ones`}, \`${value.toString(2)}\` = ${value}.`,
    `The mask is ${formatIpv4(maskOfBits(bits))}.`,
  ]
}

function hostWorking(bits: number): string {
  if (bits === 31) return '32 − 31 = 1 host bit: 2 addresses, and both are usable (RFC 3021).'
  return `32 − ${bits} = ${32 - bits} host bits: 2^${32 - bits} = ${2 ** (32 - bits)} addresses, less network and broadcast: ${usable(bits)}.`
}
