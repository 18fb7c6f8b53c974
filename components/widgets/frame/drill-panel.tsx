'use client'

import { useEffect, useRef, useState } from 'react'
import { useProgress } from '@/components/progress/use-progress'
import type { Drill } from '@/lib/study/drills/drill'
import type { DrillRecord } from '@/lib/study/progress'
import { DrillForm } from './drill-form'

/**
 * The drills of an instrument: a choice of exercise, then question after question. The server renders the first question of the
 * first drill; who has tried before goes on with the question after the last. `name` tells the ids of two panels apart.
 */
export function DrillPanel({
  name,
  title,
  drills,
  heading: Heading = 'h2',
}: {
  readonly name: string
  readonly title: string
  readonly drills: readonly Drill[]
  readonly heading?: 'h2' | 'h3'
}) {
  const panel = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const [turns, setTurns] = useState<Readonly<Record<string, number>>>({})
  /** the reader asked for this question, so the focus may go there */
  const [asked, setAsked] = useState(false)
  const known = useProgress()
  const drill = drills[at]
  const record = known?.progress.drills[drill.name]
  const turn = turns[drill.name] ?? 1

  // once, when storage has been read: later tries are this visit's own
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!known || isBegun(panel.current)) return
    const after = drills.map(({ name }) => [name, (known.progress.drills[name]?.tried ?? 0) + 1] as const)
    setTurns(Object.fromEntries(after))
  }, [known === null])

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div ref={panel} className="wid drill" role="group" aria-label={title}>
      <div className="hd">
        <Heading>{title}</Heading>
        <span className="sp" />
        <span className="muted">{record ? tally(record) : 'Not tried yet'}</span>
      </div>
      {drills.length > 1 && (
        <fieldset className="dsel">
          <legend className="vh">Drill</legend>
          {drills.map((each, index) => (
            <button
              type="button"
              className="btn sm"
              key={each.name}
              aria-pressed={index === at}
              onClick={() => {
                setAt(index)
                setAsked(false)
              }}
            >
              {each.title}
            </button>
          ))}
        </fieldset>
      )}
      <DrillForm
        key={`${drill.name} ${turn}`}
        id={`${name}-${drill.name.replaceAll('/', '-')}`}
        drill={drill}
        turn={turn}
        takesFocus={asked}
        heading={Heading === 'h2' ? 'h3' : 'h4'}
        onNext={() => {
          setTurns({ ...turns, [drill.name]: turn + 1 })
          setAsked(true)
        }}
      />
    </div>
  )
}

/** Has somebody begun to answer, perhaps before this code was here? Then the question must not change under them. */
function isBegun(panel: HTMLElement | null): boolean {
  const controls = panel?.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select') ?? []
  return Array.from(controls).some((control) =>
    control instanceof HTMLInputElement && control.type === 'checkbox'
      ? control.checked
      : control.value !== '',
  )
}

function tally({ tried, right, streak }: DrillRecord): string {
  return `${right} of ${tried} correct${streak > 1 ? `, ${streak} in a row` : ''}`
}
