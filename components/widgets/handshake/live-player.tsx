'use client'

import { type ComponentType, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useAfterPaint } from '@/components/motion/use-after-paint'
import { SaveCapture } from '@/components/packet/save-capture'
import { CopyLink } from '@/components/widgets/frame/copy-link'
import { MomentNotice } from '@/components/widgets/frame/moment-notice'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { sayFetching, useFetched } from '@/components/widgets/frame/use-fetched'
import { useMoment } from '@/components/widgets/frame/use-moment'
import { useRunSteps } from '@/components/widgets/frame/use-run-steps'
import { settingsOf } from '@/lib/net/situation/situation'
import { situations } from '@/lib/net/situation/situations'
import type { CaptureChoice } from './capture-choices'
import { captureChoices } from './capture-choices'
import { LiveControls } from './live-controls'
import { initialState, type LiveState, liveCodec, settingsFrom, stateOf } from './live-state'
import { type PackedStory, unpackStory } from './packed-story'
import { StoryPlayer } from './story-player'
import { storyTables } from './story-tables'

type CaptureShow = ComponentType<{
  readonly choice: CaptureChoice
  readonly initial: number
  readonly onIndex: (index: number) => void
}>

const SameTwin = memo(TextTwin)

const loadEngine = () => import('./live-engine')

/** All that a run depends on, as one text. */
function keyOf({ step: _step, ...set }: LiveState): string {
  return JSON.stringify(set)
}

const FIRST = keyOf(initialState)

/** What is run for a state; undefined when it shows a capture. */
function situationOf({ show }: LiveState) {
  return situations.find(({ name }) => name === show)
}

/**
 * The stepper with free input: any situation with any settings, run here and now on the engine, and recorded exchanges. `first` is
 * the run that it begins with, made while the page was built: the engine is fetched when something is changed.
 */
export function LivePlayer({ first }: { readonly first: PackedStory }) {
  const engine = useFetched(loadEngine)
  const [state, setState] = useState(initialState)
  /** counts the links that were followed: each begins a capture anew, at its step */
  const [visit, setVisit] = useState(0)
  const keepStep = useCallback((index: number) => setState((before) => ({ ...before, step: index + 1 })), [])
  const choice = captureChoices.find(({ name }) => name === state.show)
  const situation = situationOf(state) ?? situations[0]
  // what was chosen is answered on the screen first, and then the engine runs
  const due = useAfterPaint(state)
  const key = keyOf(due)
  const dueSituation = situationOf(due)
  const begun = useMemo(() => unpackStory(first), [first])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings by their values, not by the object that holds them
  const played = useMemo(
    () =>
      key === FIRST
        ? begun
        : dueSituation
          ? (engine.code?.playSituation(dueSituation, settingsFrom(due)) ?? null)
          : null,
    [key, begun, engine.code],
  )
  const shown = useRef({ situation: situations[0], ...begun })
  if (played) shown.current = { situation: dueSituation ?? situations[0], ...played }
  const { story, frames } = shown.current
  const lacks = dueSituation !== undefined && played === null
  const waits = !choice && (played === null || key !== keyOf(state))
  const [stepper, goTo] = useRunSteps(story.moments.length, { waits })
  const { hash, problem } = useMoment(
    liveCodec,
    { ...state, step: choice || waits ? state.step : stepper.index + 1 },
    {
      addressed: true,
      onGiven(given) {
        setState(given)
        goTo(given.step - 1)
        setVisit((before) => before + 1)
      },
    },
  )
  const Capture = useCaptureShow(choice !== undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another change is another attempt
  useEffect(() => {
    if (lacks) engine.ask()
  }, [lacks, key])

  function change(next: LiveState) {
    const other = next.show !== state.show
    const named = situationOf(next)
    setState(
      other && named
        ? stateOf(next.show, settingsOf(named))
        : other
          ? { ...initialState, show: next.show }
          : next,
    )
    if (other) goTo(0)
  }

  const twin = useMemo(
    () => ({ sentences: story.moments.map(({ sentence }) => sentence), tables: storyTables(story) }),
    [story],
  )
  const { packet } = story.moments[stepper.index]
  return (
    <>
      <LiveControls
        state={state}
        ask={choice ? null : situation.ask}
        packet={choice ? null : packet}
        onChange={change}
        onSign={engine.ask}
      />
      <MomentNotice problem={problem} />
      {choice ? (
        Capture ? (
          <>
            <Capture
              key={`${choice.name} ${visit}`}
              choice={choice}
              initial={state.step - 1}
              onIndex={keepStep}
            />
            <div className="acts link">
              <CopyLink name="handshake" hash={hash} />
              <a className="btn sm" href={`/captures/${choice.file}`} download>
                Download the capture
              </a>
            </div>
          </>
        ) : (
          <p role="status">The capture is being fetched.</p>
        )
      ) : (
        <>
          <StoryPlayer
            title={shown.current.situation.title}
            story={story}
            frames={frames}
            stepper={stepper}
            heading="h2"
            waiting={lacks ? sayFetching('The network engine', engine) : null}
          >
            <div className="acts link">
              <CopyLink name="handshake" hash={hash} />
              <SaveCapture
                name={`hop-by-hop-${situation.name}`}
                capture={async () => (await loadEngine()).captureSituation(situation, settingsFrom(state))}
              />
            </div>
          </StoryPlayer>
          <SameTwin
            id="live-text"
            summary="Read this run as text"
            sentences={twin.sentences}
            tables={twin.tables}
          />
        </>
      )}
    </>
  )
}

/** What plays a capture is fetched when the first one is asked for. */
function useCaptureShow(wanted: boolean): CaptureShow | null {
  const [Show, setShow] = useState<CaptureShow | null>(null)
  useEffect(() => {
    if (wanted) void import('./capture-show').then(({ CaptureShow }) => setShow(() => CaptureShow))
  }, [wanted])
  return Show
}
