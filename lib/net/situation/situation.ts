/** Which end: 0 the client, 1 the server. In a simultaneous open both are clients, and 0 is drawn left. */
export type End = 0 | 1

/** What one end waits for before it does something. `received`: so many bytes in total. */
export type Wait = 'start' | 'connected' | 'end-of-file' | { readonly received: number }

/** A system call; each stands for the call of the same name in section 2 of the manual. `abort` is close(2) with SO_LINGER 0. */
export type Call =
  | { readonly call: 'connect' | 'accept' | 'shutdown' | 'close' | 'abort' }
  | { readonly call: 'write'; readonly bytes: number }

/** One line of a program: wait, think for a while, call. */
export type Act = { readonly end: End; readonly wait: Wait; readonly thinkUs: number; readonly does: Call }

/** What a learner may set. Sequence numbers are unsigned 32-bit, `receiveBuffer` null is Linux's own choice. */
export type Settings = {
  readonly rttMs: number
  /** which packets the cable loses, counted from 1 in the order in which they leave */
  readonly lost: readonly number[]
  readonly isn: readonly [number, number]
  readonly mss: number
  /** SO_RCVBUF of the server in bytes, as setsockopt is given it; 0 for Linux's own */
  readonly receiveBuffer: number
  readonly closes: 'client' | 'server' | 'both' | 'nobody'
}

export type Situation = {
  readonly name: SituationName
  readonly title: string
  /** a question that playing it answers */
  readonly ask: string
  /** what is special about it; only what differs from two machines with default settings */
  readonly settings: Partial<Settings>
  readonly server: {
    /** false: nothing listens on the port */
    readonly listens: boolean
    readonly backlog: number
    /** what the server's firewall does with a SYN to the port */
    readonly refuses: 'DROP' | 'REJECT' | null
    /** connections that others have opened before, and that nobody has accepted */
    readonly waiting: number
  }
  /** the program of both ends, made from the settings */
  readonly program: (settings: Settings) => readonly Act[]
}

export type SituationName = (typeof SITUATION_NAMES)[number]

export const SITUATION_NAMES = [
  'open',
  'syn-lost',
  'syn-ack-lost',
  'ack-lost',
  'refused',
  'filtered',
  'rejected',
  'simultaneous-open',
  'data-timeout',
  'fast-retransmit',
  'half-close',
  'simultaneous-close',
  'reset',
  'time-wait',
  'backlog-full',
] as const

export const SERVER_PORT = 5001
export const CLIENT_PORT = 49_152

export const LINUX_SETTINGS: Settings = {
  rttMs: 40,
  lost: [],
  isn: [1_000_000, 5_000_000],
  mss: 1460,
  receiveBuffer: 0,
  closes: 'client',
}

/** The settings that a situation begins with. */
export function settingsOf({ settings }: Situation): Settings {
  return { ...LINUX_SETTINGS, ...settings }
}
