import type { Act, Sender } from './act'

/** One place where the kernel looked for the packet's socket, as text. */
export type TryRow = { readonly asks: string; readonly finds: string | null }

export type Outcome = 'ok' | 'refused' | 'error'

/** One step of a run, plain data. */
export type Moment = {
  readonly act: Act
  /** in a few words: `SYN-ACK`, `RST`, `EADDRINUSE` */
  readonly result: string
  readonly outcome: Outcome
  readonly sentence: string
  /** for a packet: protocol and the four values, and where its socket was looked for, in order */
  readonly packet: string | null
  readonly tries: readonly TryRow[]
  /** which machine looked: the sender itself where it sent to its own loopback address */
  readonly host: Sender
  /** `ss -tuan` on the server afterwards */
  readonly prints: readonly string[]
  /** lines of `prints` that have to do with this step */
  readonly marked: readonly number[]
}
