import { readU32 } from '../bytes/integers'
import { type Dissection, type Layer, NEED_MORE, type Registration, type StreamMemory } from './dissect'
import { asciiText, decimal, Field, field, formatDecimal, octets, storedField } from './field'
import { SSH_LONGEST_PACKET, SSH_MSG_KEXINIT, SSH_MSG_NEWKEYS, SSH_PORT } from './ssh'

const PROTOCOL = field('ssh.protocol', asciiText)
const DIRECTION = storedField('ssh.direction', formatDecimal)
const PACKET_LENGTH = field('ssh.packet_length', decimal)
const PADDING_LENGTH = field('ssh.padding_length', decimal)
const MESSAGE_CODE = field('ssh.message_code', decimal)
const PADDING = field('ssh.padding_string', octets)
const COOKIE = field('ssh.cookie', octets)
const LISTS = [
  'kex_algorithms',
  'server_host_key_algorithms',
  'encryption_algorithms_client_to_server',
  'encryption_algorithms_server_to_client',
  'mac_algorithms_client_to_server',
  'mac_algorithms_server_to_client',
  'compression_algorithms_client_to_server',
  'compression_algorithms_server_to_client',
  'languages_client_to_server',
  'languages_server_to_client',
].map((name) => ({ length: field(`ssh.${name}_length`, decimal), names: field(`ssh.${name}`, asciiText) }))
const FIRST_FOLLOWS = field('ssh.first_kex_packet_follows', decimal)
const RESERVED = field('ssh.kex.reserved', octets)
/** After NEWKEYS only the ends can read on; which bytes are a packet's depends on the cipher. */
const ENCRYPTED = field('hop.ssh.encrypted', octets)

type SshMemory = { readonly state: ['start' | 'plain' | 'encrypted', 'start' | 'plain' | 'encrypted'] }

export const ssh: Registration = { stream: dissectSsh, tcpPort: [SSH_PORT] }

function isIdentification(bytes: Uint8Array, offset: number, end: number): boolean {
  const text = 'SSH-'
  for (let i = 0; i < Math.min(4, end - offset); i++)
    if (bytes[offset + i] !== text.charCodeAt(i)) return false
  return true
}

/** RFC 4253: the identification line, then packets, until NEWKEYS. */
function dissectSsh(
  into: Dissection,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  const session = sessionOf(memory)
  const { direction } = memory
  const state = session.state[direction]
  if (state === 'start') {
    // the beginning was not captured: what there is cannot be told apart
    if (!isIdentification(bytes, offset, end)) session.state[direction] = 'encrypted'
    else return dissectIdentification(into, session, bytes, offset, end, memory)
  }
  if (session.state[direction] === 'encrypted') {
    const layer = begin(into, memory, bytes, offset, end)
    layer.fields.push(new Field(ENCRYPTED, offset, end - offset, bytes))
    return end - offset
  }
  return dissectPacket(into, session, bytes, offset, end, memory)
}

function sessionOf(memory: StreamMemory): SshMemory {
  let session = memory.state.get('ssh') as SshMemory | undefined
  if (!session) {
    session = { state: ['start', 'start'] }
    memory.state.set('ssh', session)
  }
  return session
}

/** 0 towards the server, 1 towards the client. */
function begin(
  into: Dissection,
  memory: StreamMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
): Layer {
  const fresh = !into.protocols.includes('ssh', into.streamStart)
  const layer = into.beginMessage('ssh', bytes, offset, end - offset)
  if (fresh) layer.fields.push(new Field(DIRECTION, offset, 0, memory.sourcePort === SSH_PORT ? 1 : 0))
  return layer
}

function dissectIdentification(
  into: Dissection,
  session: SshMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  const newline = bytes.indexOf(10, offset)
  const there = newline >= 0 && newline < end
  // RFC 4253 section 4.2: at most 255 characters
  if (!there && end - offset < 255 && !memory.closed) return NEED_MORE
  const stop = there ? newline + 1 : end
  const layer = begin(into, memory, bytes, offset, stop)
  const length = stop - offset - (bytes[stop - 2] === 13 ? 2 : there ? 1 : 0)
  layer.fields.push(new Field(PROTOCOL, offset, length, bytes))
  session.state[memory.direction] = 'plain'
  return stop - offset
}

function dissectPacket(
  into: Dissection,
  session: SshMemory,
  bytes: Uint8Array,
  offset: number,
  end: number,
  memory: StreamMemory,
): number {
  if (end - offset < 6 && !memory.closed) return waitFor(into, 6)
  const length = end - offset < 6 ? 0 : readU32(bytes, offset)
  const padding = bytes[offset + 4]
  if (length < padding + 2 || length > SSH_LONGEST_PACKET) {
    const layer = begin(into, memory, bytes, offset, end)
    into.malformed(
      layer,
      `an SSH packet length of 6 to ${SSH_LONGEST_PACKET} expected at byte ${offset}, found ${length}`,
      offset,
      end,
    )
    session.state[memory.direction] = 'encrypted'
    return end - offset
  }
  const stop = offset + 4 + length
  if (stop > end && !memory.closed) return waitFor(into, stop - offset)
  const last = Math.min(stop, end)
  const layer = begin(into, memory, bytes, offset, last)
  const { fields } = layer
  fields.push(
    new Field(PACKET_LENGTH, offset, 4, bytes),
    new Field(PADDING_LENGTH, offset + 4, 1, bytes),
    new Field(MESSAGE_CODE, offset + 5, 1, bytes),
  )
  if (last < stop) {
    into.malformed(
      layer,
      `expected an SSH packet of ${length} bytes at byte ${offset + 4}, found ${last - offset - 4}`,
      offset + 4,
      last,
    )
    return last - offset
  }
  if (bytes[offset + 5] === SSH_MSG_KEXINIT && !pushKexInit(fields, bytes, offset + 6, stop - padding))
    into.malformed(
      layer,
      `a KEXINIT at byte ${offset + 5} does not fill its packet`,
      offset + 6,
      stop - padding,
    )
  if (padding > 0) fields.push(new Field(PADDING, stop - padding, padding, bytes))
  if (bytes[offset + 5] === SSH_MSG_NEWKEYS) session.state[memory.direction] = 'encrypted'
  return stop - offset
}

/** A packet goes on in the next segment; this one is SSH all the same. */
function waitFor(into: Dissection, length: number): number {
  into.list('ssh')
  return -length
}

function pushKexInit(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < 16) return false
  fields.push(new Field(COOKIE, offset, 16, bytes))
  let at = offset + 16
  for (const { length, names } of LISTS) {
    const next = at + 4 <= end ? at + 4 + readU32(bytes, at) : end + 1
    if (next > end) return false
    fields.push(new Field(length, at, 4, bytes), new Field(names, at + 4, next - at - 4, bytes))
    at = next
  }
  if (at + 5 > end) return false
  fields.push(new Field(FIRST_FOLLOWS, at, 1, bytes), new Field(RESERVED, at + 1, 4, bytes))
  return true
}
