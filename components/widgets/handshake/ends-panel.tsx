'use client'

import { formatDuration } from '@/lib/net/explain/quantity'
import type { StoryMoment } from '@/lib/net/situation/story'
import type { EndView, RunningTimer, TcbView } from '@/lib/net/situation/tcb-view'
import type { Transition } from '@/lib/net/situation/transition'
import { stateName } from '@/lib/net/trace/state-name'
import { StateMap } from './state-map'
import { VariablesExplained } from './variables-explained'

const NAMES = ['Client', 'Server'] as const

/** Both ends at one step: the state machine with the arrow just taken, the variables of RFC 9293, and the timers that run. */
export function EndsPanel({
  moment,
  startUs,
  heading,
}: {
  readonly moment: StoryMoment
  readonly startUs: number
  readonly heading: 'h3' | 'h4'
}) {
  return (
    <>
      <div className="ends2">
        {([0, 1] as const).map((end) => (
          <EndPanel
            key={end}
            name={NAMES[end]}
            view={moment.ends[end]}
            peer={moment.ends[end === 0 ? 1 : 0]}
            atUs={moment.atUs + startUs}
            transition={moment.transitions.findLast((each) => each.end === end) ?? null}
            heading={heading}
          />
        ))}
      </div>
      <VariablesExplained />
    </>
  )
}

function EndPanel({
  name,
  view: { state, tcb },
  peer,
  atUs,
  transition,
  heading: Heading,
}: {
  readonly name: string
  readonly view: EndView
  readonly peer: EndView
  readonly atUs: number
  readonly transition: Transition | null
  readonly heading: 'h3' | 'h4'
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div className="end2" role="group" aria-label={`${name}: state and variables`}>
      <div className="eh">
        <Heading>{name}</Heading>
        <b className="est">{stateName(state)}</b>
      </div>
      <p className="etr">
        {transition
          ? `${stateName(transition.before)} to ${stateName(transition.after)}: ${transition.event} / ${transition.action ?? 'nothing sent'}`
          : 'No change of state in this step.'}
      </p>
      <StateMap state={state} from={transition?.before ?? null} />
      {tcb ? (
        <>
          <Variables tcb={tcb} peerIss={tcb.irs ?? peer.tcb?.iss ?? 0} />
          <TimerRows timers={tcb.timers} atUs={atUs} />
        </>
      ) : (
        <p className="muted">There is no connection at this end, so there are no variables and no timers.</p>
      )}
    </div>
  )
}

function Variables({ tcb, peerIss }: { readonly tcb: TcbView; readonly peerIss: number }) {
  const own = (value: number) => String((value - tcb.iss) >>> 0)
  const rows = [
    ['SND.UNA', own(tcb.sndUna), `${tcb.sndUna}`],
    ['SND.NXT', own(tcb.sndNxt), `${tcb.sndNxt}`],
    ['SND.WND', tcb.irs === null ? '–' : `${tcb.sndWnd} B`, ''],
    ['RCV.NXT', tcb.rcvNxt === null ? '–' : String((tcb.rcvNxt - peerIss) >>> 0), `${tcb.rcvNxt ?? ''}`],
    ['RCV.WND', `${tcb.rcvWnd} B`, ''],
    ['cwnd', tcb.cwnd === 0 ? '–' : `${tcb.cwnd} B`, ''],
    ['RTO', formatDuration(tcb.rtoUs), ''],
  ] as const
  return (
    <dl className="etcb">
      {rows.map(([label, value, raw]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            {raw && <small>{raw}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const TIMER_NAMES: Readonly<Record<RunningTimer['name'], string>> = {
  retransmit: 'Retransmission',
  lossProbe: 'Loss probe',
  delayedAck: 'Delayed ACK',
  persist: 'Window probe',
  keepalive: 'Keep-alive',
  timeWait: 'TIME-WAIT',
}

/** Each timer drains towards its moment; the bar is scaled, so that moving it lays nothing out. */
function TimerRows({ timers, atUs }: { readonly timers: readonly RunningTimer[]; readonly atUs: number }) {
  const running = timers.filter(({ deadlineUs }) => deadlineUs >= atUs)
  if (running.length === 0) return <p className="muted">No timer runs.</p>
  return (
    <ul className="etm">
      {running.map(({ name, deadlineUs, startedUs }) => {
        const left = deadlineUs - atUs
        const whole = Math.max(1, deadlineUs - startedUs)
        return (
          <li key={name}>
            {TIMER_NAMES[name]}: {formatDuration(left)} left of {formatDuration(whole)}
            <i className="bar" aria-hidden="true">
              <i style={{ transform: `scaleX(${Math.min(1, left / whole)})` }} />
            </i>
          </li>
        )
      })}
    </ul>
  )
}
