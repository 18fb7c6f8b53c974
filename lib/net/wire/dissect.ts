import type { DissectContext } from './context'
import { expected } from './decoded'
import { Field, formatText, storedField } from './field'

/**
 * Takes apart bytes[offset, end): appends one layer (or more) to `into` and calls what is inside through `into.table`.
 * It never throws and never reads past `end`.
 */
export type Dissector = (into: Dissection, bytes: Uint8Array, offset: number, end: number) => void

export type Layer = {
  /** Wireshark's short name: eth, ip, tcp … */
  readonly protocol: string
  readonly offset: number
  length: number
  readonly fields: Field[]
  /** What offsets count in: the frame, or a buffer put together from several frames. */
  readonly bytes: Uint8Array
}

/** Who is asked for what is inside. One protocol file offers itself with a `Registration`; `makeTable` collects them. */
export type DissectorTable = {
  /** by LINKTYPE of the capture file */
  readonly link: ReadonlyMap<number, Dissector>
  readonly ethertype: ReadonlyMap<number, Dissector>
  readonly ipProtocol: ReadonlyMap<number, Dissector>
  readonly llc: ReadonlyMap<number, Dissector>
  readonly udpPort: ReadonlyMap<number, Dissector>
  readonly tcpPort: ReadonlyMap<number, StreamDissector>
  /** asked when no port matches; the first that recognises the bytes takes them */
  readonly udpGuess: readonly { readonly recognise: Recognise; readonly dissect: Dissector }[]
  readonly tcpGuess: readonly { readonly recognise: Recognise; readonly dissect: StreamDissector }[]
}

type Recognise = (bytes: Uint8Array, offset: number, end: number) => boolean

/**
 * Takes one message off the front of a byte stream. Returns how many bytes it took (more than 0), or `needMore`, or how
 * many bytes the message will have as a negative number when that is known, or `notMine`.
 * `state` is this dissector's own memory of the connection, in `memory.state`.
 */
export type StreamDissector = (
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
) => number

/** A message goes on in the next segment, its length not known yet. */
export const NEED_MORE = 0
/** These bytes are not this protocol's; the rest of the payload stays plain data. */
export const NOT_MINE = Number.NaN

/** What a stream dissector remembers of one connection; `state` is whatever it puts there. */
export type StreamMemory = {
  /** 0 from the end that was seen first, 1 from the other */
  direction: 0 | 1
  readonly state: Map<string, unknown>
  /** Of the segment that is being dissected */
  sourcePort: number
  destinationPort: number
  /** How many bytes of the unfinished message were already searched for its end; goes back to 0 with the next message */
  searched: number
  /** Nothing will follow (FIN, or a frame alone): an unfinished message is to be shown as far as it is there */
  closed: boolean
  /** Not in the course of a connection: a frame without its capture, or quoted in an ICMP error */
  readonly alone: boolean
}

export type Registration = {
  readonly dissect?: Dissector
  readonly stream?: StreamDissector
  readonly link?: readonly number[]
  readonly ethertype?: readonly number[]
  readonly ipProtocol?: readonly number[]
  readonly llc?: readonly number[]
  readonly udpPort?: readonly number[]
  readonly tcpPort?: readonly number[]
  readonly udpGuess?: Recognise
  readonly tcpGuess?: Recognise
}

export function makeTable(registrations: readonly Registration[]): DissectorTable {
  const table = {
    link: new Map<number, Dissector>(),
    ethertype: new Map<number, Dissector>(),
    ipProtocol: new Map<number, Dissector>(),
    llc: new Map<number, Dissector>(),
    udpPort: new Map<number, Dissector>(),
    tcpPort: new Map<number, StreamDissector>(),
    udpGuess: [] as { recognise: Recognise; dissect: Dissector }[],
    tcpGuess: [] as { recognise: Recognise; dissect: StreamDissector }[],
  }
  for (const { dissect, stream, ...keys } of registrations) {
    if (dissect) {
      for (const key of keys.link ?? []) table.link.set(key, dissect)
      for (const key of keys.ethertype ?? []) table.ethertype.set(key, dissect)
      for (const key of keys.ipProtocol ?? []) table.ipProtocol.set(key, dissect)
      for (const key of keys.llc ?? []) table.llc.set(key, dissect)
      for (const key of keys.udpPort ?? []) table.udpPort.set(key, dissect)
      if (keys.udpGuess) table.udpGuess.push({ recognise: keys.udpGuess, dissect })
    }
    if (stream) {
      for (const key of keys.tcpPort ?? []) table.tcpPort.set(key, stream)
      if (keys.tcpGuess) table.tcpGuess.push({ recognise: keys.tcpGuess, dissect: stream })
    }
  }
  return table
}

