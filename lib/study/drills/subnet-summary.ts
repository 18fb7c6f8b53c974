import type { Ipv4 } from '../../net/addr/ipv4'
import { formatPrefix, type Prefix4, prefix4 } from '../../net/addr/prefix'
import { rangeOf } from '../../net/subnet/range'
import { summarise } from '../../net/subnet/summarise'
import { pick, wholeNumber } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge } from './judge'

export type SummaryQuestion = DrillQuestion & { readonly blocks: readonly Prefix4[] }

/** The smallest single block that holds several neighbours, as a router announces it. */
export const summaryDrill: Drill<SummaryQuestion> = {
  name: 'subnet/summary',
  title: 'Sum up routes',

  ask(random) {
    const bits = pick(random, [22, 23, 24, 24, 26] as const)
    const size = 2 ** (32 - bits)
    const count = wholeNumber(random, 2, 6)
    const start = 0x0a000000 + wholeNumber(random, 0, 2 ** 14) * size
    const blocks = Array.from({ length: count }, (_, index) => prefix4((start + index * size) as Ipv4, bits))
    const summary = summaryOf(blocks)
    const first = blocks[0].network.toString(2).padStart(32, '0')
    const last = blocks[count - 1].network.toString(2).padStart(32, '0')
    const octet = Math.min(Math.floor(summary.bits / 8), 3)
    return {
      prompt:
        'A router has these routes through one neighbour. What is the smallest single block that holds them all?',
      table: { caption: 'Routes', columns: ['Block'], rows: blocks.map((block) => [formatPrefix(block)]) },
      fields: [{ name: 'summary', label: 'Block', kind: 'text', hint: 'network and length' }],
      working: [
        `Compare the first and the last in octet ${octet + 1}: \`${first.slice(octet * 8, octet * 8 + 8)}\` and \`${last.slice(octet * 8, octet * 8 + 8)}\`.`,
        `They agree in the first ${summary.bits} bits of the address, so the block is \`${formatPrefix(summary)}\`.`,
      ],
      blocks,
    }
  },

  check({ fields, blocks }, answers) {
    const summary = summaryOf(blocks)
    const why = `The first ${summary.bits} bits are the same in all of them, and bit ${summary.bits + 1} is not: ${formatPrefix(summary)}.`
    const longer = prefix4(blocks[0].network, summary.bits + 1)
    const shorter = prefix4(summary.network, Math.max(summary.bits - 1, 0))
    return [
      judge(fields[0], answers.summary ?? '', {
        answer: formatPrefix(summary),
        why,
        wrong: [
          {
            answer: formatPrefix(longer),
            misconception: 'A block is thought to start anywhere',
            why: `${formatPrefix(longer)} leaves some of them out. ${why}`,
          },
          {
            answer: `${formatPrefix(blocks[0]).split('/')[0]}/${summary.bits}`,
            misconception: 'A block is thought to start anywhere',
            why: `A /${summary.bits} starts only at multiples of its size. ${why}`,
          },
          {
            answer: formatPrefix(shorter),
            misconception: 'A block twice as large as needed',
            why: `It holds twice as many addresses as ${formatPrefix(summary)}, which is enough.`,
          },
        ],
      }),
    ]
  },
}

function summaryOf(blocks: readonly Prefix4[]): Prefix4 {
  const prefix = summarise(blocks.map(rangeOf))?.prefix
  if (prefix?.family !== 4) throw new Error(`subnet/summary: no block holds them all`)
  return prefix
}
