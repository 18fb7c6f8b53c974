import { Island } from '@/components/widgets/frame/island'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { type NamedFrame, readFrames } from './read-frames'
import { TwoModelsPlayer } from './two-models-player'

/**
 * Recorded frames of different kinds, each taken apart and placed in the OSI model and in the TCP/IP model at once. `frames`
 * count from 1 in public/captures/<capture>.pcap; `says` is what is worth seeing in each.
 */
export function TwoModels({
  capture,
  frames,
  ask,
}: {
  readonly capture: string
  readonly frames: readonly NamedFrame[]
  readonly ask?: string
}) {
  const read = readFrames(capture, frames)
  const textId = `text-models-${capture}`
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="two-models"
        of={TwoModelsPlayer}
        player={{ title: 'Frames in two models', frames: read }}
        textId={textId}
      />
      <figcaption className="cap">
        Recorded on one link of a Linux laptop, within a tenth of a second.{' '}
        <a href={`/captures/${capture}.pcap`} download>
          Download this capture
        </a>
        <TextTwin id={textId} sentences={read.map(({ sentence }) => sentence)} />
      </figcaption>
    </figure>
  )
}
