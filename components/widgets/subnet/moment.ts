import { freeText, momentCodec, whole } from '../frame/moment-codec'

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
    wrote: freeText(1500),
    at: whole(0, 999),
    from: whole(-1, 128),
    cuts: freeText(400),
    other: freeText(60),
    needs: freeText(1000),
  },
  initial: FIRST_MOMENT,
})
