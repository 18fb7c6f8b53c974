/** DNS messages: RFC 1035 section 4; AD and CD of RFC 4035; EDNS of RFC 6891. Over TCP a 16-bit length stands before (RFC 7766 section 8). */
import { readU16, readU32 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed, tooShort } from './decoded'
import { decodeName, type NameOffsets, writeName } from './dns-name'
import { DNS_TYPES, type DnsData, readDnsData, writeDnsData } from './dns-record'

export const DNS_PORT = 53
export const DNS_HEADER = 12
export const CLASS_IN = 1

/** Response codes (RFC 1035 section 4.1.1). */
export const NOERROR = 0
export const FORMERR = 1
export const SERVFAIL = 2
export const NXDOMAIN = 3
export const NOTIMP = 4
export const REFUSED = 5

export type DnsQuestion = { readonly name: string; readonly type: number; readonly class: number }

export type DnsRecord = {
  readonly name: string
  readonly type: number
  /** In an OPT record, the UDP payload size that the sender can take */
  readonly class: number
  /** Seconds; in an OPT record, extended rcode, version and flags */
  readonly ttl: number
  readonly data: DnsData
}

export type DnsMessage = {
  readonly id: number
  readonly response: boolean
  readonly opcode: number
  /** AA */
  readonly authoritative: boolean
  /** TC */
  readonly truncated: boolean
  /** RD */
  readonly recursionDesired: boolean
  /** RA */
  readonly recursionAvailable: boolean
  /** AD */
  readonly authenticData: boolean
  /** CD */
  readonly checkingDisabled: boolean
  readonly rcode: number
  readonly questions: readonly DnsQuestion[]
  readonly answers: readonly DnsRecord[]
  readonly authorities: readonly DnsRecord[]
  readonly additionals: readonly DnsRecord[]
}

/** Everything that is left out is false, 0 or empty. Names are compressed. Throws on a name that is none. */
export function encodeDns(message: Partial<DnsMessage> & { readonly id: number }): Uint8Array {
  const { questions = [], answers = [], authorities = [], additionals = [] } = message
  const out = new Writer(512)
  const offsets: NameOffsets = new Map()
  out.u16(message.id).u16(flagsOf(message))
  out.u16(questions.length).u16(answers.length).u16(authorities.length).u16(additionals.length)
  for (const question of questions) {
    writeName(out, question.name, offsets)
    out.u16(question.type).u16(question.class)
  }
  for (const record of [...answers, ...authorities, ...additionals]) writeRecord(out, record, offsets)
  return out.finish()
}

function flagsOf(message: Partial<DnsMessage>): number {
  return (
    (message.response ? 0x8000 : 0) |
    ((message.opcode ?? 0) << 11) |
    (message.authoritative ? 0x400 : 0) |
    (message.truncated ? 0x200 : 0) |
    (message.recursionDesired ? 0x100 : 0) |
    (message.recursionAvailable ? 0x80 : 0) |
    (message.authenticData ? 0x20 : 0) |
    (message.checkingDisabled ? 0x10 : 0) |
    (message.rcode ?? 0)
  )
}

function writeRecord(out: Writer, record: DnsRecord, offsets: NameOffsets): void {
  writeName(out, record.name, offsets)
  out.u16(record.type).u16(record.class).u32(record.ttl).u16(0)
  const begin = out.length
  writeDnsData(out, record.type, record.data, offsets)
  out.patchU16(begin - 2, out.length - begin)
}

/** The message in bytes[offset, end); compression pointers count from `offset`. Bytes after the last record are ignored. */
export function decodeDns(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<DnsMessage> {
  if (end - offset < DNS_HEADER) return tooShort('a DNS header', DNS_HEADER, offset, end)
  const flags = readU16(bytes, offset + 2)
  const questions: DnsQuestion[] = []
  let at = offset + DNS_HEADER
  for (let i = readU16(bytes, offset + 4); i > 0; i--) {
    const name = decodeName(bytes, offset, at, end)
    if (!name.ok) return name
    if (name.next + 4 > end) return tooShort('a question’s type and class', 4, name.next, end)
    questions.push({ name: name.name, type: readU16(bytes, name.next), class: readU16(bytes, name.next + 2) })
    at = name.next + 4
  }
  const sections: DnsRecord[][] = [[], [], []]
  for (let section = 0; section < 3; section++) {
    for (let i = readU16(bytes, offset + 6 + 2 * section); i > 0; i--) {
      const record = readRecord(bytes, offset, at, end)
      if (!record.ok) return record
      sections[section].push(record.header)
      at = record.payloadOffset
    }
  }
  const [answers, authorities, additionals] = sections
  const message = {
    id: readU16(bytes, offset),
    response: (flags & 0x8000) !== 0,
    opcode: (flags >>> 11) & 15,
    authoritative: (flags & 0x400) !== 0,
    truncated: (flags & 0x200) !== 0,
    recursionDesired: (flags & 0x100) !== 0,
    recursionAvailable: (flags & 0x80) !== 0,
    authenticData: (flags & 0x20) !== 0,
    checkingDisabled: (flags & 0x10) !== 0,
    rcode: flags & 15,
    questions,
    answers,
    authorities,
    additionals,
  }
  return decoded(message, at, at)
}

function readRecord(bytes: Uint8Array, start: number, offset: number, end: number): Decoded<DnsRecord> {
  const name = decodeName(bytes, start, offset, end)
  if (!name.ok) return name
  const at = name.next
  if (at + 10 > end) return tooShort('a resource record', 10, at, end)
  const length = readU16(bytes, at + 8)
  if (at + 10 + length > end)
    return malformed(
      `a record at byte ${offset} says its data has ${length} bytes, ${end - at - 10} are left`,
      at + 8,
    )
  const type = readU16(bytes, at)
  const record = {
    name: name.name,
    type,
    class: readU16(bytes, at + 2),
    ttl: readU32(bytes, at + 4),
    data: readDnsData(bytes, start, type, at + 10, at + 10 + length),
  }
  return decoded(record, at + 10 + length, at + 10 + length)
}

/** An OPT record (RFC 6891 section 6.1): how large a UDP answer may be, and whether DNSSEC records are wanted (DO). */
export function ednsRecord(udpPayloadSize: number, dnssecOk = false): DnsRecord {
  return {
    name: '.',
    type: DNS_TYPES.OPT,
    class: udpPayloadSize,
    ttl: dnssecOk ? 0x8000 : 0,
    data: { kind: 'opt', options: [] },
  }
}
