'use client'

import { useMemo, useState } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { FrameBytes } from '@/components/packet/frame-bytes'
import { cellKey, type HeaderCell } from '@/components/packet/header-cells'
import type { HeaderView } from '@/components/packet/header-views'
import { LayerTower } from '@/components/packet/layer-tower'
import { ModelSwitch } from '@/components/packet/model-switch'
import { PacketChips } from '@/components/packet/packet-chips'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import { type ModelName, placeInModel } from '@/lib/course/layer-models'
import type { JourneyStep, Machine } from './describe-journey'
import type { Journey } from './read-journey'

export type EncapsulationPlayerProps = {
  readonly title: string
  readonly journey: Journey
  readonly model: ModelName
}

const MACHINES = [
  { at: 'laptop', name: 'Laptop', glyph: 'laptop', upTo: 7 },
  { at: 'router', name: 'Router', glyph: 'router', upTo: 3 },
  { at: 'server', name: 'Server', glyph: 'server', upTo: 7 },
] as const

/** Headers go on in one machine and come off in the others; every byte can be asked for its layer and its field. */
export function EncapsulationPlayer({ title, journey, model: first }: EncapsulationPlayerProps) {
  const stepper = useStepper(journey.steps.length)
  const [model, setModel] = useState(first)
  const [chosen, setChosen] = useState<{ readonly step: number; readonly key: string } | null>(null)
  const step = journey.steps[stepper.index]
  const headers = useMemo(() => headersAt(step, journey), [step, journey])
  const cells = headers.flatMap((header) => header.cells.map((cell) => ({ cell, header })))
  const { cell, header } =
    (chosen?.step === stepper.index && cells.find((each) => cellKey(each.cell) === chosen.key)) ||
    (cells.find((each) => each.cell.name === step.focus) ?? cells[0])

  return (
    <WidgetFrame
      title={title}
      stepper={stepper}
      sentence={`${placeOf(step, model)}. ${step.sentence}`}
      stepText={(index) => `Step ${index + 1}: ${placeOf(journey.steps[index], model)}`}
      actions={<ModelSwitch model={model} onModel={setModel} />}
      stage={
        <div className="stage">
          <div className="towers" aria-hidden="true">
            {MACHINES.map(({ at, ...machine }) => (
              <LayerTower
                key={at}
                {...machine}
                model={model}
                used={[1, 2, 3, 4, 7]}
                now={at === step.at ? step.layer : null}
              />
            ))}
          </div>
          <div className="unit-now">
            <p>
              In hand: <b>{step.unit}</b>, {step.to - step.from} bytes
            </p>
            <PacketChips size="names" chips={headers.map(chipOf)} />
          </div>
        </div>
      }
    >
      <FrameBytes
        bytes={bytesAt(step, journey)}
        headers={headers}
        header={header}
        cell={cell}
        onSelect={(next) => setChosen({ step: stepper.index, key: cellKey(next) })}
        heading="h4"
        was={step.image === 'arrived' ? journey.was : undefined}
        says={<p>{placeInModel(model, header.layer)}.</p>}
        note={
          step.layer === 1
            ? `The first ${journey.bits.length} bits on the wire: ${journey.bits.replace(/(.{8})(?=.)/g, '$1 ')}`
            : undefined
        }
      />
    </WidgetFrame>
  )
}

/** The headers that are in hand at a step, with the values of its link; offsets from the first byte in hand. */
function headersAt(step: JourneyStep, { headers, rewritten }: Journey): readonly HeaderView[] {
  return headers
    .filter(({ from, to }) => from >= step.from && to <= step.to)
    .map((header) => ({
      ...header,
      from: header.from - step.from,
      to: header.to - step.from,
      cells: header.cells.map(
        (cell): HeaderCell => ({
          ...cell,
          ...(step.image === 'arrived' ? rewritten[cellKey(cell)] : null),
          offset: cell.offset - step.from,
        }),
      ),
    }))
}

function bytesAt(step: JourneyStep, journey: Journey): Uint8Array {
  const hex = journey[step.image].slice(step.from * 2, step.to * 2)
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )
}

function chipOf({ protocol, title, layer, from, to }: HeaderView) {
  return { protocol, title: `${title} ${to - from}`, layer, fields: [] }
}

const NAMES: Readonly<Record<Machine, string>> = { laptop: 'Laptop', router: 'Router', server: 'Server' }

/** "Laptop, layer 3, network" */
function placeOf(step: JourneyStep, model: ModelName): string {
  const place = placeInModel(model, step.layer)
  return `${NAMES[step.at]}, ${place[0].toLowerCase()}${place.slice(1)}`
}
