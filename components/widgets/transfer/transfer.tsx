import { Island } from '@/components/widgets/frame/island'
import { FIRST_TRANSFER, type TransferSettings } from '@/lib/net/transfer/settings'
import { play } from './engine'
import { TransferPlayer } from './transfer-player'

/** A bulk transfer through one bottleneck, run by the engine while the page is built; `settings` replaces what it begins with. */
export function Transfer({
  ask,
  title = 'One transfer, one bottleneck',
  settings,
}: {
  readonly ask?: string
  readonly title?: string
  readonly settings?: Partial<TransferSettings>
}) {
  const textId = 'text-transfer'
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="transfer"
        of={TransferPlayer}
        player={{ title, textId, first: play({ ...FIRST_TRANSFER, ...settings }) }}
        textId={textId}
      />
      <figcaption className="cap">
        Run on the course’s engine: two Linux machines and a router. The delay and the slow link lie behind
        the router, and its queue drops what finds it full. Every value is the sender’s own, written down
        after each ACK. What Linux adds on top of the standards, HyStart’s early end of slow start and pacing,
        is left out.
      </figcaption>
    </figure>
  )
}
