'use client'

import { memo, type ReactNode, useCallback, useEffect, useState } from 'react'
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
import type { DissectorTable } from '@/lib/net/wire/dissect'
import type { Capture, CapturedFrame } from '@/lib/net/wire/pcap'
import { keyField } from './key-field'
import { CHANGED_SINCE, segmentBefore } from './segment-before'
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
  table = segmentTable,
  carries,
  initial = 0,
  open = true,
  onIndex,
}: {
  readonly title: string
  readonly capture: Capture
  readonly flow: Flow
  readonly conversation: Conversation
  readonly shown: readonly [number, number]
  readonly heading?: 'h2' | 'h3'
  readonly actions?: ReactNode
  /** what takes the frames apart, when there is more in them than TCP */
  readonly table?: DissectorTable
  /** what rides on a segment, for its sentence; null for nothing */
  readonly carries?: (frame: CapturedFrame) => string | null
  /** the step to begin with, from 0 */
  readonly initial?: number
  /** whether the bytes are open from the beginning */
  readonly open?: boolean
  readonly onIndex?: (index: number) => void
}) {
  const stepper = useStepper(shown[1] - shown[0], Math.min(initial, shown[1] - shown[0] - 1))
  useEffect(() => onIndex?.(stepper.index), [onIndex, stepper.index])
  const [bytes, setBytes] = useState(open)
  const [chosen, setChosen] = useState<string | null>(null)
  const index = shown[0] + stepper.index
  const step = conversation.steps[index]
  const field = chosen ?? keyField(step.because)
  // the drawing and the sentence answer first, the many bytes a moment later
  const carried = carries?.(capture.frames[flow.frames[index]])
  const sentence = describeStep(step, conversation) + (carried ? ` It carries ${carried}.` : '')
  const later = useAfterPaint(index)
  const laterStep = conversation.steps[later]
  const before = segmentBefore(conversation.steps, later)
  const says = useCallback((name: string) => describeTcpField(name, laterStep), [laterStep])

  return (
    <WidgetFrame
      title={title}
      layer={4}
      heading={heading}
      stepper={stepper}
      sentence={sentence}
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
          onPick={(at) => stepper.seek(at - shown[0])}
        />
      }
    >
      {bytes && (
        <LaterBytes
          frame={capture.frames[flow.frames[later]]}
          before={before === null ? null : capture.frames[flow.frames[before]]}
          changed={CHANGED_SINCE}
          table={table}
          says={says}
          field={chosen ?? keyField(laterStep.because)}
          onField={setChosen}
          heading={heading === 'h2' ? 'h3' : 'h4'}
        />
      )}
    </WidgetFrame>
  )
}
