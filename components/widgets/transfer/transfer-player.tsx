'use client'

import { useEffect, useRef, useState } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { Toggle } from '@/components/widgets/frame/toggle'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import type { TransferSettings } from '@/lib/net/transfer/settings'
import type { TransferStory } from '@/lib/net/transfer/story'
import { bandwidthDelayBytes, mbitText, secondsText } from '@/lib/net/transfer/tell'
import { CHOICES, readSegments } from './choices'
import { ProductPanel } from './product-panel'
import { Readings, readingsOf } from './readings'
import { SequenceChart } from './sequence-chart'
import { TransferControls } from './transfer-controls'
import { WindowChart } from './window-chart'

export type TransferPlayerProps = {
  readonly title: string
  readonly textId: string
  /** the run that was made while the page was built */
  readonly first: TransferStory
}

/** One bulk transfer: the windows and the sequence numbers over one axis of time, its events as steps, its path to be changed. */
export function TransferPlayer({ title, textId, first }: TransferPlayerProps) {
  const [settings, setSettings] = useState(first.settings)
  const [beside, setBeside] = useState(false)
  const [close, setClose] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const { story, other, running } = useRuns(first, settings, beside)
  const stepper = useStepper(story.moments.length)
  // what was chosen before this code was here
  useEffect(() => setSettings((before) => chosenIn(place.current, before)), [])
  function change(next: TransferSettings) {
    setSettings(next)
    stepper.seek(0)
  }
  const index = Math.min(stepper.index, story.moments.length - 1)
  const moment = story.moments[index]
  const [fromUs, toUs] = close ? near(moment.atUs, story) : [0, story.endUs]
  const otherName = story.settings.algorithm === 'cubic' ? 'Reno' : 'CUBIC'
  return (
    <div className="transfer">
      <TransferControls settings={settings} place={place} onChange={change} />
      <WidgetFrame
        title={title}
        layer={4}
        unit="event"
        stepper={stepper}
        sentence={moment.sentence}
        stepText={(at) => `Event ${at + 1} of ${stepper.count}: ${story.moments[at].name}`}
        actions={
          <>
            <Toggle label="Close-up" on={close} onChange={setClose} />
            <Toggle label={`Beside ${otherName}`} on={beside} onChange={setBeside} />
          </>
        }
        stage={
          <div className="stage tstage">
            <Legend other={other ? otherName : null} close={close} />
            <WindowChart
              columns={story.columns}
              other={other && { name: otherName, columns: other.columns }}
              fromUs={fromUs}
              toUs={toUs}
              nowUs={moment.atUs}
              productBytes={bandwidthDelayBytes(story.settings)}
            />
            <SequenceChart
              columns={story.columns}
              segments={story.segments}
              fromUs={fromUs}
              toUs={toUs}
              nowUs={moment.atUs}
            />
          </div>
        }
      >
        <p className="tnow">
          <b>{(moment.atUs / 1000).toFixed(1)} ms</b> after the SYN: {moment.name}
        </p>
        <Readings moment={moment} />
        <ProductPanel story={story} />
        <p className="tresult" role="status">
          {running ? 'The engine is running this transfer.' : resultOf(story, other, otherName)}
        </p>
      </WidgetFrame>
      <TextTwin
        id={textId}
        summary="Read this transfer as text"
        sentences={story.moments.map(({ atUs, sentence }) => `${(atUs / 1000).toFixed(1)} ms: ${sentence}`)}
        tables={[tableOf(story)]}
      />
    </div>
  )
}

