import { Island } from '@/components/widgets/frame/island'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import type { ModelName } from '@/lib/course/layer-models'
import { EncapsulationPlayer } from './encapsulation-player'
import { readJourney } from './read-journey'

/**
 * One recorded HTTP request on its way down through the layers of a laptop, across a router and up through those of a server.
 * `sent` and `arrived` name captures of the two links, the frames count from 1.
 */
export function Encapsulation({
  sent,
  sentFrame,
  arrived,
  arrivedFrame,
  model = 'osi',
  ask,
}: {
  readonly sent: string
  readonly sentFrame: number
  readonly arrived: string
  readonly arrivedFrame: number
  readonly model?: ModelName
  readonly ask?: string
}) {
  const journey = readJourney(sent, sentFrame, arrived, arrivedFrame)
  const textId = `text-${sent}-${sentFrame}`
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="encapsulation"
        of={EncapsulationPlayer}
        player={{ title: 'One request, layer by layer', journey, model }}
        textId={textId}
      />
      <figcaption className="cap">
        Recorded on Linux on both sides of a router, at the same moment. A capture holds neither preamble nor
        check sequence: those two are worked out here as IEEE 802.3 lays down.{' '}
        <a href={`/captures/${sent}.pcap`} download>
          Capture of the first link
        </a>
        ,{' '}
        <a href={`/captures/${arrived}.pcap`} download>
          of the second
        </a>
        <TextTwin id={textId} sentences={journey.steps.map(({ sentence }) => sentence)} />
      </figcaption>
    </figure>
  )
}
