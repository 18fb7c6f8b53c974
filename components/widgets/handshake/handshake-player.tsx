'use client'

import { useMemo } from 'react'
import { Glyph } from '@/components/ui/glyph'
import { fromBase64 } from '@/lib/net/bytes/base64'
import { flowConversation, listFlows } from '@/lib/net/trace/flows'
import { readCapture } from '@/lib/net/wire/pcap'
import { ConversationPlayer } from './conversation-player'

export type HandshakePlayerProps = {
  readonly title: string
  /** a capture of one flow, base64 */
  readonly source: string
  /** first step shown, from 0, and the one after the last */
  readonly shown: readonly [number, number]
  readonly heading?: 'h2' | 'h3'
  /** link to the same flow on a page of its own; none when this is that page */
  readonly alone?: string
  /** whether the bytes are open from the beginning */
  readonly bytes: boolean
}

/** The stepper inside a lesson: takes its capture apart here, with the same code as on the server. */
export function HandshakePlayer({ title, source, shown, heading, alone, bytes }: HandshakePlayerProps) {
  const loaded = useMemo(() => {
    const capture = readCapture(fromBase64(source))
    const flow = listFlows(capture)[0]
    const conversation = flowConversation(capture, flow)
    if (!conversation) throw new Error(`${title}: the capture holds no TCP flow`)
    return { capture, flow, conversation }
  }, [source, title])
  return (
    <ConversationPlayer
      title={title}
      shown={shown}
      heading={heading}
      open={bytes}
      actions={
        alone && (
          <a className="btn sm sq" href={alone} aria-label="Open on its own page">
            <Glyph name="open" size="i" />
          </a>
        )
      }
      {...loaded}
    />
  )
}
