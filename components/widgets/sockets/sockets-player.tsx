'use client'

import { useState } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { Glyph } from '@/components/ui/glyph'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import type { Moment } from '@/lib/net/socket-lab/moment'
import { BindForm } from './bind-form'
import { LookupView } from './lookup-view'
import { SendForm } from './send-form'
import { SituationRow } from './situation-row'
import { SocketList } from './socket-list'
import { useLab } from './use-lab'

export type ShownSituation = {
  readonly name: string
  readonly label: string
  readonly moments: readonly Moment[]
}

export type SocketsPlayerProps = {
  /** unique on the page */
  readonly id: string
  readonly title: string
  /** at least one */
  readonly situations: readonly ShownSituation[]
}

/** Sockets of one server, the packets that come, and who gets them. What the reader does is played by the engine, fetched then. */
export function SocketsPlayer({ id, title, situations }: SocketsPlayerProps) {
  const [chosen, setChosen] = useState(0)
  const { moments, act, startOver, problem } = useLab(situations[chosen], (count) => stepper.seek(count - 1))
  const stepper = useStepper(moments.length)
  const moment = moments[stepper.index]
  const own = moments.slice(situations[chosen].moments.length)

  return (
    <WidgetFrame
      title={title}
      layer={4}
      stepper={stepper}
      sentence={moment.sentence}
      stepText={(index) => `Step ${index + 1} of ${moments.length}: ${moments[index].result}`}
      actions={
        <button
          type="button"
          className="btn sm sq"
          aria-label="Start over"
          onClick={() => {
            startOver()
            stepper.first()
          }}
        >
          <Glyph name="reset" size="i" />
        </button>
      }
      stage={
        <div className="socks">
          {situations.length > 1 && (
            <SituationRow
              id={id}
              situations={situations}
              onChoose={(place) => {
                setChosen(place)
                stepper.first()
              }}
            />
          )}
          <LookupView moment={moment} />
          <SocketList lines={moment.prints} marked={moment.marked} />
        </div>
      }
    >
      <div className="sockdo needs-script">
        <BindForm id={id} onAct={act} />
        <SendForm id={id} onAct={act} />
        <div className="acts">
          <button type="button" className="btn" onClick={() => act({ do: 'stop' })}>
            Stop the program
          </button>
          <span className="said" role="alert">
            {problem}
          </span>
        </div>
      </div>
      {own.length > 0 && (
        <TextTwin
          id={`${id}-own`}
          summary="Read your own steps as text"
          start={moments.length - own.length + 1}
          sentences={own.map(({ sentence }) => sentence)}
        />
      )}
    </WidgetFrame>
  )
}
