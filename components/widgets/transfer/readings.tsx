'use client'

import { bytesText, segmentsText, type TransferMoment } from '@/lib/net/transfer/tell'

/** What the sender's control block says at the current step. */
export function Readings({ moment }: { readonly moment: TransferMoment }) {
  return (
    <dl className="tread">
      {readingsOf(moment).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Names and words of the values, for the panel and for the table. */
export function readingsOf({ values }: TransferMoment): readonly (readonly [name: string, value: string])[] {
  return [
    ['cwnd', segmentsText(values.cwnd)],
    ['ssthresh', values.ssthresh === null ? 'none yet' : segmentsText(values.ssthresh)],
    ['receiver’s window', `${bytesText(values.rwnd)} B`],
    ['in flight', segmentsText(values.inFlight)],
    [
      'smoothed round trip',
      values.srttUs === null ? 'not measured' : `${(values.srttUs / 1000).toFixed(1)} ms`,
    ],
    ['timeout (RTO)', `${Math.round(values.rtoUs / 1000)} ms`],
    ['in the router’s queue', values.queued === 1 ? '1 frame' : `${values.queued} frames`],
  ]
}
