import type { Act } from '../../net/nat-lab/act'
import { readFacts } from '../../net/nat-lab/packet-facts'
import type { NatSettings } from '../../net/nat-lab/settings'
import { pick, shuffle, wholeNumber } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge } from './judge'
import {
  clientPort,
  drillTable,
  insiders,
  momentsOf,
  outsiders,
  router,
  runHome,
  sentence,
  tableBefore,
} from './nat-lan'

const REASONS = {
  exact: 'A row is for exactly this address and port',
  everybody: 'The filter lets in everybody who uses a mapped port',
  address: 'The filter looks at the address only, and the inside has sent to it',
  'other-address': 'The row is for another address',
  'other-port': 'The row is for another port of that address',
  expired: 'The row has expired',
  'no-row': 'No row covers that outside port',
} as const
type Reason = keyof typeof REASONS

const YES = 'It passes'
const NO = 'It is dropped'

export type PassesQuestion = DrillQuestion & {
  readonly passes: boolean
  readonly reason: Reason
  readonly filtering: NatSettings['filtering']
}

const FILTERING = [
  'linux',
  'endpoint-independent',
  'address-dependent',
  'address-and-port-dependent',
] as const
const NAMES: Readonly<Record<NatSettings['filtering'], string>> = {
  linux: 'as Linux does it',
  'endpoint-independent': 'endpoint-independent',
  'address-dependent': 'address-dependent',
  'address-and-port-dependent': 'address and port-dependent',
}
/** Seconds; a UDP row lives 30 s in this drill. */
const PAUSES = [0, 5, 20, 29, 31, 45] as const

/** A packet comes from outside to a mapped port: does it pass, and why? The engine's router decides. */
export const passesDrill: Drill<PassesQuestion> = {
  name: 'nat/passes',
  title: 'Will it pass?',

  ask(random) {
    const filtering = pick(random, FILTERING)
    const mapping = filtering === 'linux' ? 'linux' : 'endpoint-independent'
    const inside = pick(random, insiders)
    const [far, other] = shuffle(random, outsiders)
    const [sport, dport] = [clientPort(random), wholeNumber(random, 4000, 4999)]
    const seconds = pick(random, PAUSES)
    const who = pick(random, ['peer', 'other-port', 'other-host', 'other-row'] as const)
    const sender = who === 'other-host' ? other : far
    const fromPort = who === 'peer' ? dport : dport + 1
    const toPort = who === 'other-row' ? sport - 1 : sport
    const acts: Act[] = [
      { do: 'send', from: inside.name, to: far.address, protocol: 'udp', sport, dport },
      { do: 'wait', seconds },
      {
        do: 'send',
        from: sender.name,
        to: router.outside,
        protocol: 'udp',
        sport: fromPort,
        dport: toPort,
      },
    ]
    const moments = runHome({ filtering, mapping }, acts)
    const [knock] = momentsOf(moments, 2)
    const passes = knock.passage?.fate === 'delivered'
    const facts = knock.passage && readFacts(knock.passage.before)
    const reason = reasonOf(who, filtering, tableBefore(moments, 2)?.rows.length === 0)
    return {
      prompt: `The router **maps** ${NAMES[mapping]} and **filters** ${NAMES[filtering]}. After the packet that made this row, ${seconds === 0 ? 'at once' : `**${seconds} s** later, nothing else having been sent`}, a UDP datagram comes from outside. A UDP row without an answer lives 30 s.`,
      given: [
        { name: 'From', value: `${facts?.source}:${facts?.sport}` },
        { name: 'To', value: `${facts?.destination}:${facts?.dport}` },
      ],
      table: drillTable(tableBefore(moments, 1)),
      fields: [
        { name: 'passes', label: 'What happens?', kind: 'choice', options: [YES, NO] },
        { name: 'why', label: 'Why?', kind: 'choice', options: Object.values(REASONS) },
      ],
      working: [
        `Is there a row for ${facts?.destination}:${facts?.dport} that has not expired? If not, nothing passes.`,
        'If there is, the filter decides who may use it.',
        sentence(knock),
      ],
      passes,
      reason,
      filtering,
    }
  },

  check({ fields, passes, reason, filtering }, answers) {
    const why = `${REASONS[reason]}.`
    const [verdict, because] = fields
    return [
      judge(verdict, answers.passes, {
        answer: passes ? YES : NO,
        why,
        wrong: [
          passes
            ? {
                answer: NO,
                misconception: 'A NAT lets in only the peer itself, whatever its filter',
                why: `${why} Filtering is ${NAMES[filtering]} here.`,
              }
            : {
                answer: YES,
                misconception: 'An open port lets in anybody, for ever',
                why,
              },
        ],
      }),
      judge(because, answers.why, {
        answer: REASONS[reason],
        why,
        wrong: [
          {
            answer: REASONS.expired,
            misconception: 'Every row that is not used at once is gone',
            why: `${why} Compare the pause with 30 s.`,
          },
        ].filter(({ answer }) => answer !== REASONS[reason]),
      }),
    ]
  },
}

/** `test` holds this against what the engine did. */
function reasonOf(
  who: 'peer' | 'other-port' | 'other-host' | 'other-row',
  filtering: NatSettings['filtering'],
  expired: boolean,
): Reason {
  if (who === 'other-row') return 'no-row'
  if (expired) return 'expired'
  if (filtering === 'endpoint-independent') return who === 'peer' ? 'exact' : 'everybody'
  if (who === 'peer') return 'exact'
  if (who === 'other-host') return 'other-address'
  return filtering === 'address-dependent' ? 'address' : 'other-port'
}

/** Whether a reason means that the packet passes. */
export function meansPassing(reason: string): boolean {
  return reason === 'exact' || reason === 'everybody' || reason === 'address'
}
