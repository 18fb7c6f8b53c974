import { listOf, momentCodec, oneWord, whole } from '@/components/widgets/frame/moment-codec'
import { LINUX_SETTINGS, type Settings, SITUATION_NAMES } from '@/lib/net/situation/situation'
import { captureChoices } from './capture-choices'

/** What a link to a moment of the stepper says. `show` is a situation of the engine, or a recorded exchange. */
export type LiveState = {
  readonly show: string
  readonly rtt: number
  readonly lost: readonly number[]
  readonly isnc: number
  readonly isns: number
  readonly mss: number
  readonly rcvbuf: number
  readonly closes: Settings['closes']
  /** from 1, as the live line counts */
  readonly step: number
}

export const CLOSES = ['client', 'server', 'both', 'nobody'] as const
export const LIMITS = {
  rtt: [0, 2000],
  isn: [0, 4_294_967_295],
  mss: [88, 8960],
  rcvbuf: [0, 1_000_000],
  lost: [1, 400],
} as const

export const initialState: LiveState = {
  show: 'open',
  rtt: LINUX_SETTINGS.rttMs,
  lost: [],
  isnc: LINUX_SETTINGS.isn[0],
  isns: LINUX_SETTINGS.isn[1],
  mss: LINUX_SETTINGS.mss,
  rcvbuf: 0,
  closes: LINUX_SETTINGS.closes,
  step: 1,
}

export const liveCodec = momentCodec<LiveState>({
  version: 1,
  parts: {
    show: oneWord([...SITUATION_NAMES, ...captureChoices.map(({ name }) => name)]),
    rtt: whole(...LIMITS.rtt),
    lost: listOf(whole(...LIMITS.lost), 30),
    isnc: whole(...LIMITS.isn),
    isns: whole(...LIMITS.isn),
    mss: whole(...LIMITS.mss),
    rcvbuf: whole(...LIMITS.rcvbuf),
    closes: oneWord(CLOSES),
    step: whole(1, 999),
  },
  initial: initialState,
})

export function settingsFrom(state: LiveState): Settings {
  return {
    rttMs: state.rtt,
    lost: state.lost,
    isn: [state.isnc, state.isns],
    mss: state.mss,
    receiveBuffer: state.rcvbuf,
    closes: state.closes,
  }
}

/** The beginning of a situation, with the settings that make it what it is. */
export function stateOf(show: string, settings: Settings): LiveState {
  return {
    show,
    rtt: settings.rttMs,
    lost: settings.lost,
    isnc: settings.isn[0],
    isns: settings.isn[1],
    mss: settings.mss,
    rcvbuf: settings.receiveBuffer,
    closes: settings.closes,
    step: 1,
  }
}
