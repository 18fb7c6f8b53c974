import { Island } from '@/components/widgets/frame/island'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { describeStep } from '@/lib/net/explain/describe-step'
import { describeVantage } from '@/lib/net/explain/describe-vantage'
import type { SituationName } from '@/lib/net/situation/situation'
import { addressOf } from './capture-address'
import { readExcerpt } from './excerpt'
import { HandshakePlayer } from './handshake-player'
import { SituationFigure } from './situation-figure'

type Props = {
  readonly ask?: string
  readonly title?: string
  readonly heading?: 'h2' | 'h3'
  /** whether the bytes are open from the beginning: on the figure that is about them; a reader opens them on any */
  readonly bytes?: boolean
} & (
  | { readonly scenario: SituationName }
  | { readonly capture: string; readonly flow?: number; readonly from?: number; readonly to?: number }
)

/** A TCP connection step by step: `scenario` names a situation that the engine runs, `capture` a recorded one. */
export function Handshake(props: Props) {
  return 'scenario' in props ? <SituationFigure {...props} /> : <RecordedHandshake {...props} />
}

/**
 * A recorded TCP connection, step by step. `capture` names a file in public/captures, `flow` the TCP flow in it, `from` and `to`
 * the steps (from 0, `to` not included). The first frame and the text form are in the HTML.
 */
function RecordedHandshake({
  capture,
  ask,
  title,
  flow: flowIndex = 0,
  from = 0,
  to,
  heading,
  bytes = true,
}: {
  readonly capture: string
  readonly ask?: string
  readonly title?: string
  readonly flow?: number
  readonly from?: number
  readonly to?: number
  readonly heading?: 'h2' | 'h3'
  readonly bytes?: boolean
}) {
  const { conversation, source } = readExcerpt(capture, flowIndex)
  const shown = [from, Math.min(to ?? conversation.steps.length, conversation.steps.length)] as const
  const steps = conversation.steps.slice(...shown)
  if (steps.length === 0) throw new Error(`Handshake: ${capture} has no steps from ${from} to ${to}`)
  const textId = `text-${capture}-${flowIndex}-${from}`
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="handshake"
        of={HandshakePlayer}
        player={{
          title: title ?? titleOf(shown),
          source,
          shown,
          heading,
          bytes,
          alone: heading === 'h2' ? undefined : addressOf({ name: capture, flow: flowIndex }),
        }}
        textId={textId}
      />
      <figcaption className="cap">
        {describeVantage(conversation)}{' '}
        <a href={`/captures/${capture}.pcap`} download>
          Download this capture
        </a>
        <TextTwin id={textId} sentences={steps.map((step) => describeStep(step, conversation))} />
      </figcaption>
    </figure>
  )
}

function titleOf([from, to]: readonly [number, number]): string {
  return from === 0 && to === 3 ? 'Three-way handshake' : 'A TCP connection, segment by segment'
}
