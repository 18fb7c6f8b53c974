'use client'

import { useMemo, useState } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { FrameBytes } from '@/components/packet/frame-bytes'
import { cellKey } from '@/components/packet/header-cells'
import type { HeaderView } from '@/components/packet/header-views'
import { LayerTower } from '@/components/packet/layer-tower'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import { placeInModel } from '@/lib/course/layer-models'
import type { ModelFrame } from './read-frames'

export type TwoModelsPlayerProps = { readonly title: string; readonly frames: readonly ModelFrame[] }

/** One frame after the other, its headers in the boxes of both models; every byte can be asked for its place in each. */
export function TwoModelsPlayer({ title, frames }: TwoModelsPlayerProps) {
  const stepper = useStepper(frames.length)
  const [chosen, setChosen] = useState<{ readonly frame: number; readonly key: string } | null>(null)
  const { name, hex, headers, layers, sentence } = frames[stepper.index]
  const bytes = useMemo(() => bytesOf(hex), [hex])
  const { cell, header } = choiceOf(headers, chosen?.frame === stepper.index ? chosen.key : null)

  return (
    <WidgetFrame
      title={title}
      unit="frame"
      stepper={stepper}
      sentence={sentence}
      stepText={(index) => `Frame ${index + 1}: ${frames[index].name}`}
      stage={
        <div className="stage">
          <p className="models-of">{name}</p>
          <div className="towers models" aria-hidden="true">
            <LayerTower model="osi" name="OSI" used={layers} now={header.layer} />
            <LayerTower model="tcp-ip" name="TCP/IP" used={layers} now={header.layer} />
          </div>
        </div>
      }
    >
      <FrameBytes
        bytes={bytes}
        headers={headers}
        header={header}
        cell={cell}
        onSelect={(next) => setChosen({ frame: stepper.index, key: cellKey(next) })}
        heading="h4"
        says={
          <p>
            OSI: {placeInModel('osi', header.layer)}.<br />
            TCP/IP: {placeInModel('tcp-ip', header.layer)}.
          </p>
        }
      />
    </WidgetFrame>
  )
}

/** The chosen field and its header; at first the first field of the innermost header. */
function choiceOf(headers: readonly HeaderView[], key: string | null) {
  const all = headers.flatMap((header) => header.cells.map((cell) => ({ cell, header })))
  const innermost = all.findLast(({ cell, header }) => cell === header.cells[0])
  return (key && all.find(({ cell }) => cellKey(cell) === key)) || innermost || all[0]
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
