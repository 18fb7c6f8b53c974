import type { Connection } from './connection'
import type { CtStatus, Match, Quota, Statistic } from './rule'

// Conditions that depend on how much has gone by before: xt_statistic.c, xt_quota.c, xt_connbytes.c, ctstatus of xt_conntrack.c.

export function isChosen(statistic: Statistic, random: () => number): boolean {
  if (statistic.probability !== null) return random() < statistic.probability
  statistic.count = statistic.count === statistic.every - 1 ? 0 : statistic.count + 1
  return statistic.count === 0
}

/** A packet that does not fit any more uses up the rest. */
export function fitsQuota(quota: Quota, length: number): boolean {
  const fits = quota.left >= length
  quota.left = fits ? quota.left - length : 0
  return fits
}

export function hasStatus(connection: Connection | undefined, status: CtStatus): boolean {
  switch (status) {
    case 'NONE':
      return !connection
    case 'EXPECTED':
      return connection?.master !== undefined && connection.master !== null
    case 'SEEN_REPLY':
      return connection?.seenReply === true
    case 'ASSURED':
      return connection?.assured === true
    case 'CONFIRMED':
      return connection?.confirmed === true
  }
}

type Volume = Extract<Match, { kind: 'connbytes' }>

/** What both ends, or one, have sent so far, this packet included. */
export function matchesVolume({ among, negated, of, direction }: Volume, { sent }: Connection): boolean {
  const sides = direction === 'both' ? [0, 1] : [direction === 'reply' ? 1 : 0]
  const sum = (what: 'packets' | 'bytes') => sides.reduce((total, side) => total + sent[what][side], 0)
  const packets = sum('packets')
  const value = of === 'avgpkt' ? (packets === 0 ? 0 : Math.floor(sum('bytes') / packets)) : sum(of)
  return among.some(({ from, to }) => value >= from && value <= to) !== negated
}
