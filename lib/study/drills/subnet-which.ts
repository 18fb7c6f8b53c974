import { formatIpv4, type Ipv4 } from '../../net/addr/ipv4'
import { formatPrefix, type Prefix4, prefix4 } from '../../net/addr/prefix'
import { isMember } from '../../net/subnet/membership'
import { shuffle, wholeNumber } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge } from './judge'
import { privateAddress } from './subnet-ends'

export type WhichQuestion = DrillQuestion & { readonly address: Ipv4; readonly blocks: readonly Prefix4[] }

/** Which of four blocks holds an address; each of the others is a neighbour, or of the wrong length. */
export const whichDrill: Drill<WhichQuestion> = {
  name: 'subnet/which',
  title: 'Which subnet',

  ask(random) {
    const bits = wholeNumber(random, 18, 29)
    const address = privateAddress(random, bits)
    const own = prefix4(address, bits)
    const size = 2 ** (32 - bits)
    const near = [own.network - size, own.network + size, own.network - 2 * size, own.network + 2 * size]
      .filter((network) => network >= 0x0a000000)
      .map((network) => prefix4(network as Ipv4, bits))
    // one that starts at the same octet, but ends before the address
    const short = [bits + 2, bits + 1]
      .map((length) => prefix4(own.network, length))
      .find((prefix) => !isMember({ family: 4, value: BigInt(address) }, prefix)?.inside)
    const others = [...(short ? [short] : []), ...shuffle(random, near)].slice(0, 3)
    const blocks = shuffle(random, [own, ...others])
    return {
      prompt: `Which of these blocks holds \`${formatIpv4(address)}\`?`,
      fields: [{ name: 'block', label: 'Block', kind: 'choice', options: blocks.map(formatPrefix) }],
      working: blocks.map((block) => `\`${formatPrefix(block)}\`: ${range(block)}`),
      address,
      blocks,
    }
  },

  check({ fields, address, blocks }, answers) {
    const value = { family: 4 as const, value: BigInt(address) }
    const own = blocks.find((block) => isMember(value, block)?.inside)
    if (!own) throw new Error('subnet/which: no block holds the address')
    const chosen = blocks.find((block) => formatPrefix(block) === answers.block)
    const why = `${formatPrefix(own)} runs ${range(own)}.`
    const wrong = blocks
      .filter((block) => block !== own)
      .map((block) => ({
        answer: formatPrefix(block),
        misconception:
          block.bits === own.bits
            ? 'The block beside the right one'
            : 'The start of a block is looked at, not its end',
        why: `${formatPrefix(block)} runs ${range(block)}.${chosen === block ? ` ${why}` : ''}`,
      }))
    return [judge(fields[0], answers.block ?? '', { answer: formatPrefix(own), why, wrong })]
  },
}

function range({ network, bits }: Prefix4): string {
  return `from ${formatIpv4(network)} to ${formatIpv4(network + 2 ** (32 - bits) - 1)}`
}
