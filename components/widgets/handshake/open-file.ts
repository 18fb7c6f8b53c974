import { countOf } from '@/lib/net/explain/quantity'
import { type Flow, listFlows } from '@/lib/net/trace/flows'
import {
  LINKTYPE_ETHERNET,
  LINKTYPE_IPV4,
  LINKTYPE_IPV6,
  LINKTYPE_LINUX_SLL,
  LINKTYPE_LINUX_SLL2,
  LINKTYPE_LOOP,
  LINKTYPE_NULL,
  LINKTYPE_RAW,
} from '@/lib/net/wire/link-type'
import { type Capture, type CapturedFrame, openCapture } from '@/lib/net/wire/pcap'

export const MOST_BYTES = 20 * 1024 * 1024

/** A capture file as far as it could be read, and in sentences what could not. */
export type Opened = {
  readonly capture: Capture
  readonly flows: readonly Flow[]
  readonly problems: readonly string[]
}

const READABLE = new Set([
  LINKTYPE_NULL,
  LINKTYPE_ETHERNET,
  LINKTYPE_RAW,
  LINKTYPE_LOOP,
  LINKTYPE_LINUX_SLL,
  LINKTYPE_IPV4,
  LINKTYPE_IPV6,
  LINKTYPE_LINUX_SLL2,
])

/** Why a file is not opened at all; null when its size is all right. */
export function refuseSize(bytes: number): string | null {
  if (bytes <= MOST_BYTES) return null
  return `This file has ${(bytes / 1024 / 1024).toFixed(1)} MB, and this page opens captures up to 20 MB. Keep a part of it: tcpdump -r big.pcap -c 20000 -w part.pcap`
}

/** Reads pcap or pcapng. Never throws: what could be read is there, what is wrong is a sentence with the byte. */
export function openFile(bytes: Uint8Array): Opened {
  const reader = openCapture(bytes)
  const frames: CapturedFrame[] = []
  for (let frame = reader.next(); frame; frame = reader.next()) frames.push(frame)
  const { problem } = reader
  const capture: Capture = { frames, linkTypes: reader.linkTypes.map(({ linkType }) => linkType), problem }
  const problems = reader.linkTypes
    .filter(({ linkType }) => !READABLE.has(linkType))
    .map(
      ({ linkType, at }) =>
        `Byte ${at}: link type ${linkType} is none that this page can take apart. It reads Ethernet (1), Linux cooked (113, 276), loopback (0, 108) and raw IP (101, 228, 229).`,
    )
  if (problem) problems.push(`Byte ${problem.at}: ${problem.message}.${readSoFar(frames.length)}`)
  else if (frames.length === 0) problems.push('The capture is sound, but there is no frame in it.')
  return { capture, flows: listFlows(capture), problems }
}

function readSoFar(frames: number): string {
  if (frames === 0) return ''
  return ` ${frames === 1 ? 'The frame before it is' : `The ${frames} frames before it are`} shown.`
}

/** What opening the file `name` led to, in a sentence for whoever cannot see the page. `plays`: one of its flows is played. */
export function openedText(name: string, { capture, flows }: Opened, plays: boolean): string {
  const { frames, problem } = capture
  if (problem && frames.length === 0) return `${name} was not opened: no frame in it could be read.`
  const found = `${name} is open: ${countOf(frames.length, 'frame')}, ${countOf(flows.length, 'flow')}.`
  if (plays) return `${found} A TCP flow is played below.`
  return flows.length > 0 ? `${found} None of them is a TCP flow that can be played.` : found
}
