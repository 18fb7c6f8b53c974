import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toBase64 } from '@/lib/net/bytes/base64'
import { type Flow, flowConversation, listFlows } from '@/lib/net/trace/flows'
import type { Conversation } from '@/lib/net/trace/tcp-conversation'
import { type CapturedFrame, type FrameToWrite, readCapture, writePcap } from '@/lib/net/wire/pcap'

/** More than this many bytes of frames are cut to their first bytes, as a capture with a snapshot length holds them. */
const WHOLE_BYTES = 6000
const SNAPSHOT = 128

/**
 * One TCP flow of public/captures/<name>.pcap, at build time: its story, and the flow alone as a small capture for the browser.
 * Throws, naming the capture, when there is no such flow.
 */
export function readExcerpt(
  name: string,
  flowIndex: number,
): { readonly flow: Flow; readonly conversation: Conversation; readonly source: string } {
  const capture = readCapture(readFileSync(join(process.cwd(), 'public/captures', `${name}.pcap`)))
  if (capture.problem) throw new Error(`public/captures/${name}.pcap: ${capture.problem.message}`)
  const flow = listFlows(capture).filter(({ playable }) => playable)[flowIndex]
  const conversation = flow && flowConversation(capture, flow)
  if (!conversation) throw new Error(`public/captures/${name}.pcap has no TCP flow ${flowIndex}`)
  const frames = flow.frames.map((index) => capture.frames[index])
  const total = frames.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const cut = total > WHOLE_BYTES ? SNAPSHOT : Number.POSITIVE_INFINITY
  return {
    flow,
    conversation,
    source: toBase64(
      writePcap(
        frames.map((frame) => snap(frame, cut)),
        frames[0].linkType,
      ),
    ),
  }
}

function snap({ seconds, nanoseconds, originalLength, bytes }: CapturedFrame, cut: number): FrameToWrite {
  return { seconds, nanoseconds, originalLength, bytes: bytes.subarray(0, cut) }
}
