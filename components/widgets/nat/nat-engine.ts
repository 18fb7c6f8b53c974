import { describeMoment } from '@/lib/net/explain/describe-nat'
import { doAct, type Lab, openLab, runOf, runPlan } from '@/lib/net/nat-lab/lab'
import { captureOf } from '@/lib/net/sim/trace-capture'
import { basePlan, type NatState } from './nat-state'
import type { Played } from './packed-run'

// What needs the engine: fetched when a reader changes something, for the first run was made with the page.

type Kept = { readonly key: string; readonly lab: Lab; readonly done: NatState['more'] }

/** Plays states one after the other. One act more than last time goes on from there; anything else begins anew. */
export function makePlayer(): (state: NatState) => Played {
  let last: Kept | null = null
  return (state) => {
    const { situation, tuned, more } = state
    const key = `${situation} ${JSON.stringify(tuned)}`
    const kept = last?.key === key && last.done.every((act, index) => more[index] === act) ? last : null
    const lab = kept?.lab ?? openLab(basePlan(state))
    for (const act of more.slice(kept?.done.length ?? 0)) doAct(lab, act)
    last = { key, lab, done: more }
    return told(lab)
  }
}

function told(lab: Lab): Played {
  const { moments, settings } = runOf(lab)
  return { moments, settings, sentences: moments.map((moment) => describeMoment(moment, lab.world)) }
}

/** The run of a state as a .pcap: what was seen at both interfaces of every NAT. */
export function captureOfState(state: NatState): Uint8Array {
  const plan = basePlan(state)
  return captureOf(runPlan({ ...plan, acts: [...plan.acts, ...state.more] }).frames)
}
