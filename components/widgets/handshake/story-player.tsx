'use client'

import { memo, type ReactNode, useCallback, useState } from 'react'
import { useAfterPaint } from '@/components/motion/use-after-paint'
import type { Stepper } from '@/components/motion/use-stepper'
import { BytesView } from '@/components/packet/bytes-view'
import type { Frame } from '@/components/packet/header-views'
import { SequenceDiagram } from '@/components/trace/sequence-diagram'
import { Toggle } from '@/components/widgets/frame/toggle'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import { describeTcpField } from '@/lib/net/explain/describe-field'
import type { Story } from '@/lib/net/situation/story'
import { EndsPanel } from './ends-panel'
import { keyField } from './key-field'
import { CHANGED_SINCE, segmentBefore } from './segment-before'
import { nameOf } from './step-name'
import { storyTable } from './story-table'

const LaterBytes = memo(BytesView)
const LaterEnds = memo(EndsPanel)

/** Plays a story of the engine: the segments, both state machines with their variables and timers, and the bytes. */
export function StoryPlayer({
  title,
  story,
  frames,
  stepper,
  heading,
  actions,
  open = true,
  waiting = null,
  children,
}: {
  readonly title: string
  readonly story: Story
  /** what was on the cable, in order */
  readonly frames: readonly Frame[]
  readonly stepper: Stepper
  readonly heading?: 'h2' | 'h3'
  readonly actions?: ReactNode
  /** whether the bytes are open from the beginning */
  readonly open?: boolean
  /** why this is still the run before, for the live line; null when it is not */
  readonly waiting?: string | null
  readonly children?: ReactNode
}) {
  const [bytes, setBytes] = useState(open)
  const [machines, setMachines] = useState(true)
  const [chosen, setChosen] = useState<string | null>(null)
  const { conversation, moments } = story
  const index = Math.min(stepper.index, moments.length - 1)
  const step = conversation.steps[index]
  // the drawing and the sentence answer first, both machines and the many bytes a moment later
  const later = Math.min(useAfterPaint(index), moments.length - 1)
  const laterStep = conversation.steps[later]
  const { packet } = moments[later]
  const before = segmentBefore(conversation.steps, later)
  const packetBefore = before === null ? null : moments[before].packet
  const says = useCallback(
    (name: string) => (laterStep.kind === 'segment' ? describeTcpField(name, laterStep) : null),
    [laterStep],
  )

  return (
    <WidgetFrame
      title={title}
      layer={4}
      heading={heading}
      stepper={stepper}
      sentence={waiting ?? moments[index].sentence}
      stepText={(at) => `Step ${at + 1} of ${stepper.count}: ${nameOf(story, at)}`}
      actions={
        <>
          <Toggle label="States" on={machines} onChange={setMachines} />
          <Toggle label="Bytes" on={bytes} onChange={setBytes} />
          {actions}
        </>
      }
      stage={
        <SequenceDiagram
          conversation={conversation}
          ends={story.ends}
          index={index}
          shown={[0, moments.length]}
          moving={stepper.moved}
          selectedField={bytes ? (chosen ?? keyField(step.because)) : null}
          onPick={stepper.seek}
        />
      }
    >
      {machines && (
        <LaterEnds moment={moments[later]} startUs={story.startUs} heading={heading === 'h2' ? 'h3' : 'h4'} />
      )}
      {bytes &&
        (packet === null ? (
          <p className="bx">Nothing is sent in this step, so there are no bytes to show.</p>
        ) : (
          <LaterBytes
            frame={frames[packet - 1]}
            before={packetBefore === null ? null : frames[packetBefore - 1]}
            changed={CHANGED_SINCE}
            table={storyTable}
            says={says}
            field={chosen ?? keyField(laterStep.because)}
            onField={setChosen}
            heading={heading === 'h2' ? 'h3' : 'h4'}
          />
        ))}
      {children}
    </WidgetFrame>
  )
}
