import type { Act } from '../../net/nat-lab/act'
import { pick, type Random, shuffle, wholeNumber } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge } from './judge'
import {
  clientPort,
  drillTable,
  insiders,
  momentsOf,
  nameOf,
  outsiders,
  router,
  runHome,
  sentence,
  serverPort,
  tableBefore,
} from './nat-lan'

const NOBODY = 'Nobody: it is dropped'

export type WhoQuestion = DrillQuestion & { readonly host: string; readonly why: string }

/** Four rows, and a packet from outside: which host gets it? The engine delivers it. */
export const whoDrill: Drill<WhoQuestion> = {
  name: 'nat/who',
  title: 'Which host gets it?',

  ask(random) {
    const flows = shuffle(random, insiders).map((host) => ({
      host,
      far: pick(random, outsiders),
      sport: clientPort(random),
      dport: serverPort(random),
    }))
    const forward = {
      protocol: 'udp',
      port: wholeNumber(random, 5000, 5999),
      host: pick(random, insiders).name,
      toPort: wholeNumber(random, 6000, 6999),
    } as const
    const acts: Act[] = flows.map(({ host, far, sport, dport }) => ({
      do: 'send',
      from: host.name,
      to: far.address,
      protocol: 'udp',
      sport,
      dport,
    }))
    const last = pick(random, [answerOf, strangerOf, forwardOf, guessOf])(random, flows, forward.port)
    const moments = runHome({ forwards: [forward] }, [...acts, last])
    const [moment] = momentsOf(moments, acts.length)
    const end = moment.passage?.fate === 'delivered' ? moment.passage.path.at(-1) : null
    const host = insiders.find(({ name }) => name === end)
    return {
      prompt:
        'The router filters **by address and port**, as Linux does. A UDP datagram comes to its outside address. Who gets it?',
      given: [
        { name: 'From', value: `${addressOf(last.from)}:${last.sport}` },
        { name: 'To', value: `${last.to}:${last.dport}` },
      ],
      table: drillTable(tableBefore(moments, acts.length)),
      fields: [{ name: 'host', label: 'Host', kind: 'choice', options: [...insiders.map(nameOf), NOBODY] }],
      working: [
        `Look for the outside port ${last.dport} in the column “Outside”.`,
        'A port forward takes any sender. Any other row takes only its own remote address and port.',
        sentence(moment),
      ],
      host: host ? nameOf(host) : NOBODY,
      why: sentence(moment),
    }
  },

  check({ fields, host, why, table }, answers) {
    const [field] = fields
    const rows = table?.rows ?? []
    return [
      judge(field, answers.host, {
        answer: host,
        why,
        wrong:
          host === NOBODY
            ? rows.map(([, inside]) => ({
                answer: nameOf(
                  insiders.find(({ address }) => inside.startsWith(`${address}:`)) ?? insiders[0],
                ),
                misconception: 'A mapped port lets in any sender',
                why,
              }))
            : [{ answer: NOBODY, misconception: 'NAT lets nothing in from outside', why }],
      }),
    ]
  },
}

type Flow = {
  readonly host: { readonly name: string }
  readonly far: { readonly name: string }
  readonly sport: number
  readonly dport: number
}
type Sent = Extract<Act, { do: 'send' }>

function sent(from: string, sport: number, dport: number): Sent {
  return { do: 'send', from, to: router.outside, protocol: 'udp', sport, dport }
}

function answerOf(random: Random, flows: readonly Flow[]): Sent {
  const { far, sport, dport } = pick(random, flows)
  return sent(far.name, dport, sport)
}

/** To a mapped port, from somebody that the row is not for. */
function strangerOf(random: Random, flows: readonly Flow[]): Sent {
  const { far, sport, dport } = pick(random, flows)
  const other = pick(
    random,
    outsiders.filter(({ name }) => name !== far.name),
  )
  return pick(random, [
    sent(other.name, dport, sport),
    sent(far.name, wholeNumber(random, 2000, 2999), sport),
  ])
}

function forwardOf(random: Random, _: readonly Flow[], port: number): Sent {
  return sent(pick(random, outsiders).name, clientPort(random), port)
}

function guessOf(random: Random): Sent {
  return sent(pick(random, outsiders).name, clientPort(random), wholeNumber(random, 7000, 7999))
}

function addressOf(name: string): string {
  return outsiders.find((host) => host.name === name)?.address ?? ''
}