function Legend({ other, close }: { readonly other: string | null; readonly close: boolean }) {
  const lines = [
    ['cwnd', 'cwnd'],
    ['ssthresh', 'ssthresh'],
    ['rwnd', 'receiver’s window'],
    ['flight', 'in flight'],
    ['product', 'bandwidth-delay product'],
    ...(other ? [['other', `cwnd of ${other}`]] : []),
    ['acked', 'acknowledged up to'],
    ['edge', 'end of the receiver’s window'],
    ...(close
      ? [
          ['seg', 'a segment'],
          ['seg again', 'sent again'],
        ]
      : [['sent', 'sent up to']]),
  ]
  return (
    <ul className="tlegend">
      {lines.map(([style, text]) => (
        <li key={style}>
          <svg viewBox="0 0 28 12" aria-hidden="true" focusable="false">
            <path
              className={style}
              d={
                style === 'flight' ? 'M0 2H28V12H0Z' : style.startsWith('seg') ? 'M8 1V11M18 1V11' : 'M0 6H28'
              }
            />
          </svg>
          {text}
        </li>
      ))}
      {close && (
        <li>
          <b className="tc-cross">×</b> lost on the way
        </li>
      )}
    </ul>
  )
}

/** The stretch around a moment; at the ends of the run it begins or stops there. */
function near(atUs: number, { nearUs, endUs }: TransferStory): readonly [number, number] {
  const width = Math.min(2 * nearUs, endUs)
  const from = Math.min(Math.max(0, atUs - nearUs), endUs - width)
  return [from, from + width]
}

function resultOf(story: TransferStory, other: TransferStory | null, otherName: string): string {
  const name = story.settings.algorithm === 'cubic' ? 'CUBIC' : 'Reno'
  const compared = other ? ` ${otherName} on the same path: ${sumOf(other)}.` : ''
  return `${name}: ${sumOf(story)}.${compared}`
}

function sumOf({ endUs, goodputMbit, dropped, timeouts, again }: TransferStory): string {
  const rate = goodputMbit === null ? 'not finished' : `${mbitText(goodputMbit)}, ${secondsText(endUs)}`
  return `${rate}, ${dropped} lost, ${again} sent again, ${timeouts === 1 ? '1 timeout' : `${timeouts} timeouts`}`
}

function tableOf(story: TransferStory) {
  const columns = ['event', 'time', ...readingsOf(story.moments[0]).map(([name]) => name)]
  return {
    caption: 'What the sender knew at each event',
    columns,
    rows: story.moments.map((moment) => [
      moment.name,
      `${(moment.atUs / 1000).toFixed(1)} ms`,
      ...readingsOf(moment).map(([, value]) => value),
    ]),
  }
}

/** The run of these settings, and the other algorithm's. The engine is fetched when the first of them is not the one of the build. */
function useRuns(
  first: TransferStory,
  settings: TransferSettings,
  beside: boolean,
): { readonly story: TransferStory; readonly other: TransferStory | null; readonly running: boolean } {
  const [runs, setRuns] = useState<{ of: string; story: TransferStory; other: TransferStory | null }>({
    of: keyOf(first.settings, false),
    story: first,
    other: null,
  })
  const wanted = keyOf(settings, beside)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings by their values
  useEffect(() => {
    if (runs.of === wanted) return
    let isCurrent = true
    void import('./engine').then(({ play }) => {
      if (!isCurrent) return
      const isFirst = keyOf(settings, false) === keyOf(first.settings, false)
      const story = isFirst ? first : play(settings)
      const algorithm = settings.algorithm === 'cubic' ? 'reno' : 'cubic'
      setRuns({ of: wanted, story, other: beside ? play({ ...settings, algorithm }) : null })
    })
    return () => {
      isCurrent = false
    }
  }, [wanted])
  return { story: runs.story, other: runs.other, running: runs.of !== wanted }
}

function keyOf(settings: TransferSettings, beside: boolean): string {
  return JSON.stringify([settings, beside])
}

/** The settings as the controls on the page say them. */
function chosenIn(place: HTMLElement | null, before: TransferSettings): TransferSettings {
  const chosen: Record<string, unknown> = {}
  for (const select of Array.from(place?.querySelectorAll('select') ?? [])) {
    const values: readonly unknown[] = CHOICES[select.name as keyof typeof CHOICES]
    chosen[select.name] = values[Number(select.value)]
  }
  const typed = place?.querySelector('input')?.value
  const lost = typed === undefined ? null : readSegments(typed)
  const next = { ...before, ...chosen, lost: lost ?? before.lost }
  return keyOf(next, false) === keyOf(before, false) ? before : next
}
