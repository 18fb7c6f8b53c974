import { makePlayer } from './nat-engine'
import { beginningOf } from './nat-state'
import { type PackedRun, packRun } from './packed-run'

/** What the simulator shows of a situation before anything is changed; made while the page is built. */
export function firstRun(situation: string): PackedRun {
  return packRun(makePlayer()(beginningOf(situation)))
}
