import { dissectData } from './data'
import { type Dissection, type Layer, NEED_MORE, type StreamDissector, type StreamMemory } from './dissect'
import { Field, field, formatDecimal, octets, storedField } from './field'
import { TCP_FIN, tcpFlagsOf, tcpSequenceOf } from './tcp'
import type { TcpFlow } from './tcp-flow'
import { destinationPortOf, sourcePortOf } from './udp'

/** Longest message that is put together; of a longer one the beginning is dissected and the rest stepped over. */
const LONGEST_MESSAGE = 1 << 20
/** Segments after which a message of unknown length is only looked at again when it has grown by a quarter: never quadratic. */
const MOST_ATTEMPTS = 4096
/** Segments that wait behind a hole, and their bytes. */
const MOST_SEGMENTS_AHEAD = 256
const MOST_AHEAD = 1 << 18

const SEGMENT_DATA = field('tcp.segment_data', octets)
/** The frames that a message came in; Wireshark's tcp.segment counts copies and holes otherwise. */
const SEGMENT = storedField('hop.tcp.segment', formatDecimal)
const REASSEMBLED_LENGTH = storedField('tcp.reassembled.length', formatDecimal)
const REASSEMBLED_DATA = field('tcp.reassembled.data', octets)

type Part = { readonly frame: number; readonly length: number }
type Ahead = { readonly sequence: number; readonly frame: number; readonly bytes: Uint8Array }

/** The bytes one end sends, put in order by sequence number. A byte that was seen before is not taken again. */
export class TcpStreamAssembler {
  /** The next byte expected; -1 before the first. */
  next = -1
  /** An unfinished message: its bytes so far, and which frames they came in. */
  pending = new Uint8Array(0)
  pendingLength = 0
  parts: Part[] = []
  /** How long the unfinished message will be; 0 = not known. */
  needed = 0
  /** How often it was looked at without finding its end. */
  attempts = 0
  /** Bytes of an over-long message still to step over. */
  skip = 0
  ahead: Ahead[] = []
  aheadBytes = 0
  /** What the other end has acknowledged: beyond a hole it proves that the capture, not the network, lost the segment. */
  acknowledged = -1

  append(bytes: Uint8Array, frame: number): void {
    const length = this.pendingLength + bytes.length
    if (length > this.pending.length) {
      const grown = new Uint8Array(Math.max(length, this.pending.length * 2, 512))
      grown.set(this.pending.subarray(0, this.pendingLength))
      this.pending = grown
    }
    this.pending.set(bytes, this.pendingLength)
    this.pendingLength = length
    this.parts.push({ frame, length: bytes.length })
  }

  clear(): void {
    this.pending = new Uint8Array(0)
    this.pendingLength = 0
    this.parts = []
    this.needed = 0
    this.attempts = 0
  }
}

type AppState = {
  dissector: StreamDissector | null
  readonly memories: readonly [StreamMemory, StreamMemory]
}

/** Hands a segment's payload to the application's dissector, whole messages at a time. */
export function dissectStream(
  into: Dissection,
  layer: Layer,
  flow: TcpFlow | null,
  direction: 0 | 1,
  bytes: Uint8Array,
  tcp: number,
  offset: number,
  end: number,
): void {
  into.streamStart = into.protocols.length
  const app = flow ? appOf(flow) : makeApp(new Map())
  const finished = (tcpFlagsOf(bytes, tcp) & TCP_FIN) !== 0
  if (!flow || into.quoted) {
    // a frame alone: what is there is all there will be
    if (offset < end) dissectAlone(into, app, direction, bytes, tcp, offset, end)
    return
  }
  const sender = flow.ends[direction]
  sender.assembler ??= new TcpStreamAssembler()
  const assembler = sender.assembler
  const fresh = takeInOrder(assembler, into, bytes, tcpSequenceOf(bytes, tcp), offset, end)
  if (fresh < 0) return
  const ports = { source: sourcePortOf(bytes, tcp), destination: destinationPortOf(bytes, tcp) }
  new Run(into, layer, app, direction, assembler, finished, ports).go(bytes, fresh, end)
}

function appOf(flow: TcpFlow): AppState {
  let app = flow.state.get('app') as AppState | undefined
  if (!app) {
    app = makeApp(flow.state)
    flow.state.set('app', app)
  }
  return app
}

