'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { LayerBadge } from '@/components/ui/layer-badge'
import { DataTable } from '@/components/widgets/frame/data-table'
import {
  countSessions,
  type Design,
  FEWEST_ROUTERS,
  type InsidePlan,
  MOST_GROUPS,
  MOST_ROUTERS,
  pathOutside,
  routersWithRoute,
  runInside,
} from '@/lib/net/bgp/inside'
import { describeInside } from '@/lib/net/explain/describe-inside'
import { Choice } from './choice'
import { InsideRing } from './inside-ring'
import { PASSING_COLUMNS, passingRows } from './inside-story'

export type InsidePlayerProps = { readonly title: string; readonly plan: InsidePlan }

const DESIGNS: readonly { readonly value: Design; readonly label: string }[] = [
  { value: 'mesh', label: 'Full mesh' },
  { value: 'hub', label: 'A hub that reflects nothing' },
  { value: 'reflectors', label: 'Route reflectors' },
  { value: 'confederation', label: 'Confederation' },
]

const CLIENT = [
  { value: 'yes', label: 'a client' },
  { value: 'no', label: 'a non-client' },
] as const

/** One AS whose routers tell each other of a route, in the design and size that the reader sets. */
export function InsidePlayer({ title, plan: first }: InsidePlayerProps) {
  const [plan, setPlan] = useState(first)
  const inside = useMemo(() => runInside(plan), [plan])
  const inputs = useRef<HTMLDivElement>(null)
  // what was chosen before this code was here
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, on arrival
  useEffect(() => {
    const [design, client] = Array.from(
      inputs.current?.querySelectorAll('select') ?? [],
      ({ value }) => value,
    )
    const [routers, groups] = Array.from(
      inputs.current?.querySelectorAll('input') ?? [],
      ({ valueAsNumber }) => valueAsNumber,
    )
    if (design)
      change({
        design: design as Design,
        routers,
        groups: groups ?? plan.groups,
        entryIsClient: client !== 'no',
      })
  }, [])

  function change(part: Partial<InsidePlan>) {
    const next = { ...plan, ...part }
    const least = next.design === 'confederation' ? 2 : 1
    setPlan({
      ...next,
      routers: bounded(next.routers, FEWEST_ROUTERS, MOST_ROUTERS, plan.routers),
      groups: bounded(next.groups, least, MOST_GROUPS - (next.design === 'reflectors' ? 1 : 0), plan.groups),
    })
  }
  const { total, statements, betweenMembers } = countSessions(inside)
  const grouped = plan.design === 'reflectors' || plan.design === 'confederation'

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields alone
    <div className="wid bgp-inside" role="group" aria-label={title}>
      <div className="hd">
        <h3>{title}</h3>
        <LayerBadge layer={3} />
      </div>
      <div className="bgp-in needs-script" ref={inputs}>
        <Choice
          label="Design"
          value={plan.design}
          options={DESIGNS}
          onChange={(design) => change({ design })}
        />
        <Slider
          label="Routers"
          value={plan.routers}
          min={FEWEST_ROUTERS}
          max={MOST_ROUTERS}
          onChange={(routers) => change({ routers })}
        />
        {grouped && (
          <Slider
            label={plan.design === 'reflectors' ? 'of them reflectors' : 'Member ASes'}
            value={plan.groups}
            min={plan.design === 'reflectors' ? 1 : 2}
            max={plan.design === 'reflectors' ? MOST_GROUPS - 1 : MOST_GROUPS}
            onChange={(groups) => change({ groups })}
          />
        )}
        {plan.design === 'reflectors' && (
          <Choice
            label="R1, which hears the route, is"
            value={plan.entryIsClient ? 'yes' : 'no'}
            options={CLIENT}
            onChange={(value) => change({ entryIsClient: value === 'yes' })}
          />
        )}
      </div>
      <div className="stage inside-stage">
        <InsideRing plan={plan} inside={inside} />
        <dl>
          <Fact name="Sessions" value={String(total)} />
          {betweenMembers > 0 && <Fact name="of them between members" value={String(betweenMembers)} />}
          <Fact name="Neighbour statements" value={String(statements)} />
          <Fact
            name="Routers that hear of the route"
            value={`${routersWithRoute(inside).length} of ${plan.routers}`}
          />
          <Fact name="AS path seen by AS 64511" value={pathOutside(inside) ?? 'nothing'} />
        </dl>
      </div>
      <div className="say" aria-live="polite" aria-atomic="true">
        <span>{describeInside(plan, inside)}</span>
      </div>
      <div className="bgp-tables">
        <DataTable
          caption={`AS 64496 tells ${inside.entry} a route. Who passes it on?`}
          columns={PASSING_COLUMNS}
          rows={passingRows(inside)}
        />
      </div>
    </div>
  )
}

function bounded(value: number, least: number, most: number, otherwise: number): number {
  return Math.min(most, Math.max(least, Number.isInteger(value) ? value : otherwise))
}

function Slider({
  label,
  value,
  min,
  max,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}) {
  return (
    <label>
      <span>
        {label}: <b>{value}</b>
      </span>
      <input
        type="range"
        min={min}
        max={max}
        value={value}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
