'use client'

import { useEffect, useRef, useState } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { DataTable } from '@/components/widgets/frame/data-table'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import type { LossRow } from '@/lib/net/same-loss/row'
import { PIECES, pieceName, STREAMS } from '@/lib/net/same-loss/settings'
import { completeAt, endOf, msText, NAMES, tellLoss, waitOf } from '@/lib/net/same-loss/tell'
import { type Cases, FIRST_CASE, LOSSES, ROUND_TRIPS } from './cases'
import { RowLanes } from './row-lanes'

export type SameLossPlayerProps = {
  readonly title: string
  readonly textId: string
  readonly cases: Cases
}

/** The same loss under three transports: which packet, which path; then step by step who waits for what. */
export function SameLossPlayer({ title, textId, cases }: SameLossPlayerProps) {
  const [chosen, setChosen] = useState<{ loss: number; roundTrip: number }>(FIRST_CASE)
  const place = useRef<HTMLDivElement>(null)
  // what was chosen before this code was here
  useEffect(() => {
    const [loss, roundTrip] = Array.from(place.current?.querySelectorAll('select') ?? [], ({ value }) =>
      Number(value),
    )
    if (loss !== undefined && roundTrip !== undefined) setChosen({ loss, roundTrip })
  }, [])
  const rows = cases[chosen.loss]?.[chosen.roundTrip] ?? []
  const moments = tellLoss(rows)
  const stepper = useStepper(moments.length)
  const index = Math.min(stepper.index, moments.length - 1)
  const moment = moments[index]
  const endUs = endOf(rows) * 1.04
  function choose(next: typeof chosen) {
    setChosen(next)
    stepper.seek(0)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its legend into the border */}
      <div className="tset" role="group" aria-label="What is lost, and the path" ref={place}>
        <label className="lab">
          Lost packet
          <select
            className="inp"
            value={chosen.loss}
            onChange={(event) => choose({ ...chosen, loss: Number(event.currentTarget.value) })}
          >
            {LOSSES.map(({ text }, value) => (
              <option key={text} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label className="lab">
          Round trip
          <select
            className="inp"
            value={chosen.roundTrip}
            onChange={(event) => choose({ ...chosen, roundTrip: Number(event.currentTarget.value) })}
          >
            {ROUND_TRIPS.map((ms, value) => (
              <option key={ms} value={value}>
                {ms} ms
              </option>
            ))}
          </select>
        </label>
      </div>
      <WidgetFrame
        title={title}
        layer={4}
        unit="event"
        stepper={stepper}
        sentence={`${msText(moment.atUs)}: ${moment.sentence}`}
        stepText={(at) => `Event ${at + 1} of ${stepper.count}, at ${msText(moments[at].atUs)}`}
        stage={
          <div className="stage slstage" aria-hidden="true">
            <ul className="tlegend">
              <li>
                <i className="slkey-way" /> on its way
              </li>
              <li>
                <i className="slkey-wait" /> arrived, and waits
              </li>
              <li>
                <i className="slkey-had" /> the program has it
              </li>
              <li>
                <b className="tc-cross">×</b> this copy is lost
              </li>
            </ul>
            {rows.map((row) => (
              <RowLanes
                key={row.transport}
                row={row}
                endUs={endUs}
                nowUs={moment.atUs}
                active={moment.where === row.transport}
              />
            ))}
            <div className="slaxis">
              <span>0 ms</span>
              <span>{msText(endUs)}</span>
            </div>
          </div>
        }
      >
        <div className="slsum">
          <DataTable {...summaryOf(rows)} />
        </div>
      </WidgetFrame>
      <TextTwin
        id={textId}
        summary="Read this as text"
        sentences={moments.map(({ atUs, sentence }) => `${msText(atUs)}: ${sentence}`)}
        tables={[piecesOf(rows)]}
      />
    </>
  )
}

function summaryOf(rows: readonly LossRow[]) {
  return {
    caption: 'When each stream is complete, and what the pieces waited for',
    columns: [
      'transport',
      ...STREAMS.map((stream) => `stream ${stream} complete`),
      'pieces that waited',
      'longest wait',
    ],
    rows: rows.map((row) => {
      const waits = Array.from({ length: PIECES }, (_, piece) => waitOf(row, piece) ?? 0).filter(
        (wait) => wait > 0,
      )
      return [
        NAMES[row.transport],
        ...STREAMS.map((_, stream) => {
          const at = completeAt(row, stream)
          return at === null ? 'never' : msText(at)
        }),
        String(waits.length),
        waits.length === 0 ? 'none' : msText(Math.max(...waits)),
      ]
    }),
  }
}

function piecesOf(rows: readonly LossRow[]) {
  return {
    caption: 'When the program has each piece',
    columns: ['piece', ...rows.map(({ transport }) => NAMES[transport])],
    rows: Array.from({ length: PIECES }, (_, piece) => [
      pieceName(piece),
      ...rows.map((row) => {
        const at = row.delivered[piece]
        const wait = waitOf(row, piece)
        if (at === null || at === undefined) return 'never'
        return wait ? `${msText(at)}, after a wait of ${msText(wait)}` : msText(at)
      }),
    ]),
  }
}
