/** What a learner may set: the path, and which of the packets with data it loses, counted from 1 as they leave in each row. */
export type SameLossSettings = {
  readonly rttMs: number
  readonly rateMbit: number
  readonly lost: readonly number[]
}

export const FIRST_LOSS: SameLossSettings = { rttMs: 40, rateMbit: 10, lost: [5] }

export type Transport = 'tcp' | 'udp' | 'quic'

/** Three things that a program sends at once, each in four pieces. */
export const STREAMS = ['A', 'B', 'C'] as const
export const PIECES_EACH = 4
export const PIECES = STREAMS.length * PIECES_EACH
/** Small enough that all pieces fit into the first window of TCP and of QUIC, and each into one packet. */
export const PIECE_BYTES = 1150

/** "B2": pieces leave in turns, A1 B1 C1 A2 … `piece` counts from 0. */
export function pieceName(piece: number): string {
  return `${STREAMS[streamOf(piece)]}${Math.floor(piece / STREAMS.length) + 1}`
}

/** Which stream a piece belongs to: 0, 1 or 2. */
export function streamOf(piece: number): number {
  return piece % STREAMS.length
}
