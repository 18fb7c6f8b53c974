/** SOCKS version 5: RFC 1928. After the reply to CONNECT the connection is the application's. */
import { readU16 } from '../bytes/integers'
import {
  type Dissection,
  NOT_MINE,
  type Registration,
  type StreamDissector,
  type StreamMemory,
} from './dissect'
import {
  asciiText,
  decimal,
  Field,
  type FieldKind,
  field,
  formatDecimal,
  formatText,
  ipv4Address,
  ipv6Address,
  storedField,
} from './field'

const VERSION = field('socks.version', decimal)
const METHOD_COUNT = field('socks.auth_method_count', decimal)
const METHOD = field('socks.auth_method', decimal)
const ACCEPTED_METHOD = field('socks.auth_accepted_method', decimal)
const COMMAND = field('socks.command', decimal)
const RESULT = field('socks.results', decimal)
const RESERVED = field('socks.reserved', decimal)
const ADDRESS_TYPE = field('socks.address_type', decimal)
const DESTINATION_4 = field('socks.dst', ipv4Address)
const DESTINATION_6 = field('socks.dstV6', ipv6Address)
const REMOTE_NAME = field('socks.remote_name', asciiText)
const PORT = field('socks.port', decimal)
const KNOWN_VERSION = storedField('socks.version', formatDecimal)
const KNOWN_COMMAND = storedField('socks.command', formatDecimal)
const KNOWN_DESTINATION = storedField('socks.dst', formatText)
const KNOWN_PORT = storedField('socks.dstport', formatDecimal)

type SocksMemory = {
  step: 'methods' | 'method' | 'request' | 'reply' | 'relay'
  client: 0 | 1
  command: number
  destination: string
  port: number
}

export const socks: Registration = { stream: dissectSocks, tcpPort: [1080] }

function dissectSocks(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  let session = memory.state.get('socks') as SocksMemory | undefined
  if (!session) {
    session = { step: 'methods', client: memory.direction, command: 0, destination: '', port: 0 }
    memory.state.set('socks', session)
  }
  if (session.step === 'relay') return dissectRelay(into, session, bytes, offset, end, memory)
  if (bytes[offset] !== 5) return NOT_MINE
  if (end - offset < 2) return memory.closed ? NOT_MINE : -2
  if (session.step === 'methods' || session.step === 'method')
    return dissectMethods(into, session, bytes, offset, end, memory)
  return dissectRequest(into, session, bytes, offset, end, memory)
}

function dissectMethods(
  into: Dissection,
  session: SocksMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  const offered = session.step === 'methods'
  const length = offered ? 2 + bytes[offset + 1] : 2
  if (end - offset < length) return memory.closed ? NOT_MINE : -length
  const { fields } = into.beginMessage('socks', bytes, offset, length)
  fields.push(new Field(VERSION, offset, 1, bytes))
  if (offered) {
    fields.push(new Field(METHOD_COUNT, offset + 1, 1, bytes))
    for (let at = offset + 2; at < offset + length; at++) fields.push(new Field(METHOD, at, 1, bytes))
  } else fields.push(new Field(ACCEPTED_METHOD, offset + 1, 1, bytes))
  session.step = offered ? 'method' : 'request'
  return length
}

function dissectRequest(
  into: Dissection,
  session: SocksMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  if (end - offset < 5) return memory.closed ? NOT_MINE : -5
  const type = bytes[offset + 3]
  const size = type === 1 ? 4 : type === 4 ? 16 : type === 3 ? 1 + bytes[offset + 4] : -1
  if (size < 0) return NOT_MINE
  const length = 6 + size
  if (end - offset < length) return memory.closed ? NOT_MINE : -length
  const request = session.step === 'request'
  const { fields } = into.beginMessage('socks', bytes, offset, length)
  fields.push(
    new Field(VERSION, offset, 1, bytes),
    new Field(request ? COMMAND : RESULT, offset + 1, 1, bytes),
    new Field(RESERVED, offset + 2, 1, bytes),
    new Field(ADDRESS_TYPE, offset + 3, 1, bytes),
  )
  const name: FieldKind = type === 1 ? DESTINATION_4 : type === 4 ? DESTINATION_6 : REMOTE_NAME
  const from = type === 3 ? offset + 5 : offset + 4
  const destination = new Field(name, from, offset + 4 + size - from, bytes)
  fields.push(destination, new Field(PORT, offset + length - 2, 2, bytes))
  if (request) {
    session.command = bytes[offset + 1]
    session.destination = destination.value
    session.port = readU16(bytes, offset + length - 2)
  }
  session.step = request ? 'reply' : 'relay'
  return length
}

/** What goes through: dissected as if it went straight to the port asked for. */
function dissectRelay(
  into: Dissection,
  session: SocksMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  const inner: StreamDissector | undefined = into.table.tcpPort.get(session.port)
  const layersBefore = into.layers.length
  const protocolsBefore = into.protocols.length
  const layer = into.beginMessage('socks', bytes, offset, end - offset)
  layer.fields.push(
    new Field(KNOWN_VERSION, offset, 0, 5),
    new Field(KNOWN_COMMAND, offset, 0, session.command),
    new Field(KNOWN_DESTINATION, offset, 0, session.destination),
    new Field(KNOWN_PORT, offset, 0, session.port),
  )
  const taken = inner && inner !== dissectSocks ? inner(into, bytes, offset, end, memory) : Number.NaN
  if (taken > 0 || Number.isNaN(taken)) return Number.isNaN(taken) ? end - offset : taken
  into.layers.length = layersBefore
  into.protocols.length = protocolsBefore
  return taken
}
