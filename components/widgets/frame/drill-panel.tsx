'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { useProgress } from '@/components/progress/use-progress'
import type { Drill } from '@/lib/study/drills/drill'
import type { DrillRecord } from '@/lib/study/progress'
import { CopyLink } from './copy-link'
import { DrillForm } from './drill-form'
import { drillCodec } from './drill-link'
import { type DrillStart, questionOf } from './drill-start'
import { MomentNotice } from './moment-notice'
import { atFirstSign, useFetched } from './use-fetched'
import { useMoment } from './use-moment'

/**
 * The drills of an instrument: a choice of exercise, then question after question. The server renders the first question of the
 * first drill; who has tried before goes on with the question after the last, and a link leads to any. The drills themselves are
 * fetched (`load`) when a reader begins. `instrument` is the page that links lead to, and tells the ids of two panels apart.
 */
export function DrillPanel({
  instrument,
  path,
  title,
  start: { drills, first },
  load,
  heading: Heading = 'h2',
}: {
  readonly instrument: string
  /** where links lead to when that is no page of an instrument */
  readonly path?: string
  readonly title: string
  readonly start: DrillStart
  /** all drills, in the order of `start`; the same function at every render */
  readonly load: () => Promise<readonly Drill[]>
  readonly heading?: 'h2' | 'h3'
}) {
  const panel = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const [turns, setTurns] = useState<Readonly<Record<string, number>>>({})
  /** the reader asked for this question, so the focus may go there */
  const [asked, setAsked] = useState(false)
  const fetched = useFetched(load)
  const known = useProgress()
  const { name, title: drillTitle } = drills[at]
  const record = known?.progress.drills[name]
  const turn = turns[name] ?? 1
  const drill = fetched.code?.[at] ?? null
  const isFirst = at === 0 && turn === 1
  const question = useMemo(
    () => (isFirst ? first : drill && questionOf(drill, turn)),
    [isFirst, first, drill, turn],
  )
  const codec = useMemo(() => drillCodec(drills), [drills])
  const linked = useRef(false)
  const { problem } = useMoment(
    codec,
    { drill: name, question: turn },
    {
      addressed: 'read',
      onGiven({ drill: given, question: number }) {
        linked.current = number > 0
        setAt(drills.findIndex((each) => each.name === given))
        if (number > 0) setTurns({ ...turns, [given]: number })
        setAsked(false)
        panel.current?.focus()
      },
    },
  )

  // once, when storage has been read: later tries are this visit's own
  const isKnown = known !== null
  const hasTried = drills.some((each) => known?.progress.drills[each.name])
  const { ask } = fetched
  useEffect(() => {
    if (isKnown && hasTried) ask()
  }, [isKnown, hasTried, ask])
  const isFetched = fetched.code !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!known || !isFetched || linked.current || isBegun(panel.current)) return
    setTurns((before) => ({ ...Object.fromEntries(drills.map(after)), ...before }))
  }, [isKnown, isFetched])
  function after({ name }: { readonly name: string }) {
    return [name, (known?.progress.drills[name]?.tried ?? 0) + 1] as const
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another attempt
  useEffect(() => {
    if (question === null) ask()
  }, [question === null, at, turn])

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div
      ref={panel}
      className="wid drill"
      role="group"
      aria-label={title}
      tabIndex={-1}
      {...atFirstSign(ask)}
    >
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
      <MomentNotice problem={problem} />
      {question ? (
        <DrillForm
          key={`${name} ${turn}`}
          id={`${instrument}-${name.replaceAll('/', '-')}`}
          name={name}
          title={drillTitle}
          question={question}
          drill={drill}
          turn={turn}
          takesFocus={asked}
          heading={Heading === 'h2' ? 'h3' : 'h4'}
          onNext={() => {
            setTurns({ ...turns, [name]: turn + 1 })
            setAsked(true)
          }}
        />
      ) : (
        <p className="q" role="status">
          {fetched.failed
            ? `Question ${turn} could not be fetched. Choose the drill again when you are online.`
            : `Question ${turn} is being fetched.`}
        </p>
      )}
      <div className="acts link">
        <CopyLink
          name={instrument}
          path={path}
          hash={codec.write({ drill: name, question: turn })}
          label="Copy link to this question"
        />
      </div>
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
