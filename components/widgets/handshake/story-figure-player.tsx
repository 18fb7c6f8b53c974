'use client'

import { useMemo } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { Glyph } from '@/components/ui/glyph'
import { type PackedStory, unpackStory } from './packed-story'
import { StoryPlayer } from './story-player'

export type StoryFigurePlayerProps = {
  readonly title: string
  readonly packed: PackedStory
  /** link to the same situation on the page of the instrument, where it can be changed */
  readonly alone: string
  /** whether the bytes are open from the beginning */
  readonly bytes: boolean
}

/** A situation inside a lesson: run at build time, played here without the engine. */
export function StoryFigurePlayer({ title, packed, alone, bytes }: StoryFigurePlayerProps) {
  const { story, frames } = useMemo(() => unpackStory(packed), [packed])
  const stepper = useStepper(story.moments.length)
  return (
    <StoryPlayer
      title={title}
      story={story}
      frames={frames}
      stepper={stepper}
      open={bytes}
      actions={
        <a className="btn sm sq" href={alone} aria-label="Change it on its own page">
          <Glyph name="open" size="i" />
        </a>
      }
    />
  )
}
