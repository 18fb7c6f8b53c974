import { formatIpv4, type Ipv4 } from '../../net/addr/ipv4'
import { lastAddress4, maskOfBits, prefix4 } from '../../net/addr/prefix'
import { workingOf4 } from '../../net/subnet/working'
import { pick, type Random, wholeNumber } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge } from './judge'

export type EndsQuestion = DrillQuestion & { readonly address: Ipv4; readonly bits: number }

/** Network and broadcast address of a host's block. */
export const endsDrill: Drill<EndsQuestion> = {
  name: 'subnet/ends',
  title: 'Network and broadcast',

  ask(random) {
    const bits = wholeNumber(random, 9, 30)
    const address = privateAddress(random, bits)
    const prefix = prefix4(address, bits)
    return {
      prompt: `A host is \`${formatIpv4(address)}/${bits}\`. What are the network and the broadcast address of its block?`,
      fields: [
        { name: 'network', label: 'Network', kind: 'text' },
        { name: 'broadcast', label: 'Broadcast', kind: 'text' },
      ],
      working: workingOf4({ family: 4, value: BigInt(address) }, prefix).map(
        ({ text, sum }) => `${text} \`${sum}\``,
      ),
      address,
      bits,
    }
  },

  check({ fields, address, bits }, answers) {
    const prefix = prefix4(address, bits)
    const network = formatIpv4(prefix.network)
    const broadcast = formatIpv4(lastAddress4(prefix))
    const octets = Math.floor(bits / 8) * 8
    const byOctet = prefix4(address, octets)
    const next = prefix.network + 2 ** (32 - bits)
    const size = `The block size is 2^${32 - bits} = ${2 ** (32 - bits)} addresses.`
    return [
      judge(fields[0], answers.network ?? '', {
        answer: network,
        also: [`${network}/${bits}`],
        why: `Clear the ${32 - bits} host bits: ${network}.`,
        wrong: [
          {
            answer: formatIpv4(byOctet.network),
            misconception: 'The split is taken to lie between two octets',
            why: `/${bits} ends within an octet: only its last bits are cleared.`,
          },
          {
            answer: formatIpv4(address),
            misconception: 'The address itself is taken for its network',
            why: 'A network address has zeros in all host bits.',
          },
          {
            answer: formatIpv4(maskOfBits(bits)),
            misconception: 'The mask is taken for the network',
            why: 'The mask says which bits to keep. The network is what is left of the address.',
          },
        ],
      }),
      judge(fields[1], answers.broadcast ?? '', {
        answer: broadcast,
        why: `Set the ${32 - bits} host bits: ${broadcast}. ${size}`,
        wrong: [
          {
            answer: formatIpv4(next),
            misconception: 'The next network is taken for the broadcast address',
            why: 'The broadcast address is one below the next network.',
          },
          {
            answer: formatIpv4(lastAddress4(byOctet)),
            misconception: 'The split is taken to lie between two octets',
            why: `/${bits} ends within an octet: only its last bits are set.`,
          },
          {
            answer: formatIpv4(lastAddress4(prefix) - 1),
            misconception: 'The last host is taken for the broadcast address',
            why: 'The last host is one below it.',
          },
        ],
      }),
    ]
  },
}

/** An address of RFC 1918 that is neither the network nor the broadcast address of its block. */
export function privateAddress(random: Random, bits: number): Ipv4 {
  const base =
    bits >= 16
      ? pick(random, [
          [0x0a000000, 8],
          [0xac100000, 12],
          [0xc0a80000, 16],
        ] as const)
      : ([0x0a000000, 8] as const)
  const space = 2 ** (32 - base[1])
  const blockSize = 2 ** (32 - bits)
  const block = wholeNumber(random, 0, space / blockSize - 1)
  return (base[0] + block * blockSize + wholeNumber(random, 1, blockSize - 2)) as Ipv4
}
