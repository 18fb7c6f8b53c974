'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { DataTable } from '@/components/widgets/frame/data-table'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import {
  asNames,
  asSituations,
  type DropChoice,
  NO_SAFEGUARDS,
  type RoaChoice,
  type Safeguards,
} from '@/lib/net/bgp/situations'
import { asGraph } from './as-graph'
import { AsStage } from './as-stage'
import { CHOSEN_COLUMNS, chosenRows, HEARD_COLUMNS, heardRows, tellAsStory } from './as-story'
import { Choice } from './choice'

export type BgpPlayerProps = { readonly title: string; readonly situation: string }

const ROAS: readonly { readonly value: RoaChoice; readonly label: string }[] = [
  { value: 'none', label: 'none' },
  { value: 'exact', label: '203.0.113.0/24, AS 64500, up to /24' },
  { value: 'loose', label: '203.0.113.0/24, AS 64500, up to /25' },
]
const DROPS: readonly { readonly value: DropChoice; readonly label: string }[] = [
  { value: 'nobody', label: 'nobody' },
  { value: 'north', label: 'AS 64496' },
  { value: 'both', label: 'AS 64496 and AS 64497' },
]
const ROLES = [
  { value: 'off', label: 'nobody' },
  { value: 'on', label: 'AS 64496 and AS 64497' },
] as const
const ACTING = 'acting'

/** Six ASes that the engine runs as the reader sets them: a situation, and what protects against it. */
export function BgpPlayer({ title, situation: first }: BgpPlayerProps) {
  const [id, setId] = useState(first)
  const [safeguards, setSafeguards] = useState<Safeguards>(NO_SAFEGUARDS)
  const [shown, setShown] = useState(ACTING)
  const situation = asSituations.find((one) => one.id === id) ?? asSituations[0]
  const frames = useMemo(() => tellAsStory(situation, safeguards), [situation, safeguards])
  const graph = useMemo(() => asGraph(situation, safeguards), [situation, safeguards])
  const stepper = useStepper(frames.length)
  const { index } = stepper
  const frame = frames[index]
  const inputs = useRef<HTMLDivElement>(null)
  // what was chosen before this code was here
  useEffect(() => {
    const [which, roa, drops, roles] = Array.from(
      inputs.current?.querySelectorAll('select') ?? [],
      ({ value }) => value,
    )
    if (which) setId(which)
    setSafeguards({ roa: roa as RoaChoice, drops: drops as DropChoice, roles: roles === 'on' })
  }, [])

  function change(part: Partial<Safeguards>) {
    setSafeguards({ ...safeguards, ...part })
    stepper.first()
  }
  const name = shown === ACTING ? (frame.speaker ?? frame.hops[0]) : shown

  return (
    <WidgetFrame
      title={title}
      layer={3}
      stepper={stepper}
      sentence={frame.sentence}
      stepText={(at) => `Step ${at + 1} of ${stepper.count}`}
      stage={
        <>
          <div className="bgp-in needs-script" ref={inputs}>
            <Choice
              label="Situation"
              value={id}
              options={asSituations.map(({ id: value, title: label }) => ({ value, label }))}
              onChange={(value) => {
                setId(value)
                stepper.first()
              }}
            />
            <Choice label="ROA" value={safeguards.roa} options={ROAS} onChange={(roa) => change({ roa })} />
            <Choice
              label="Invalid routes are dropped by"
              value={safeguards.drops}
              options={DROPS}
              onChange={(drops) => change({ drops })}
            />
            <Choice
              label="Only to Customer is used by"
              value={safeguards.roles ? 'on' : 'off'}
              options={ROLES}
              onChange={(roles) => change({ roles: roles === 'on' })}
            />
          </div>
          <AsStage graph={graph} frame={frame} index={index} moving={stepper.moved} />
        </>
      }
    >
      <div className="bgp-tables">
        <DataTable caption="What each AS has chosen" columns={CHOSEN_COLUMNS} rows={chosenRows(frame)} />
        <div>
          <Choice
            label="All that was heard by"
            value={shown}
            options={[
              { value: ACTING, label: 'the AS of this step' },
              ...asNames.map((value) => ({ value, label: value })),
            ]}
            onChange={setShown}
          />
          <DataTable
            caption={`What ${name} has heard, and what came of it`}
            columns={HEARD_COLUMNS}
            rows={heardRows(frame, name)}
          />
        </div>
      </div>
    </WidgetFrame>
  )
}
