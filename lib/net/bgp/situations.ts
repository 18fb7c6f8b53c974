import { type Ipv4, parseIpv4 } from '../addr/ipv4'
import { type Prefix4, parsePrefix } from '../addr/prefix'
import type { AsPath } from './as-path'
import type { Network, Session, SessionEnd, Speaker } from './network'
import type { Relation } from './route'
import type { Act } from './run'
import type { Roa } from './validate-origin'

/** Six ASes of one router each, and what they are to each other. Names are their numbers. */
export const SHOP = 'AS 64500'
export const ACCESS = 'AS 64498'
const NORTH = 'AS 64496'
const SOUTH = 'AS 64497'
const REGIONAL = 'AS 64499'
const STRANGER = 'AS 64511'

export const asNames = [ACCESS, STRANGER, NORTH, SOUTH, REGIONAL, SHOP] as const

const SHOP_PREFIX = prefixOf('203.0.113.0/24')
const HALF_OF_IT = prefixOf('203.0.113.0/25')
const ACCESS_PREFIX = prefixOf('198.51.100.0/24')

/** Two machines that packets are sent to: one of AS 64500, one of AS 64498. */
const SHOP_ADDRESS = addressOf('203.0.113.80')
const ACCESS_ADDRESS = addressOf('198.51.100.10')

/** What the owner of 203.0.113.0/24 has signed. */
export type RoaChoice = 'none' | 'exact' | 'loose'
/** Who drops invalid routes: nobody, the one transit AS, or both. */
export type DropChoice = 'nobody' | 'north' | 'both'

export type Safeguards = {
  readonly roa: RoaChoice
  readonly drops: DropChoice
  /** the two transit ASes mark and check Only to Customer */
  readonly roles: boolean
}

export const NO_SAFEGUARDS: Safeguards = { roa: 'none', drops: 'nobody', roles: false }

export type AsSituation = {
  readonly id: string
  readonly title: string
  /** moments before this time are taken as done */
  readonly startUs: number
  /** whose packets are followed, and where to */
  readonly packet: { readonly from: string; readonly to: Ipv4 }
  readonly acts: readonly Act[]
  readonly leaker: string | null
  readonly prepends: readonly [speaker: string, to: string, times: number] | null
}

const LATER_US = 1_000_000
const TO_SHOP = { from: ACCESS, to: SHOP_ADDRESS }

const plain = { startUs: 0, packet: TO_SHOP, leaker: null, prepends: null } as const
const announcesShop = announce(0, SHOP, SHOP_PREFIX)

/** In the order in which the lesson speaks of them. */
export const asSituations: readonly AsSituation[] = [
  { ...plain, id: 'announce', title: 'A prefix is announced', acts: [announcesShop] },
  {
    ...plain,
    id: 'cut',
    title: 'A session breaks',
    startUs: LATER_US,
    acts: [announcesShop, { do: 'cut', atUs: LATER_US, between: [REGIONAL, SHOP] }],
  },
  {
    ...plain,
    id: 'prepend',
    title: 'The owner prepends towards AS 64499',
    acts: [announcesShop],
    prepends: [SHOP, REGIONAL, 3],
  },
  {
    ...plain,
    id: 'leak',
    title: 'AS 64499 leaks a route',
    packet: { from: SOUTH, to: ACCESS_ADDRESS },
    acts: [announce(0, ACCESS, ACCESS_PREFIX)],
    leaker: REGIONAL,
  },
  {
    ...plain,
    id: 'hijack',
    title: 'AS 64511 announces the same prefix',
    startUs: LATER_US,
    acts: [announcesShop, announce(LATER_US, STRANGER, SHOP_PREFIX)],
  },
  {
    ...plain,
    id: 'specific',
    title: 'AS 64511 announces half of it',
    startUs: LATER_US,
    acts: [announcesShop, announce(LATER_US, STRANGER, HALF_OF_IT)],
  },
  {
    ...plain,
    id: 'forged',
    title: 'AS 64511 announces half of it, with a forged origin',
    startUs: LATER_US,
    acts: [announcesShop, announce(LATER_US, STRANGER, HALF_OF_IT, [{ kind: 'sequence', ases: [64500] }])],
  },
]

/** The network of a situation with some safeguards in place. */
export function networkOf({ leaker, prepends }: AsSituation, { roa, drops, roles }: Safeguards): Network {
  const end = (speaker: string, to: string, policy: Relation): SessionEnd => ({
    speaker,
    policy,
    client: false,
    leaks: speaker === leaker,
    prepend: prepends?.[0] === speaker && prepends[1] === to ? prepends[2] : 0,
  })
  const session = (a: string, b: string, bIs: Relation, ms: number): Session => ({
    ends: [end(a, b, bIs), end(b, a, OPPOSITE[bIs])],
    delayUs: ms * 1000,
  })
  return {
    speakers: asNames.map((name): Speaker => {
      const transit = name === NORTH || name === SOUTH
      const as = Number(name.slice(3))
      return {
        id: name,
        as,
        confederation: null,
        routerId: addressOf(`192.0.2.${as - 64400}`),
        clusterId: null,
        validates: transit && (drops === 'both' || (drops === 'north' && name === NORTH)),
        roles: roles && transit,
      }
    }),
    sessions: [
      session(NORTH, ACCESS, 'customer', 5),
      session(NORTH, STRANGER, 'customer', 6),
      session(NORTH, SOUTH, 'peer', 20),
      session(NORTH, REGIONAL, 'customer', 11),
      session(SOUTH, REGIONAL, 'customer', 13),
      session(SOUTH, SHOP, 'customer', 12),
      session(REGIONAL, SHOP, 'customer', 10),
    ],
    roas: roasOf(roa),
  }
}

const OPPOSITE: Readonly<Record<Relation, Relation>> = {
  customer: 'provider',
  peer: 'peer',
  provider: 'customer',
}

function roasOf(roa: RoaChoice): readonly Roa[] {
  if (roa === 'none') return []
  return [{ prefix: SHOP_PREFIX, maxLength: roa === 'exact' ? 24 : 25, as: 64500 }]
}

function announce(atUs: number, speaker: string, prefix: Prefix4, asPath: AsPath = []): Act {
  return { do: 'announce', atUs, speaker, prefix, asPath }
}

function addressOf(text: string): Ipv4 {
  const address = parseIpv4(text)
  if (address === null) throw new Error(`${text} is no IPv4 address`)
  return address
}

function prefixOf(text: string): Prefix4 {
  const prefix = parsePrefix(text)
  if (prefix?.family !== 4) throw new Error(`${text} is no IPv4 prefix`)
  return prefix
}
