import type { LossRow } from '@/lib/net/same-loss/row'

/** Which packets are lost, counted as they leave: what the choice says. */
export const LOSSES = [
  { lost: [], text: 'none' },
  { lost: [1], text: '1st: A1' },
  { lost: [3], text: '3rd: C1' },
  { lost: [5], text: '5th: B2' },
  { lost: [8], text: '8th: B3' },
  { lost: [12], text: '12th: C4, the last' },
  { lost: [5, 6], text: '5th and 6th: B2 and C2' },
  { lost: [1, 2, 3], text: '1st to 3rd: A1, B1, C1' },
  { lost: [5, 13], text: '5th, and its repetition' },
] as const

export const ROUND_TRIPS = [10, 40, 100, 200] as const

export const FIRST_CASE = { loss: 3, roundTrip: 1 } as const

/** All cases, made while the page is built: by loss, then by round trip. */
export type Cases = readonly (readonly (readonly LossRow[])[])[]
