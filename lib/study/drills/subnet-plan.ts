import type { Ipv4 } from '../../net/addr/ipv4'
import { formatPrefix, prefix4 } from '../../net/addr/prefix'
import { type Need, planSubnets } from '../../net/subnet/plan'
import { pick, type Random, shuffle, wholeNumber } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge } from './judge'

export type PlanQuestion = DrillQuestion & {
  readonly answers: readonly { readonly name: string; readonly prefix: string; readonly why: string }[]
}

const NAMES = ['Office', 'Guests', 'Servers', 'Cameras', 'Voice', 'Lab'] as const

/** A plan of subnets by hand: the largest first, from the start of the block. */
export const planDrill: Drill<PlanQuestion> = {
  name: 'subnet/plan',
  title: 'Plan subnets',

  ask(random) {
    const { base, needs } = planThatFits(random)
    const plan = planSubnets(base, needs)
    if (!plan.fits) throw new Error(`subnet/plan: ${plan.why}`)
    return {
      prompt: `Cut \`${formatPrefix(base)}\` into the smallest blocks that hold these hosts: the largest network first, from the start of the block.`,
      table: {
        caption: 'What is needed',
        columns: ['Network', 'Hosts'],
        rows: needs.map((need) => [need.name, 'hosts' in need ? String(need.hosts) : '']),
      },
      fields: plan.placed.map(({ need }) => ({
        name: need.name,
        label: need.name,
        kind: 'text',
        hint: 'network and length',
      })),
      working: [
        ...plan.placed.map(({ need, prefix }) => {
          const hosts = 'hosts' in need ? need.hosts : 0n
          return `${need.name}: ${hosts} + 2 = ${hosts + 2n}, next power of two 2^${32 - prefix.bits}, so a /${prefix.bits}: \`${formatPrefix(prefix)}\`.`
        }),
        'Each block starts where the one before ends.',
      ],
      answers: plan.placed.map(({ need, prefix }) => ({
        name: need.name,
        prefix: formatPrefix(prefix),
        why: `${need.name} takes a /${prefix.bits}, which starts where the larger ones end: ${formatPrefix(prefix)}.`,
      })),
    }
  },

  check: ({ fields, answers: right }, answers) =>
    right.map(({ name, prefix, why }, index) => {
      const [network, bits] = prefix.split('/')
      const known = [Number(bits) - 1, Number(bits) + 1].map((length) => ({
        answer: `${network}/${length}`,
        misconception:
          length > Number(bits)
            ? 'Network and broadcast address are forgotten'
            : 'A block twice as large as needed',
        why: `A /${length} has ${2 ** (32 - length) - 2} usable addresses. ${why}`,
      }))
      return judge(fields[index], answers[name] ?? '', { answer: prefix, why, wrong: known })
    }),
}

function planThatFits(random: Random) {
  const bits = pick(random, [22, 23, 24] as const)
  const base = prefix4(
    (pick(random, [0x0a0c0000, 0xac140000, 0xc0a82000] as const) + wholeNumber(random, 0, 7) * 1024) as Ipv4,
    bits,
  )
  const names = shuffle(random, NAMES).slice(0, 3)
  // three of a half, a quarter, an eighth and a sixteenth: they always fit, and no two can change places
  const parts = shuffle(random, [1, 2, 3, 4]).slice(0, 3)
  const needs: Need[] = names.map((name, index) => {
    const most = 2 ** (32 - bits - parts[index]) - 2
    return { name, hosts: BigInt(wholeNumber(random, most / 2 + 1, most)) }
  })
  return { base, needs: shuffle(random, needs) }
}
