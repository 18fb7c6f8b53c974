'use client'

import { useEffect, useState } from 'react'
import { useStepper } from '@/components/motion/use-stepper'
import { BytesView } from '@/components/packet/bytes-view'
import { chipsOf } from '@/components/packet/chips'
import { PacketChips } from '@/components/packet/packet-chips'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import { describePacket } from '@/lib/net/explain/describe-packet'
import { readPacket } from '@/lib/net/trace/read-packet'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'
import type { CapturedFrame } from '@/lib/net/wire/pcap'

/** Plays a capture packet by packet: who sends what to whom, and every byte of it. */
export function PacketsPlayer({
  title,
  frames,
  heading,
  initial = 0,
  onIndex,
}: {
  readonly title: string
  readonly frames: readonly CapturedFrame[]
  readonly heading: 'h2' | 'h3'
  /** the packet to begin with, from 0 */
  readonly initial?: number
  readonly onIndex?: (index: number) => void
}) {
  const stepper = useStepper(frames.length, Math.min(initial, frames.length - 1))
  useEffect(() => onIndex?.(stepper.index), [onIndex, stepper.index])
  const [field, setField] = useState<string | null>(null)
  const frame = frames[stepper.index]
  const dissection = dissect(frame.bytes, frame.linkType, allProtocols)
  const chips = chipsOf(dissection)
  const sentences = frames.map(sentenceOf)
  return (
    <>
      <WidgetFrame
        title={title}
        heading={heading}
        unit="packet"
        stepper={stepper}
        sentence={sentences[stepper.index]}
        stepText={(index) => `Packet ${index + 1} of ${frames.length}`}
        stage={
          <div className="stage pks" aria-hidden="true">
            <PacketChips chips={chips} />
          </div>
        }
      >
        <BytesView
          frame={frame}
          table={allProtocols}
          field={field ?? dissection.layers.at(-1)?.fields[0]?.name ?? ''}
          onField={setField}
          heading={heading === 'h2' ? 'h3' : 'h4'}
        />
      </WidgetFrame>
      <TextTwin id="packets-text" summary="Read these packets as text" sentences={sentences} />
    </>
  )
}

function sentenceOf(frame: CapturedFrame): string {
  const packet = readPacket(frame.bytes, frame.linkType)
  const says = describePacket(dissect(frame.bytes, frame.linkType, allProtocols), null)
  const who = packet
    ? `${endText(packet.source, packet.sourcePort)} to ${endText(packet.destination, packet.destinationPort)}`
    : 'A frame'
  const text = `${who}: ${says ?? packet?.protocol ?? 'not read'}`
  return /[.?]$/.test(text) ? text : `${text}.`
}

function endText(address: string, port: number | null): string {
  if (port === null) return address
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}
