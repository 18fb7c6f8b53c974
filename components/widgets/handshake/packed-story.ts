import type { Frame } from '@/components/packet/header-views'
import { fromBase64, toBase64 } from '@/lib/net/bytes/base64'
import type { SituationRun } from '@/lib/net/situation/run'
import type { Story } from '@/lib/net/situation/story'
import { LINKTYPE_ETHERNET } from '@/lib/net/wire/link-type'

/** A run as it is played: its story, and what was on the cable, in order. */
export type Played = { readonly story: Story; readonly frames: readonly Frame[] }

/** The same as plain data, for props that go from the server into the page; the frames are base64. */
export type PackedStory = { readonly story: Story; readonly frames: readonly string[] }

/** What the ends sent, each frame once. */
export function framesOf({ trace }: SituationRun): readonly Uint8Array[] {
  return trace.frames.filter(({ direction }) => direction === 'out').map(({ bytes }) => bytes)
}

export function packStory(story: Story, run: SituationRun): PackedStory {
  return { story, frames: framesOf(run).map(toBase64) }
}

export function unpackStory({ story, frames }: PackedStory): Played {
  return { story, frames: frames.map((text) => frameOf(fromBase64(text))) }
}

export function frameOf(bytes: Uint8Array): Frame {
  return { bytes, linkType: LINKTYPE_ETHERNET, originalLength: bytes.length }
}