/** Encapsulation deeper than this is an attack or noise, not a network. */
const DEEPEST = 24

const MALFORMED = storedField('hop.malformed', formatText)

/** What is known of one frame: its layers, outermost first, and where they come from. */
export class Dissection {
  readonly protocols: string[] = []
  readonly layers: Layer[] = []
  /** The innermost IP header so far, for pseudo headers and flows; -1 without one. */
  ip = -1
  ipHeader: Uint8Array
  ipVersion: 4 | 6 = 4
  /** Where the packet inside an Ethernet frame ended; -1 when nobody said. The rest is padding. */
  claimed = -1
  /** Whether the current TCP segment is the first seen of its connection. */
  isFirstOfFlow = false
  /** How many protocols were listed when the payload of the current TCP segment began. */
  streamStart = 0
  /** Memory of the UDP conversation that the frame belongs to. */
  flowState: Map<string, unknown> | null = null
  /** Inside an ICMP error: the packet is a quotation, cut short, of something sent earlier. */
  quoted = false

  constructor(
    readonly bytes: Uint8Array,
    readonly table: DissectorTable,
    /** What was learned from earlier frames; null when the frame stands alone. */
    readonly context: DissectContext | null,
    readonly moment: FrameMoment,
  ) {
    this.ipHeader = bytes
  }

  /** Begins a layer; the dissector pushes into `fields`. */
  begin(protocol: string, bytes: Uint8Array, offset: number, length: number): Layer {
    const layer: Layer = { protocol, offset, length, fields: [], bytes }
    this.protocols.push(protocol)
    this.layers.push(layer)
    return layer
  }

  /** As `begin`, for one of several messages of a protocol in one segment: the protocol is listed once. */
  beginMessage(protocol: string, bytes: Uint8Array, offset: number, length: number): Layer {
    const layer: Layer = { protocol, offset, length, fields: [], bytes }
    this.list(protocol)
    this.layers.push(layer)
    return layer
  }

  /** Names a protocol that has nothing of its own in this segment. */
  list(protocol: string): void {
    if (this.protocols.indexOf(protocol, this.streamStart) < 0) this.protocols.push(protocol)
  }

  /** Too deep to go on: the rest is not looked at. */
  tooDeep(): boolean {
    return this.protocols.length >= DEEPEST
  }

  malformed(layer: Layer, problem: string, offset: number, end: number): void {
    layer.fields.push(new Field(MALFORMED, offset, Math.max(0, end - offset), problem))
  }

  /** For bytes too few to be `protocol`: says what was expected where. */
  tooShort(
    protocol: string,
    what: string,
    needed: number,
    bytes: Uint8Array,
    offset: number,
    end: number,
  ): void {
    const layer = this.begin(protocol, bytes, offset, end - offset)
    this.malformed(layer, expected(what, needed, offset, end), offset, end)
  }
}

/** As which frame of the capture (from 1) and when since 1970; both only matter to fields that compare frames. */
export type FrameMoment = { readonly number: number; readonly seconds: number; readonly nanoseconds: number }

/**
 * The layers and fields of one frame. `linkType` is a LINKTYPE number (1 = Ethernet). With a `context` carried from frame to
 * frame of one capture, the fields that need memory (stream index, relative sequence numbers, reassembly) are there too.
 * Never throws: what cannot be understood is a field `hop.malformed` that says what was expected at which byte.
 */
export function dissect(
  bytes: Uint8Array,
  linkType: number,
  table: DissectorTable,
  context: DissectContext | null = null,
  moment: FrameMoment = { number: 1, seconds: 0, nanoseconds: 0 },
): Dissection {
  const into = new Dissection(bytes, table, context, moment)
  const dissector = table.link.get(linkType)
  if (dissector) dissector(into, bytes, 0, bytes.length)
  else {
    const layer = into.begin('hop.unknown', bytes, 0, bytes.length)
    into.malformed(layer, `link type ${linkType} is not known`, 0, bytes.length)
  }
  return into
}
