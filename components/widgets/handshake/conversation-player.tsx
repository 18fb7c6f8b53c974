'use client'

import { memo, type ReactNode, useCallback, useState } from 'react'
import { useAfterPaint } from '@/components/motion/use-after-paint'
import { useStepper } from '@/components/motion/use-stepper'
import { BytesView } from '@/components/packet/bytes-view'
import { SequenceDiagram } from '@/components/trace/sequence-diagram'
import { Glyph } from '@/components/ui/glyph'
import { Toggle } from '@/components/widgets/frame/toggle'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import { describeTcpField } from '@/lib/net/explain/describe-field'
import { describeStep } from '@/lib/net/explain/describe-step'
import { flagNames } from '@/lib/net/explain/flag-names'
import type { Flow } from '@/lib/net/trace/flows'
import type { Conversation } from '@/lib/net/trace/tcp-conversation'
import type { Capture } from '@/lib/net/wire/pcap'
import { keyField } from './key-field'
import { segmentTable } from './segment-table'

const LaterBytes = memo(BytesView)

/** Plays one TCP flow of a capture, from step `shown[0]` to the one before `shown[1]`. */
export function ConversationPlayer({
  title,
  capture,
  flow,
  conversation,
  shown,
  heading,
  actions,
}: {
  readonly title: string
  readonly capture: Capture
  readonly flow: Flow
  readonly conversation: Conversation
  readonly shown: readonly [number, number]
  readonly heading?: 'h2' | 'h3'
  readonly actions?: ReactNode
}) {
  const stepper = useStepper(shown[1] - shown[0])
  const [bytes, setBytes] = useState(true)
  const [chosen, setChosen] = useState<string | null>(null)
  const index = shown[0] + stepper.index
  const step = conversation.steps[index]
  const field = chosen ?? keyField(step.because)
  // the drawing and the sentence answer first, the many bytes a moment later
  const later = useAfterPaint(index)
  const laterStep = conversation.steps[later]
  const says = useCallback((name: string) => describeTcpField(name, laterStep), [laterStep])

  return (
    <WidgetFrame
      title={title}
      layer={4}
      heading={heading}
      stepper={stepper}
      sentence={describeStep(step, conversation)}
      stepText={(at) =>
        `Step ${at + 1} of ${stepper.count}: ${flagNames(conversation.steps[shown[0] + at].flags)}`
      }
      actions={
        <>
          <Toggle label="Bytes" on={bytes} onChange={setBytes} />
          <button
            type="button"
            className="btn sm sq"
            aria-label="Start over"
            onClick={() => {
              stepper.first()
              setChosen(null)
            }}
          >
            <Glyph name="reset" size="i" />
          </button>
          {actions}
        </>
      }
      stage={
        <SequenceDiagram
          conversation={conversation}
          ends={flow.ends}
          index={index}
          shown={shown}
          moving={stepper.moved}
          selectedField={bytes ? field : null}
        />
      }
    >
      {bytes && (
        <LaterBytes
          frame={capture.frames[flow.frames[later]]}
          table={segmentTable}
          says={says}
          field={chosen ?? keyField(laterStep.because)}
          onField={setChosen}
          heading={heading === 'h2' ? 'h3' : 'h4'}
        />
      )}
    </WidgetFrame>
  )
}
