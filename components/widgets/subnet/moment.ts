import { freeText, MOST_LENGTH, momentCodec, whole } from '../frame/moment-codec'
import { MOST_TEXT } from './cut-at-line'

/** Everything that a reader can set, so that a link leads back to it. */
export type SubnetMoment = {
  /** what is in the field: one entry, or several */
  readonly wrote: string
  /** which of several entries is drawn, from 0 */
  readonly at: number
  /** prefix length that the block is thought to be cut from; -1 takes the last octet boundary (IPv6: group boundary) in it */
  readonly from: number
  /** how the block is cut in the table (lib/net/subnet/split.ts); '' is not at all */
  readonly cuts: string
  /** the second address that is checked */
  readonly other: string
  /** the networks of the plan, one a line */
  readonly needs: string
}

export const FIRST_MOMENT: SubnetMoment = {
  wrote: '192.168.10.77/26',
  at: 0,
  from: -1,
  cuts: '',
  other: '192.168.10.130',
  needs: 'Office 28\nPrinters 5\nUplink 2',
}

/** What the field holds after a change to IPv6, until something else is written. */
export const FIRST_IPV6 = '2001:db8:3:1a7f::7/52'

export const subnetCodec = momentCodec<SubnetMoment>({
  version: 1,
  parts: {
    wrote: freeText(MOST_TEXT),
    at: whole(0, MOST_TEXT),
    from: whole(-1, 128),
    cuts: freeText(400),
    other: freeText(60),
    needs: freeText(MOST_TEXT),
  },
  initial: FIRST_MOMENT,
})

/** What a link holds of a moment, and the words for what it leaves out. */
export type LinkedMoment = { readonly linked: SubnetMoment; readonly leftOut: string | null }

/** A link is read up to `MOST_LENGTH` characters: the plan is left out of a longer one, or the field, or both. */
export function momentInLink(moment: SubnetMoment): LinkedMoment {
  const { wrote, at, from, cuts, needs } = FIRST_MOMENT
  const tries: readonly LinkedMoment[] = [
    { linked: moment, leftOut: null },
    { linked: { ...moment, needs }, leftOut: 'the plan' },
    { linked: { ...moment, wrote, at, from, cuts }, leftOut: 'what is in the field' },
  ]
  return (
    tries.find(({ linked }) => subnetCodec.write(linked).length <= MOST_LENGTH) ?? {
      linked: { ...moment, wrote, at, from, cuts, needs },
      leftOut: 'what is in the field, and the plan',
    }
  )
}
