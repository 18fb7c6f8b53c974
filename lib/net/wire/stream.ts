import { dissectData } from './data'
import { type Dissection, type Layer, NEED_MORE, type StreamDissector, type StreamMemory } from './dissect'
import { Field, field, formatDecimal, octets, storedField } from './field'
import { TCP_FIN, tcpFlagsOf, tcpSequenceOf } from './tcp'
import { type Ahead, TcpStreamAssembler, takeInOrder } from './tcp-assembler'
import type { TcpFlow } from './tcp-flow'
import { destinationPortOf, sourcePortOf } from './udp'

/** Longest message that is put together; of a longer one the beginning is dissected and the rest stepped over. */
const LONGEST_MESSAGE = 1 << 20
/** Segments after which a message of unknown length is only looked at again when it has grown by a quarter: never quadratic. */
const MOST_ATTEMPTS = 4096

const SEGMENT_DATA = field('tcp.segment_data', octets)
/** The frames that a message came in; Wireshark's tcp.segment counts copies and holes otherwise. */
const SEGMENT = storedField('hop.tcp.segment', formatDecimal)
const REASSEMBLED_LENGTH = storedField('tcp.reassembled.length', formatDecimal)
const REASSEMBLED_DATA = field('tcp.reassembled.data', octets)

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
  const fresh = takeInOrder(assembler, into.moment.number, bytes, tcpSequenceOf(bytes, tcp), offset, end)
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
