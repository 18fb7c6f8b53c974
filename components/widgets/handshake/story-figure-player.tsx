'use client'

import { useMemo } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { Glyph } from '@/components/ui/glyph'
import type { Story } from '@/lib/net/situation/story'
import { readCapture } from '@/lib/net/wire/pcap'
import { fromBase64 } from './base64'
import { StoryPlayer } from './story-player'

export type StoryFigurePlayerProps = {
  readonly title: string
  readonly story: Story
  /** what was on the cable, as a capture, base64 */
  readonly source: string
  /** link to the same situation on the page of the instrument, where it can be changed */
  readonly alone: string
}

/** A situation inside a lesson: run at build time, played here without the engine. */
export function StoryFigurePlayer({ title, story, source, alone }: StoryFigurePlayerProps) {
  const frames = useMemo(() => readCapture(fromBase64(source)).frames, [source])
  const stepper = useStepper(story.moments.length)
  return (
    <StoryPlayer
      title={title}
      story={story}
      frames={frames}
      stepper={stepper}
      actions={
        <a className="btn sm sq" href={alone} aria-label="Change it on its own page">
          <Glyph name="open" size="i" />
        </a>
      }
    />
  )
}
