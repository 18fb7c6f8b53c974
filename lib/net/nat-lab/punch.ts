import { type Plan, runPlan } from './lab'
import { LINUX_NAT, type NatSettings } from './settings'

/** One kind of NAT: how it maps and how it filters (RFC 4787 sections 4.1 and 5). */
export type NatKind = Pick<NatSettings, 'mapping' | 'filtering'>

const BEHAVIOURS = ['endpoint-independent', 'address-dependent', 'address-and-port-dependent'] as const

/** Every pair of the two behaviours, and Linux. */
export const natKinds: readonly NatKind[] = [
  { mapping: 'linux', filtering: 'linux' },
  ...BEHAVIOURS.flatMap((mapping) => BEHAVIOURS.map((filtering) => ({ mapping, filtering }))),
]

const ALICE = 5000
const BOB = 6000

/** Both ask the STUN server, then both send to each other, twice, each answering whom it heard from. */
export function punchPlan(alice: NatKind, bob: NatKind): Plan {
  const punch = (from: 'alice' | 'bob') =>
    ({
      do: 'punch',
      from,
      to: from === 'alice' ? 'bob' : 'alice',
      sport: from === 'alice' ? ALICE : BOB,
    }) as const
  return {
    world: 'peers',
    settings: { router: { ...LINUX_NAT, ...alice }, router2: { ...LINUX_NAT, ...bob } },
    acts: [
      { do: 'stun', from: 'alice', sport: ALICE },
      { do: 'stun', from: 'bob', sport: BOB },
      punch('alice'),
      punch('bob'),
      punch('alice'),
      punch('bob'),
    ],
  }
}

/** Whether datagrams get through both ways at the end, found out by letting the engine try. */
export function canPunch(alice: NatKind, bob: NatKind): boolean {
  const { moments } = runPlan(punchPlan(alice, bob))
  return [4, 5].every((act) =>
    moments.some((moment) => moment.actIndex === act && moment.found.arrived === 'yes'),
  )
}

/** `matrix[i][j]`: whether peers behind NATs of kinds i and j of `natKinds` can reach each other. */
export function punchMatrix(): readonly (readonly boolean[])[] {
  return natKinds.map((alice) => natKinds.map((bob) => canPunch(alice, bob)))
}
