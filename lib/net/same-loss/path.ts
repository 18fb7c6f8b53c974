import { runOne, type Simulation } from '../sim/simulation'
import { buildPath, type Path } from '../transfer/network'
import type { SameLossSettings } from './settings'

/** When the pieces leave: connections are open and quiet by then. */
export const START_US = 2_000_000
/** Longer than the last timer of any setting. */
export const MOST_US = START_US + 30_000_000
/** Everything fits into it: nothing is lost but what was chosen. */
const QUEUE_BYTES = 64 * 1514

/** The same path for every row; nothing is lost on it yet. */
export function quietPath({ rttMs, rateMbit }: SameLossSettings): Path {
  const path = buildPath({ rttMs, rateMbit, queueBytes: QUEUE_BYTES, seed: 1 })
  path.bottleneck.losesFrom = 0
  return path
}

/** Lets what was begun come to rest, and chooses which of the packets that follow are lost. */
export function startLosing({ simulation, bottleneck }: Path, { lost }: SameLossSettings): void {
  while (runOne(simulation, START_US));
  simulation.now = START_US
  simulation.trace.frames.length = 0
  simulation.trace.events.length = 0
  bottleneck.losing.push(...lost.map((packet) => bottleneck.carried + packet))
}

/** The next event of the network; false when nothing happens any more. */
export function goOn(simulation: Simulation): boolean {
  return runOne(simulation, MOST_US) !== null
}