function makeApp(state: Map<string, unknown>): AppState {
  const memory = (direction: 0 | 1): StreamMemory => ({
    direction,
    state,
    sourcePort: 0,
    destinationPort: 0,
    searched: 0,
    closed: false,
    alone: false,
  })
  return { dissector: null, memories: [memory(0), memory(1)] }
}

/** Where the new bytes of this segment begin; -1 when it has none, or when they must wait for a hole to be filled. */
function takeInOrder(
  assembler: TcpStreamAssembler,
  into: Dissection,
  bytes: Uint8Array,
  sequence: number,
  offset: number,
  end: number,
): number {
  if (assembler.next < 0) assembler.next = sequence
  let distance = (sequence - assembler.next) | 0
  if (distance > 0 && assembler.acknowledged >= 0 && ((assembler.acknowledged - assembler.next) | 0) > 0) {
    // acknowledged but never captured: go on after the hole
    assembler.clear()
    assembler.next = sequence
    distance = 0
  }
  if (distance > 0) {
    if (assembler.ahead.length < MOST_SEGMENTS_AHEAD && assembler.aheadBytes + (end - offset) <= MOST_AHEAD) {
      assembler.ahead.push({ sequence, frame: into.moment.number, bytes: bytes.slice(offset, end) })
      assembler.aheadBytes += end - offset
      return -1
    }
    assembler.clear()
    assembler.ahead = []
    assembler.aheadBytes = 0
    assembler.next = sequence
    distance = 0
  }
  if (-distance >= end - offset && end > offset) return -1
  assembler.next = (sequence + (end - offset)) >>> 0
  return offset - distance
}

/** One segment's worth of dissecting: messages from its bytes, and from bytes that waited before or behind it. */
class Run {
  constructor(
    private readonly into: Dissection,
    private readonly layer: Layer,
    private readonly app: AppState,
    private readonly direction: 0 | 1,
    private readonly assembler: TcpStreamAssembler,
    private readonly finished: boolean,
    private readonly ports: { readonly source: number; readonly destination: number },
  ) {}

  go(bytes: Uint8Array, offset: number, end: number): void {
    this.feed(bytes, offset, end, this.into.moment.number)
    for (let waiting = this.nextWaiting(); waiting; waiting = this.nextWaiting()) {
      const known = (this.assembler.next - waiting.sequence) | 0
      if (known >= waiting.bytes.length) continue
      this.assembler.next = (waiting.sequence + waiting.bytes.length) >>> 0
      this.feed(waiting.bytes, known, waiting.bytes.length, waiting.frame)
    }
  }

  private nextWaiting(): Ahead | null {
    const { assembler } = this
    const index = assembler.ahead.findIndex(({ sequence }) => ((sequence - assembler.next) | 0) <= 0)
    if (index < 0) return null
    const [waiting] = assembler.ahead.splice(index, 1)
    assembler.aheadBytes -= waiting.bytes.length
    return waiting
  }

  private feed(bytes: Uint8Array, offset: number, end: number, frame: number): void {
    const { assembler } = this
    let at = offset
    if (assembler.skip > 0) {
      const skipped = Math.min(assembler.skip, end - at)
      assembler.skip -= skipped
      at += skipped
      if (skipped > 0) this.layer.fields.push(new Field(SEGMENT_DATA, offset, skipped, bytes))
      if (at === end) return
    }
    if (assembler.pendingLength > 0) {
      const remaining = this.continuePending(bytes, at, end, frame)
      if (remaining === 0) return
      at = end - remaining
    }
    this.messages(bytes, at, end, frame)
  }

  /** Adds to the unfinished message. Returns how many bytes at the end belong to the next message. */
  private continuePending(bytes: Uint8Array, offset: number, end: number, frame: number): number {
    const { assembler, into, layer } = this
    assembler.append(bytes.subarray(offset, end), frame)
    if (end > offset) layer.fields.push(new Field(SEGMENT_DATA, offset, end - offset, bytes))
    const length = assembler.pendingLength
    if (length < assembler.needed && !this.finished) return 0
    const whole = assembler.pending.subarray(0, length)
    const first = layer.fields.length
    const taken = this.call(whole, 0, length)
    if (Number.isNaN(taken)) {
      assembler.clear()
      dissectData(into, bytes, offset, end)
      return 0
    }
    if (taken <= 0) {
      this.wait(taken, whole, 0, length)
      return 0
    }
    const used = Math.min(taken, length)
    this.tellParts(first, whole.subarray(0, used))
    assembler.clear()
    // what is left lies in this segment, else the message would have ended in an earlier one
    const remaining = Math.min(length - used, end - offset)
    return remaining
  }

