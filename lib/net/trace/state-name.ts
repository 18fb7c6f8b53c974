import type { ObservedState } from './observed-end'

/** As RFC 9293 writes it: `syn-sent` -> "SYN-SENT"; a state that nothing proves is "not known yet". */
export function stateName(state: ObservedState): string {
  return state === 'unknown' ? 'not known yet' : state.toUpperCase()
}
