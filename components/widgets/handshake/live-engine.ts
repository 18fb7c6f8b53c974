import { captureOf } from '@/lib/net/sim/trace-capture'
import { runSituation } from '@/lib/net/situation/run'
import type { Settings, Situation } from '@/lib/net/situation/situation'
import { tellStory } from '@/lib/net/situation/story'
import { frameOf, framesOf, type Played } from './packed-story'

// What needs the engine: fetched when a reader changes something, for the first run was made with the page.

export function playSituation(situation: Situation, settings: Settings): Played {
  const run = runSituation(situation, settings)
  return { story: tellStory(run, settings), frames: framesOf(run).map(frameOf) }
}

/** The run as a .pcap. */
export function captureSituation(situation: Situation, settings: Settings): Uint8Array {
  return captureOf(runSituation(situation, settings).trace.frames)
}
