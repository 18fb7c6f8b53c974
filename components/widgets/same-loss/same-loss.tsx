import { Island } from '@/components/widgets/frame/island'
import { runSameLoss } from '@/lib/net/same-loss/run'
import { FIRST_LOSS } from '@/lib/net/same-loss/settings'
import { type Cases, LOSSES, ROUND_TRIPS } from './cases'
import { SameLossPlayer } from './same-loss-player'

/** The same pieces, path and loss under TCP, UDP and QUIC; every case is run while the page is built. */
export function SameLoss({
  ask,
  title = 'The same loss, three transports',
}: {
  readonly ask?: string
  readonly title?: string
}) {
  const textId = 'text-same-loss'
  const cases: Cases = LOSSES.map(({ lost }) =>
    ROUND_TRIPS.map((rttMs) => runSameLoss({ ...FIRST_LOSS, rttMs, lost })),
  )
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island name="same-loss" of={SameLossPlayer} player={{ title, textId, cases }} textId={textId} />
      <figcaption className="cap">
        Run on the course’s engine over one path of {FIRST_LOSS.rateMbit} Mbit/s, on connections that are open
        already. TCP carries HTTP/2’s DATA frames, one in each segment. QUIC is a subset: packet numbers,
        STREAM and ACK frames, and the loss detection of RFC 9002 run over real UDP datagrams, with its
        handshake, its encryption and its flow control left out. UDP is the bare datagrams.
      </figcaption>
    </figure>
  )
}
