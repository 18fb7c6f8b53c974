'use client'

import { lazy, memo, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { useAfterPaint } from '@/components/motion/use-after-paint'
import { SaveCapture } from '@/components/packet/save-capture'
import { Glyph } from '@/components/ui/glyph'
import { LayerBadge } from '@/components/ui/layer-badge'
import { CopyLink } from '@/components/widgets/frame/copy-link'
import { MomentNotice } from '@/components/widgets/frame/moment-notice'
import { TextTwin, type TwinTable } from '@/components/widgets/frame/text-twin'
import { Toggle } from '@/components/widgets/frame/toggle'
import { atFirstSign } from '@/components/widgets/frame/use-fetched'
import { useMoment } from '@/components/widgets/frame/use-moment'
import { useRunSteps } from '@/components/widgets/frame/use-run-steps'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import type { Act } from '@/lib/net/nat-lab/act'
import { type World, worlds } from '@/lib/net/nat-lab/places'
import { ActBar } from './act-bar'
import { MOST_ACTS, natLink } from './nat-link'
import { NatStage, nameOf } from './nat-stage'
import { beginningOf, type NatState, situationIn, type Tuned } from './nat-state'
import { NatTable } from './nat-table'
import { NatTuning } from './nat-tuning'
import type { PackedRun, Played } from './packed-run'
import { PassageView, type Side } from './passage-view'
import { RouterPrints } from './router-prints'
import { SendForm } from './send-form'
import { SituationList } from './situation-list'
import { useRun } from './use-run'

const NatBytes = lazy(() => import('./nat-bytes').then((module) => ({ default: module.NatBytes })))

// a step changes none of these, so it need not draw them again
const StillSituations = memo(SituationList)
const StillForm = memo(SendForm)
const StillActs = memo(ActBar)
const StillTuning = memo(NatTuning)
const LaterPrints = memo(RouterPrints)
const LaterTwin = memo(TextTwin)

export type NatPlayerProps = {
  /** unique on the page */
  readonly id: string
  /** which situation it begins with */
  readonly situation: string
  /** the address of the page says which moment is on show */
  readonly addressed: boolean
  /** the run of the situation that it begins with */
  readonly first: PackedRun
  readonly heading?: 'h2' | 'h3'
}

/** The NAT table simulator: situations, free play, the table live, and what the router's own tools print. */
export function NatPlayer({ id, situation, addressed, first, heading = 'h3' }: NatPlayerProps) {
  const [base, setBase] = useState(() => beginningOf(situation))
  const [seen, setSeen] = useState<readonly string[]>([])
  const [side, setSide] = useState<Side | null>(null)
  const [prints, setPrints] = useState(true)
  const [begun] = useState(base)
  /** counts beginnings: what was written into the settings of one is not kept for the next */
  const [begins, setBegins] = useState(0)
  const frameElement = useRef<HTMLDivElement>(null)
  const { of: shown, run, waits, waiting, engine } = useRun(base, begun, first)
  const [stepper, goTo] = useRunSteps(run.moments.length, { waits, initial: base.step })
  const state: NatState = { ...base, step: waits ? base.step : stepper.index }
  const { hash, problem } = useMoment(natLink, state, { addressed, onGiven: follow })

  const chosen = situationIn(shown)
  const world = worlds[chosen.plan.world]
  const moment = run.moments[stepper.index]
  const { passage } = moment
  const { sentences } = run
  // the drawing, the packet and the table answer first, what prints them and the text form a moment later
  const later = Math.min(useAfterPaint(stepper.index), run.moments.length - 1)
  const twinTables = useMemo(() => twinTablesAt(run.moments[later], world, later), [run, world, later])
  const subject = world.nats.find(({ name }) => name === passage?.nat) ?? world.nats[0]
  const frame = side === null ? null : (passage?.[side] ?? null)

  function begin(next: NatState) {
    setSeen((before) => [...new Set([...before, base.situation])])
    setBase(next)
    setBegins((before) => before + 1)
    setSide(null)
    goTo(next.step)
  }
  /** A link below the simulator leads up to it. */
  function follow(given: NatState) {
    begin(given)
    const top = frameElement.current?.getBoundingClientRect().top ?? 0
    if (top >= 0 && top < window.innerHeight) return
    frameElement.current?.scrollIntoView({ block: 'start' })
    frameElement.current?.focus({ preventScroll: true })
  }
  const isFull = base.more.length >= MOST_ACTS
  const latest = useRef({ begin, isFull, moments: run.moments.length })
  latest.current = { begin, isFull, moments: run.moments.length }
  const choose = useCallback((id: string) => latest.current.begin(beginningOf(id)), [])
  const act = useCallback(
    (next: Act) => {
      if (latest.current.isFull) return
      goTo(latest.current.moments)
      setBase((before) => ({ ...before, more: [...before.more, next] }))
    },
    [goTo],
  )
  const tune = useCallback((nat: string, tuned: Tuned) => {
    setBase((before) => ({
      ...before,
      tuned: { ...before.tuned, [nat]: { ...before.tuned[nat], ...tuned } },
    }))
  }, [])

  const sign = atFirstSign(engine.ask)
  return (
    <WidgetFrame
      title={`NAT: ${chosen.title}`}
      heading={heading}
      frame={frameElement}
      stepper={stepper}
      sentence={waiting ?? sentences[stepper.index]}
      stepText={(at) => `Step ${at + 1} of ${stepper.count}`}
      actions={
        <>
          <LayerBadge layer={3} />
          <LayerBadge layer={4} />
          <Toggle label="Terminal" on={prints} onChange={setPrints} />
          <button
            type="button"
            className="btn sm sq"
            aria-label="Start over"
            onClick={() => begin(beginningOf(base.situation))}
          >
            <Glyph name="reset" size="i" />
          </button>
        </>
      }
      stage={
        <div className="nat">
          <div className="simb">
            <div className="side" {...sign}>
              <StillSituations id={id} current={base.situation} seen={seen} onChoose={choose} />
            </div>
            <div className="main">
              <p className="natask">{chosen.ask}</p>
              <NatStage world={world} passage={passage} moving={stepper.moved} step={stepper.index} />
              <PassageView passage={passage} world={world} shown={side} onShow={setSide} />
            </div>
          </div>
          {world.nats.map((nat) => (
            <NatTable
              key={nat.name}
              title={world.nats.length > 1 ? `Table of ${nat.title}` : 'Translation table'}
              table={moment.tables[nat.name]}
              fresh={(row) => moment.fresh.includes(`${nat.name} ${row.key}`)}
            />
          ))}
        </div>
      }
    >
      {frame && (
        <Suspense fallback={<p className="cap">Fetching the bytes…</p>}>
          <NatBytes
            frame={frame}
            before={side === 'after' ? (passage?.before ?? null) : null}
            heading={heading === 'h2' ? 'h3' : 'h4'}
          />
        </Suspense>
      )}
      {prints && <LaterPrints host={subject.name} table={run.moments[later].tables[subject.name]} />}
      <div className="natdo" {...sign}>
        <StillForm key={world.name} id={id} world={world} onAct={act} />
        <StillActs id={id} world={world} settings={run.settings} onAct={act} />
        {world.nats.map((nat) => (
          <StillTuning
            key={`${begins} ${nat.name}`}
            id={id}
            nat={nat}
            title={nameOf(nat.title)}
            settings={run.settings[nat.name]}
            onTune={tune}
          />
        ))}
      </div>
      {isFull && (
        <div className="notice" role="alert">
          <span>
            You have done {MOST_ACTS} things, and a run holds no more. Nothing further is done until you start
            over.
          </span>
        </div>
      )}
      <MomentNotice problem={problem} />
      <div className="acts link">
        <CopyLink name="nat" hash={hash} />
        <SaveCapture
          name={`nat-${base.situation}`}
          capture={async () => (await import('./nat-engine')).captureOfState(base)}
        />
      </div>
      <LaterTwin
        id={`${id}-text`}
        summary="Read this run as text"
        sentences={sentences}
        tables={twinTables}
      />
    </WidgetFrame>
  )
}

/** The tables of every NAT at a moment, for the text form. */
function twinTablesAt(
  { tables }: Played['moments'][number],
  world: World,
  step: number,
): readonly TwinTable[] {
  return world.nats.map((nat) => ({
    caption: `Table of ${nat.title} at step ${step + 1}`,
    columns: ['Protocol', 'Inside', 'Outside', 'Remote', 'State', 'Seconds left'],
    rows: tables[nat.name].rows.map((row) => [
      row.protocol,
      row.inside,
      row.outside,
      row.remote,
      row.state,
      row.secondsLeft === null ? 'no limit' : String(row.secondsLeft),
    ]),
  }))
}
