'use client'

import { NumberField } from '@/components/widgets/frame/number-field'
import { atFirstSign } from '@/components/widgets/frame/use-fetched'
import { situations } from '@/lib/net/situation/situations'
import { type CaptureChoice, captureChoices } from './capture-choices'
import { CLOSES, LIMITS, type LiveState } from './live-state'

/** What a learner sets: the situation, the network and both ends. A field that cannot be used says so and changes nothing. */
export function LiveControls({
  state,
  ask,
  packet,
  onChange,
  onSign,
}: {
  readonly state: LiveState
  /** the question of the situation; null for a capture */
  readonly ask: string | null
  /** number of the packet of the current step; null when it has none */
  readonly packet: number | null
  readonly onChange: (next: LiveState) => void
  /** a reader is about to change something */
  readonly onSign: () => void
}) {
  const isLost = packet !== null && state.lost.includes(packet)
  function lose() {
    if (packet === null) return
    const others = state.lost.filter((each) => each !== packet)
    onChange({ ...state, lost: isLost ? others : [...others, packet].sort((a, b) => a - b) })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its legend into the border
    <div className="lset" role="group" aria-label="What is run" {...atFirstSign(onSign)}>
      <div className="lrow">
        <label className="lab">
          Situation
          <select
            className="inp"
            value={state.show}
            onChange={(event) => onChange({ ...state, show: event.currentTarget.value })}
          >
            <optgroup label="TCP, run here and now">
              {situations.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </optgroup>
            <Recorded label="Recorded: what TCP carries" over="tcp" />
            <Recorded label="Recorded: without TCP, packet by packet" over="packets" />
          </select>
        </label>
        {ask !== null && <p className="ask">{ask}</p>}
      </div>
      {ask !== null && (
        <details className="lmore">
          <summary>Change the network and both ends</summary>
          <div className="lgrid">
            <NumberField
              label="Round trip"
              unit="ms"
              value={state.rtt}
              limits={LIMITS.rtt}
              onValue={(rtt) => onChange({ ...state, rtt })}
            />
            <NumberField
              label="MSS"
              unit="bytes"
              value={state.mss}
              limits={LIMITS.mss}
              onValue={(mss) => onChange({ ...state, mss })}
            />
            <NumberField
              label="Server’s receive buffer (SO_RCVBUF)"
              unit="bytes, 0 for Linux’s own"
              value={state.rcvbuf}
              limits={LIMITS.rcvbuf}
              onValue={(rcvbuf) => onChange({ ...state, rcvbuf })}
            />
            <NumberField
              label="Client’s initial sequence number"
              value={state.isnc}
              limits={LIMITS.isn}
              onValue={(isnc) => onChange({ ...state, isnc })}
            />
            <NumberField
              label="Server’s initial sequence number"
              value={state.isns}
              limits={LIMITS.isn}
              onValue={(isns) => onChange({ ...state, isns })}
            />
            <label className="lab">
              Who closes first
              <select
                className="inp"
                value={state.closes}
                onChange={(event) =>
                  onChange({ ...state, closes: event.currentTarget.value as LiveState['closes'] })
                }
              >
                {CLOSES.map((who) => (
                  <option key={who}>{who}</option>
                ))}
              </select>
            </label>
          </div>
        </details>
      )}
      {ask !== null && (
        <div className="acts">
          <button
            type="button"
            className="btn sm"
            aria-pressed={isLost}
            aria-disabled={packet === null}
            onClick={lose}
          >
            {packet === null ? 'Nothing is sent in this step' : `Lose packet ${packet}`}
          </button>
          <span className="muted" role="status">
            {state.lost.length === 0
              ? 'The cable loses nothing.'
              : `The cable loses ${state.lost.length === 1 ? 'packet' : 'packets'} ${state.lost.join(', ')}.`}
          </span>
          {state.lost.length > 0 && (
            <button type="button" className="btn sm" onClick={() => onChange({ ...state, lost: [] })}>
              Lose nothing
            </button>
          )}
        </div>
      )}
    </div>
  )
}

function Recorded({ label, over }: { readonly label: string; readonly over: CaptureChoice['over'] }) {
  return (
    <optgroup label={label}>
      {captureChoices
        .filter((choice) => choice.over === over)
        .map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
    </optgroup>
  )
}
