import type { Act } from '@/lib/net/nat-lab/act'
import type { Plan } from '@/lib/net/nat-lab/lab'
import type { NatSettings } from '@/lib/net/nat-lab/settings'
import { type Situation, situationOf } from '@/lib/net/nat-lab/situations'

/** What a reader may set before a run; the run is then played again from its beginning. */
export type Tuned = Partial<
  Pick<
    NatSettings,
    'mapping' | 'filtering' | 'ports' | 'portRange' | 'udpTimeout' | 'udpStreamTimeout' | 'tcpTimeout'
  >
>

/** All that makes a moment of the simulator: the same state, the same picture. */
export type NatState = {
  readonly situation: string
  /** by name of the NAT */
  readonly tuned: Readonly<Record<string, Tuned>>
  /** what the reader did after the situation */
  readonly more: readonly Act[]
  readonly step: number
}

/** The situation of a state; a name that there is none of is a mistake of ours and throws. */
export function situationIn({ situation }: NatState): Situation {
  const found = situationOf(situation)
  if (!found) throw new Error(`the NAT simulator has no situation ${situation}`)
  return found
}

/** The beginning of a situation. */
export function beginningOf(id: string): NatState {
  return { situation: id, tuned: {}, more: [], step: situationOf(id)?.start ?? 0 }
}

/** What the engine is to run: the situation with the reader's settings, without what the reader did afterwards. */
export function basePlan(state: NatState): Plan {
  const { plan } = situationIn(state)
  const settings = Object.entries(plan.settings).map(([nat, own]) => [nat, { ...own, ...state.tuned[nat] }])
  return { ...plan, settings: Object.fromEntries(settings) }
}

/** All that the run of a state depends on, as one text: its step does not count. */
export function runKey({ situation, tuned, more }: NatState): string {
  return JSON.stringify([situation, tuned, more])
}
