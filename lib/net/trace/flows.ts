import { ACK, SYN } from '../node/tcp-port'
import type { Capture, CapturedFrame } from '../wire/pcap'
import type { CapturedSegment } from './captured-segment'
import { type Packet, readPacket } from './read-packet'
import { readSegment } from './read-segment'
import { type Conversation, tcpConversation } from './tcp-conversation'

export type FlowEnd = { readonly address: string; readonly port: number | null }

/** Frames of one protocol between the same two ends; for TCP, one connection. */
export type Flow = {
  /** position in the list, from 0, in order of the first frame */
  readonly index: number
  /** `TCP`, `UDP`, `ICMP`, `ARP` … or `not read` for frames of a link type that cannot be read */
  readonly protocol: string
  /** for TCP the client first; else the sender of the first frame */
  readonly ends: readonly [FlowEnd, FlowEnd]
  /** positions in `capture.frames`, from 0 */
  readonly frames: readonly number[]
  /** as long as they were on the wire */
  readonly bytes: number
  /** microseconds since the capture's first frame */
  readonly firstUs: number
  readonly lastUs: number
  /** `guessed`: no SYN was seen, so the end with the higher port counts as the client; null unless it is TCP */
  readonly roles: Conversation['roles'] | null
  /** `flowConversation` can tell its story */
  readonly playable: boolean
}

type Growing = {
  protocol: string
  ends: [FlowEnd, FlowEnd]
  frames: number[]
  bytes: number
  lastUs: number
  readonly firstUs: number
  /** ISNs of the SYNs without ACK, as "end:number" */
  readonly opened: Set<string>
  /** who sent the first SYN, or was sent the first SYN-ACK */
  client: FlowEnd | null
  segments: number
}

/** All flows of a capture. A SYN with a new initial sequence number begins a new flow, although addresses and ports are the same. */
export function listFlows(capture: Capture): readonly Flow[] {
  const flows: Growing[] = []
  const current = new Map<string, Growing>()
  capture.frames.forEach((frame, index) => {
    const packet = readPacket(frame.bytes, frame.linkType)
    const ends = endsOf(packet)
    const protocol = packet?.protocol ?? 'not read'
    const key = [protocol, ...ends.map(({ address, port }) => `${address} ${port}`).sort()].join('|')
    const timeUs = timeOf(frame, capture)
    const segment = packet?.protocol === 'TCP' ? readSegment(frame, packet, 0, timeUs) : null
    const opening =
      segment && (segment.flags & (SYN | ACK)) === SYN ? `${ends[0].port}:${segment.sequence}` : null
    let flow = current.get(key)
    const another =
      flow && opening && flow.opened.size > 0 && !flow.opened.has(opening) && !fromPeer(flow, ends)
    if (!flow || another) {
      flow = {
        protocol,
        ends,
        frames: [],
        bytes: 0,
        firstUs: timeUs,
        lastUs: timeUs,
        opened: new Set(),
        client: null,
        segments: 0,
      }
      flows.push(flow)
      current.set(key, flow)
    }
    if (opening) flow.opened.add(opening)
    if (segment) {
      flow.segments++
      if (segment.flags & SYN) flow.client ??= segment.flags & ACK ? ends[1] : ends[0]
    }
    flow.frames.push(index)
    flow.bytes += frame.originalLength
    flow.lastUs = timeUs
  })
  return flows.map(({ opened: _, client, segments, ...flow }, index) => ({
    ...flow,
    index,
    ends: flow.protocol === 'TCP' ? clientFirst(flow.ends, client) : flow.ends,
    roles: flow.protocol === 'TCP' ? (client ? 'seen' : 'guessed') : null,
    playable: segments > 0,
  }))
}

/** The story of one flow of `listFlows`; null unless it is `playable`. */
export function flowConversation(capture: Capture, flow: Flow): Conversation | null {
  if (!flow.playable) return null
  return tcpConversation(segmentsOf(capture, flow.frames, flow.ends), flow.roles ?? 'guessed')
}

/** A SYN from the end that did not send the first one: both open at once, not a new connection. */
function fromPeer(flow: Growing, ends: readonly [FlowEnd, FlowEnd]): boolean {
  return flow.frames.length === 1 && !sameEnd(flow.ends[0], ends[0])
}

function clientFirst(
  [a, b]: readonly [FlowEnd, FlowEnd],
  client: FlowEnd | null,
): readonly [FlowEnd, FlowEnd] {
  const aIsClient = client ? sameEnd(a, client) : (a.port ?? 0) >= (b.port ?? 0)
  return aIsClient ? [a, b] : [b, a]
}

function segmentsOf(
  capture: Capture,
  frames: readonly number[],
  ends: readonly [FlowEnd, FlowEnd],
): CapturedSegment[] {
  return frames.flatMap((index) => {
    const frame = capture.frames[index]
    const packet = readPacket(frame.bytes, frame.linkType)
    if (!packet) return []
    const segment = readSegment(
      frame,
      packet,
      sameEnd(endsOf(packet)[0], ends[0]) ? 0 : 1,
      timeOf(frame, capture),
    )
    return segment ? [segment] : []
  })
}

function endsOf(packet: Packet | null): [FlowEnd, FlowEnd] {
  return [
    { address: packet?.source ?? '', port: packet?.sourcePort ?? null },
    { address: packet?.destination ?? '', port: packet?.destinationPort ?? null },
  ]
}

function sameEnd(a: FlowEnd, b: FlowEnd): boolean {
  return a.address === b.address && a.port === b.port
}

function timeOf(frame: CapturedFrame, { frames: [first] }: Capture): number {
  return (frame.seconds - first.seconds) * 1e6 + (frame.nanoseconds - first.nanoseconds) / 1000
}