  private tellParts(at: number, whole: Uint8Array): void {
    const told: Field[] = []
    let from = 0
    for (const { frame, length } of this.assembler.parts) {
      const size = Math.min(length, whole.length - from)
      if (size > 0) told.push(new Field(SEGMENT, from, size, frame))
      from += length
    }
    told.push(
      new Field(REASSEMBLED_LENGTH, 0, 0, whole.length),
      new Field(REASSEMBLED_DATA, 0, whole.length, whole),
    )
    this.layer.fields.splice(at, 0, ...told)
  }

  private messages(bytes: Uint8Array, offset: number, end: number, frame: number): void {
    const { assembler, into, layer } = this
    for (let at = offset; at < end; ) {
      const taken = this.call(bytes, at, end)
      if (Number.isNaN(taken)) {
        dissectData(into, bytes, at, end)
        return
      }
      if (taken <= 0) {
        layer.fields.push(new Field(SEGMENT_DATA, at, end - at, bytes))
        assembler.append(bytes.subarray(at, end), frame)
        this.wait(taken, bytes, at, end)
        return
      }
      at += taken
    }
  }

  /** Notes how much is missing; a message longer than is kept is dissected as far as it is there. */
  private wait(taken: number, bytes: Uint8Array, offset: number, end: number): void {
    const { assembler } = this
    assembler.attempts++
    const later = assembler.attempts > MOST_ATTEMPTS ? Math.ceil(assembler.pendingLength * 1.25) : 0
    assembler.needed = taken === NEED_MORE ? later : -taken
    if (assembler.needed <= LONGEST_MESSAGE && assembler.pendingLength <= LONGEST_MESSAGE) return
    this.call(bytes, offset, end, true)
    assembler.skip = Math.max(0, assembler.needed - assembler.pendingLength)
    assembler.clear()
  }

  private call(bytes: Uint8Array, offset: number, end: number, closed = this.finished): number {
    const memory = this.app.memories[this.direction]
    memory.closed = closed
    const taken = callDissector(this.into, this.app, memory, this.ports, bytes, offset, end)
    memory.closed = false
    if (taken > 0 || Number.isNaN(taken)) memory.searched = 0
    return taken
  }
}

function dissectAlone(
  into: Dissection,
  app: AppState,
  direction: 0 | 1,
  bytes: Uint8Array,
  tcp: number,
  offset: number,
  end: number,
): void {
  const ports = { source: sourcePortOf(bytes, tcp), destination: destinationPortOf(bytes, tcp) }
  const memory = { ...app.memories[direction], closed: true, alone: true }
  for (let at = offset; at < end; ) {
    const taken = callDissector(into, app, memory, ports, bytes, at, end)
    if (!(taken > 0)) {
      dissectData(into, bytes, at, end)
      return
    }
    at += taken
  }
}

/** The dissector of the lower port, then of the higher, then whoever recognises the bytes; once found it stays. */
function callDissector(
  into: Dissection,
  app: AppState,
  memory: StreamMemory,
  ports: { readonly source: number; readonly destination: number },
  bytes: Uint8Array,
  offset: number,
  end: number,
): number {
  if (into.tooDeep()) return Number.NaN
  const { source, destination } = ports
  memory.sourcePort = source
  memory.destinationPort = destination
  const { tcpPort, tcpGuess } = into.table
  if (app.dissector) return app.dissector(into, bytes, offset, end, memory)
  for (const port of [Math.min(source, destination), Math.max(source, destination)]) {
    const dissector = tcpPort.get(port)
    const taken = dissector ? dissector(into, bytes, offset, end, memory) : Number.NaN
    if (!Number.isNaN(taken)) return taken
  }
  for (const { recognise, dissect } of tcpGuess) {
    if (!recognise(bytes, offset, end)) continue
    const taken = dissect(into, bytes, offset, end, memory)
    if (Number.isNaN(taken)) continue
    app.dissector = dissect
    return taken
  }
  return Number.NaN
}
