'use client'

import { useEffect, useState } from 'react'
import { describePacket } from '@/lib/net/explain/describe-packet'
import { flowConversation } from '@/lib/net/trace/flows'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'
import type { CapturedFrame } from '@/lib/net/wire/pcap'
import type { CaptureChoice } from './capture-choices'
import { ConversationPlayer } from './conversation-player'
import { type Opened, openFile } from './open-file'
import { PacketsPlayer } from './packets-player'

/** Fetches a recorded exchange and plays it: a TCP connection as one, anything else packet by packet. */
export function CaptureShow({
  choice,
  initial,
  onIndex,
}: {
  readonly choice: CaptureChoice
  readonly initial: number
  readonly onIndex: (index: number) => void
}) {
  const [opened, setOpened] = useState<Opened | 'failed' | null>(null)
  useEffect(() => {
    let left = false
    fetchCapture(choice.file).then(
      (got) => left || setOpened(got),
      () => left || setOpened('failed'),
    )
    return () => {
      left = true
    }
  }, [choice.file])
  if (opened === 'failed')
    return (
      <p className="problem" role="alert">
        The capture {choice.file} could not be fetched. Choose the situation again when you are online.
      </p>
    )
  if (!opened) return <p role="status">The capture is being fetched.</p>
  const { capture, flows } = opened
  const flow = flows.filter(({ playable }) => playable)[choice.flow]
  const conversation = flow && flowConversation(capture, flow)
  if (!conversation)
    return (
      <PacketsPlayer
        title={choice.title}
        frames={capture.frames}
        heading="h2"
        initial={initial}
        onIndex={onIndex}
      />
    )
  return (
    <ConversationPlayer
      title={choice.title}
      capture={capture}
      flow={flow}
      conversation={conversation}
      shown={[0, conversation.steps.length]}
      heading="h2"
      table={allProtocols}
      carries={carriedBy}
      initial={initial}
      onIndex={onIndex}
    />
  )
}

async function fetchCapture(file: string): Promise<Opened> {
  const answer = await fetch(`/captures/${file}`)
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`)
  return openFile(new Uint8Array(await answer.arrayBuffer()))
}

/** What rides on a segment, in a sentence; null for a bare one. */
function carriedBy(frame: CapturedFrame): string | null {
  return describePacket(dissect(frame.bytes, frame.linkType, allProtocols), 'tcp')
}
