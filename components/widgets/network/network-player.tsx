'use client'

import { useState } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { Glyph } from '@/components/ui/glyph'
import { Toggle } from '@/components/widgets/frame/toggle'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import { NetworkStage } from './network-stage'
import type { NetworkStory } from './network-story'
import { NetworkTables } from './network-tables'
import { OnTheWire } from './on-the-wire'
import { SituationChoice } from './situation-choice'
import { StepBytes } from './step-bytes'
import { stepTime } from './step-time'

export type NetworkPlayerProps = { readonly story: NetworkStory }

/** Plays the situations of a network figure. */
export function NetworkPlayer({ story: { title, layer, situations } }: NetworkPlayerProps) {
  const [chosen, setChosen] = useState(0)
  const [bytes, setBytes] = useState(false)
  const story = situations[chosen]
  const stepper = useStepper(story.steps.length)
  const { index } = stepper
  const step = story.steps[index]

  function choose(place: number) {
    setChosen(place)
    stepper.first()
  }

  return (
    <WidgetFrame
      title={title}
      layer={layer}
      stepper={stepper}
      sentence={step.sentence}
      stepText={(place) =>
        [`Step ${place + 1} of ${stepper.count}`, stepTime(story.steps[place].at)].filter(Boolean).join(', ')
      }
      actions={
        <>
          <Toggle label="Bytes" on={bytes} onChange={setBytes} />
          <button type="button" className="btn sm sq" aria-label="Start over" onClick={stepper.first}>
            <Glyph name="reset" size="i" />
          </button>
        </>
      }
      stage={
        <>
          {situations.length > 1 && (
            <SituationChoice title={title} situations={situations} chosen={chosen} onChoose={choose} />
          )}
          <NetworkStage story={story} index={index} moving={stepper.moved} />
          <OnTheWire story={story} index={index} />
        </>
      }
    >
      {bytes && <StepBytes story={story} index={index} />}
      {step.output && <pre className="printed">{step.output.trimEnd()}</pre>}
      <NetworkTables story={story} index={index} />
    </WidgetFrame>
  )
}
