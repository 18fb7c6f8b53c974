import type { Act } from '../../net/nat-lab/act'
import type { Moment } from '../../net/nat-lab/moment'
import { destinationText, type PacketFacts, readFacts, sourceText } from '../../net/nat-lab/packet-facts'
import { pick, type Random, shuffle, wholeNumber } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge, type KnownWrong } from './judge'
import {
  clientPort,
  drillTable,
  insiders,
  momentsOf,
  outsiders,
  router,
  runHome,
  sentence,
  serverPort,
  tableBefore,
} from './nat-lan'

export type TranslateQuestion = DrillQuestion & {
  readonly before: PacketFacts
  readonly after: PacketFacts
  readonly inward: boolean
}

/** A packet reaches the router: what does it look like when it leaves? The engine's router says. */
export const translateDrill: Drill<TranslateQuestion> = {
  name: 'nat/translate',
  title: 'The translated packet',

  ask(random) {
    const { moments, act, moment } = pick(random, KINDS)(random)
    const { before, after } = factsOf(moment)
    const inward = before.source === after.source
    return {
      prompt: inward
        ? 'This packet comes to the router from **outside**. What does it look like when it leaves on the **inside**?'
        : 'This packet comes to the router from **inside**. What does it look like when it leaves on the **outside**?',
      given: [
        { name: 'Protocol', value: before.protocol.toUpperCase() },
        { name: 'From', value: sourceText(before) },
        { name: 'To', value: destinationText(before) },
        { name: 'TTL', value: String(before.ttl) },
        { name: 'Router, inside', value: router.inside },
        { name: 'Router, outside', value: router.outside },
      ],
      table: drillTable(tableBefore(moments, act)),
      fields: [
        { name: 'source', label: 'Source address', kind: 'text' },
        { name: 'sport', label: 'Source port', kind: 'text', numeric: true },
        { name: 'destination', label: 'Destination address', kind: 'text' },
        { name: 'dport', label: 'Destination port', kind: 'text', numeric: true },
        { name: 'ttl', label: 'TTL', kind: 'text', numeric: true },
      ],
      working: [
        sentence(moment),
        `Every router takes one off the TTL: ${before.ttl} becomes ${after.ttl}.`,
        'Both checksums follow: the IP header’s covers the addresses, and the transport’s covers addresses and ports.',
      ],
      before,
      after,
      inward,
    }
  },

  check({ fields, before, after, inward }, answers) {
    const changed = inward ? 'destination' : 'source'
    const why = inward
      ? 'Coming in, the destination is translated, as the row says; the source stays what it was.'
      : 'Going out, the source is translated; the destination stays what it was.'
    const wrong: Readonly<Record<string, readonly KnownWrong[]>> = {
      source: inward
        ? [
            {
              answer: router.inside,
              misconception: 'The router puts itself in as the sender of what comes in',
              why: 'The inside host must see who really sent it: the source stays.',
            },
          ]
        : [
            {
              answer: before.source,
              misconception: 'The private source address stays on the packet',
              why: `No answer could find ${before.source}: the router puts its outside address there.`,
            },
            {
              answer: router.inside,
              misconception: 'NAT uses the router’s inside address',
              why: 'The inside address is private too. What leaves has the outside address.',
            },
          ],
      destination: inward
        ? [
            {
              answer: before.destination,
              misconception: 'The destination stays the public address on the inside',
              why: 'No inside host has the public address: the row says who is meant.',
            },
          ]
        : [],
      sport: [],
      dport: [],
      ttl: [
        {
          answer: String(before.ttl),
          misconception: 'A NAT does not count as a hop',
          why: 'It is a router as any other: it takes one off the TTL.',
        },
      ],
    }
    const right: Readonly<Record<string, string>> = {
      source: after.source,
      sport: String(after.sport),
      destination: after.destination,
      dport: String(after.dport),
      ttl: String(after.ttl),
    }
    return fields.map((field) =>
      judge(field, answers[field.name], {
        answer: right[field.name],
        why: field.name === 'ttl' ? 'Every router takes one off.' : explain(field.name, changed, why),
        wrong: wrong[field.name],
      }),
    )
  },
}

function explain(field: string, changed: string, why: string): string {
  if (field.endsWith('port') && field[0] === changed[0])
    return `${why} The port is kept if it is free outside; if a row says another, that one holds.`
  return why
}

type Asked = { readonly moments: readonly Moment[]; readonly act: number; readonly moment: Moment }
const KINDS: readonly ((random: Random) => Asked)[] = [firstOut, laterOut, reply, forwarded]

function udp(from: string, to: string, sport: number, dport: number): Act {
  return { do: 'send', from, to, protocol: 'udp', sport, dport }
}

/** A flow that has no row yet; another host has one with another port. */
function firstOut(random: Random): Asked {
  const [one, other] = shuffle(random, insiders)
  const far = pick(random, outsiders)
  const acts = [
    udp(other.name, far.address, clientPort(random), serverPort(random)),
    udp(one.name, pick(random, outsiders).address, wholeNumber(random, 20000, 49000), serverPort(random)),
  ]
  return takeMoment(runHome({}, acts), 1, 0)
}

/** Two hosts have the same source port to the same server; the second one sends again. */
function laterOut(random: Random): Asked {
  const [one, other] = shuffle(random, insiders)
  const far = pick(random, outsiders)
  const [sport, dport] = [clientPort(random), serverPort(random)]
  const acts = [one, other, other].map(({ name }) => udp(name, far.address, sport, dport))
  return takeMoment(runHome({}, acts), 2, 0)
}

/** The server answers one of two hosts. */
function reply(random: Random): Asked {
  const [one, other] = shuffle(random, insiders)
  const far = pick(random, outsiders)
  const [sport, dport] = [clientPort(random), serverPort(random)]
  const moments = runHome(
    {},
    [one, other].map(({ name }) => udp(name, far.address, sport, dport)),
  )
  const outside = readFacts(momentsOf(moments, 1)[0].passage?.after ?? new Uint8Array())?.sport
  const acts = [
    udp(one.name, far.address, sport, dport),
    udp(other.name, far.address, sport, dport),
    udp(far.name, router.outside, dport, outside ?? sport),
  ]
  return takeMoment(runHome({}, acts), 2, 0)
}

/** A stranger uses a port forward. */
function forwarded(random: Random): Asked {
  const host = pick(random, insiders)
  const port = pick(random, [2222, 8080, 8443, 25565])
  const forwards = [
    { protocol: 'tcp', port, host: host.name, toPort: pick(random, [22, 80, 443, 25565]) },
  ] as const
  const acts: Act[] = [
    { do: 'wait', seconds: 0 },
    {
      do: 'send',
      from: pick(random, outsiders).name,
      to: router.outside,
      protocol: 'tcp',
      sport: clientPort(random),
      dport: port,
    },
  ]
  return takeMoment(runHome({ forwards }, acts), 1, 0)
}

function takeMoment(moments: readonly Moment[], act: number, index: number): Asked {
  return { moments, act, moment: momentsOf(moments, act)[index] }
}

function factsOf({ passage }: Moment): { before: PacketFacts; after: PacketFacts } {
  const before = passage && readFacts(passage.before)
  const after = passage?.after && readFacts(passage.after)
  if (!before || !after) throw new Error('the NAT drill needs a packet that goes through')
  return { before, after }
}
