import { runTransfer } from '@/lib/net/transfer/run'
import type { TransferSettings } from '@/lib/net/transfer/settings'
import { storyOf, type TransferStory } from '@/lib/net/transfer/story'

/** What the player fetches when a setting is changed: the engine, and one run of it. */
export function play(settings: TransferSettings): TransferStory {
  return storyOf(runTransfer(settings))
}
