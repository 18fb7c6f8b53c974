/** Resource records: RFC 1035, 3596 (AAAA), 2782 (SRV), 8659 (CAA), 4034 (DNSSEC), 6891 (OPT), 9460 (SVCB, HTTPS), 6672 (DNAME), 6698 (TLSA), 5155 (NSEC3). */
import { type Ipv4, ipv4FromBytes } from '../addr/ipv4'
import { type Ipv6, ipv6FromBytes, writeIpv6 } from '../addr/ipv6'
import { readU16, readU32 } from '../bytes/integers'
import type { Writer } from '../bytes/writer'
import { type DecodedName, decodeName, type NameOffsets, writeName } from './dns-name'

export const DNS_TYPES = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  DNAME: 39,
  OPT: 41,
  DS: 43,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  SVCB: 64,
  HTTPS: 65,
  ANY: 255,
  CAA: 257,
} as const

export type DnsData =
  | { readonly kind: 'a'; readonly address: Ipv4 }
  | { readonly kind: 'aaaa'; readonly address: Ipv6 }
  /** NS, CNAME, PTR, DNAME */
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'soa'
      readonly mname: string
      readonly rname: string
      readonly serial: number
      readonly refresh: number
      readonly retry: number
      readonly expire: number
      readonly minimum: number
    }
  | { readonly kind: 'mx'; readonly preference: number; readonly exchange: string }
  /** One or more strings of at most 255 bytes */
  | { readonly kind: 'txt'; readonly strings: readonly Uint8Array[] }
  | {
      readonly kind: 'srv'
      readonly priority: number
      readonly weight: number
      readonly port: number
      readonly target: string
    }
  | { readonly kind: 'caa'; readonly flags: number; readonly tag: string; readonly value: Uint8Array }
  | {
      readonly kind: 'opt'
      readonly options: readonly { readonly code: number; readonly data: Uint8Array }[]
    }
  | {
      readonly kind: 'ds'
      readonly keyTag: number
      readonly algorithm: number
      readonly digestType: number
      readonly digest: Uint8Array
    }
  | {
      readonly kind: 'dnskey'
      readonly flags: number
      readonly protocol: number
      readonly algorithm: number
      readonly publicKey: Uint8Array
    }
  | {
      readonly kind: 'rrsig'
      readonly typeCovered: number
      readonly algorithm: number
      readonly labels: number
      readonly originalTtl: number
      readonly expiration: number
      readonly inception: number
      readonly keyTag: number
      readonly signer: string
      readonly signature: Uint8Array
    }
  | { readonly kind: 'nsec'; readonly next: string; readonly types: readonly number[] }
  | {
      readonly kind: 'svcb'
      readonly priority: number
      readonly target: string
      readonly params: readonly { readonly key: number; readonly value: Uint8Array }[]
    }
  /** Any other type, and any rdata that does not have the form of its type */
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array }

const NAME_TYPES: readonly number[] = [DNS_TYPES.NS, DNS_TYPES.CNAME, DNS_TYPES.PTR, DNS_TYPES.DNAME]

/** Only the types of RFC 1035 may compress the names inside their data (RFC 3597 section 4). */
export function writeDnsData(out: Writer, type: number, data: DnsData, offsets: NameOffsets): void {
  switch (data.kind) {
    case 'a':
      out.u32(data.address)
      return
    case 'aaaa': {
      const bytes = new Uint8Array(16)
      writeIpv6(bytes, 0, data.address)
      out.bytes(bytes)
      return
    }
    case 'name':
      writeName(out, data.name, type === DNS_TYPES.DNAME ? null : offsets)
      return
    case 'soa':
      writeName(out, data.mname, offsets)
      writeName(out, data.rname, offsets)
      out.u32(data.serial).u32(data.refresh).u32(data.retry).u32(data.expire).u32(data.minimum)
      return
    case 'mx':
      writeName(out.u16(data.preference), data.exchange, offsets)
      return
    case 'txt':
      for (const string of data.strings) out.u8(string.length).bytes(string)
      return
    case 'srv':
      writeName(out.u16(data.priority).u16(data.weight).u16(data.port), data.target, null)
      return
    case 'caa':
      out.u8(data.flags).u8(data.tag.length).ascii(data.tag).bytes(data.value)
      return
    case 'opt':
      for (const { code, data: value } of data.options) out.u16(code).u16(value.length).bytes(value)
      return
    case 'ds':
      out.u16(data.keyTag).u8(data.algorithm).u8(data.digestType).bytes(data.digest)
      return
    case 'dnskey':
      out.u16(data.flags).u8(data.protocol).u8(data.algorithm).bytes(data.publicKey)
      return
    case 'rrsig':
      out.u16(data.typeCovered).u8(data.algorithm).u8(data.labels).u32(data.originalTtl)
      out.u32(data.expiration).u32(data.inception).u16(data.keyTag)
      writeName(out, data.signer, null)
      out.bytes(data.signature)
      return
    case 'nsec':
      writeName(out, data.next, null)
      writeTypeBitmap(out, data.types)
      return
    case 'svcb':
      writeName(out.u16(data.priority), data.target, null)
      for (const { key, value } of data.params) out.u16(key).u16(value.length).bytes(value)
      return
    case 'unknown':
      out.bytes(data.bytes)
  }
}

/** The rdata in bytes[offset, end) of a message that begins at `start`; `unknown` when it does not have its type's form. */
export function readDnsData(
  bytes: Uint8Array,
  start: number,
  type: number,
  offset: number,
  end: number,
): DnsData {
  return parse(bytes, start, type, offset, end) ?? { kind: 'unknown', bytes: bytes.slice(offset, end) }
}

function parse(bytes: Uint8Array, start: number, type: number, offset: number, end: number): DnsData | null {
  const length = end - offset
  if (type === DNS_TYPES.A) return length === 4 ? { kind: 'a', address: ipv4FromBytes(bytes, offset) } : null
  if (type === DNS_TYPES.AAAA)
    return length === 16 ? { kind: 'aaaa', address: ipv6FromBytes(bytes, offset) } : null
  if (NAME_TYPES.includes(type)) {
    const name = wholeName(bytes, start, offset, end)
    return name ? { kind: 'name', name: name.name } : null
  }
  switch (type) {
    case DNS_TYPES.SOA:
      return parseSoa(bytes, start, offset, end)
    case DNS_TYPES.MX: {
      const name = length > 2 ? wholeName(bytes, start, offset + 2, end) : null
      return name ? { kind: 'mx', preference: readU16(bytes, offset), exchange: name.name } : null
    }
    case DNS_TYPES.TXT:
      return parseTxt(bytes, offset, end)
    case DNS_TYPES.SRV: {
      const name = length > 6 ? wholeName(bytes, start, offset + 6, end) : null
      if (!name) return null
      const [priority, weight, port] = [0, 2, 4].map((at) => readU16(bytes, offset + at))
      return { kind: 'srv', priority, weight, port, target: name.name }
    }
    case DNS_TYPES.CAA: {
      const tagEnd = length >= 2 ? offset + 2 + bytes[offset + 1] : end + 1
      if (tagEnd > end) return null
      const tag = String.fromCharCode(...bytes.subarray(offset + 2, tagEnd))
      return { kind: 'caa', flags: bytes[offset], tag, value: bytes.slice(tagEnd, end) }
    }
    case DNS_TYPES.OPT: {
      const options = parsePairs(bytes, offset, end)
      return options
        ? { kind: 'opt', options: options.map(({ key, value }) => ({ code: key, data: value })) }
        : null
    }
    case DNS_TYPES.SVCB:
    case DNS_TYPES.HTTPS: {
      const name = length > 2 ? named(decodeName(bytes, start, offset + 2, end)) : null
      const params = name ? parsePairs(bytes, name.next, end) : null
      return name && params
        ? { kind: 'svcb', priority: readU16(bytes, offset), target: name.name, params }
        : null
    }
    default:
      return parseDnssec(bytes, start, type, offset, end)
  }
}

function parseDnssec(
  bytes: Uint8Array,
  start: number,
  type: number,
  offset: number,
  end: number,
): DnsData | null {
  const length = end - offset
  switch (type) {
    case DNS_TYPES.DS:
      if (length < 4) return null
      return {
        kind: 'ds',
        keyTag: readU16(bytes, offset),
        algorithm: bytes[offset + 2],
        digestType: bytes[offset + 3],
        digest: bytes.slice(offset + 4, end),
      }
    case DNS_TYPES.DNSKEY:
      if (length < 4) return null
      return {
        kind: 'dnskey',
        flags: readU16(bytes, offset),
        protocol: bytes[offset + 2],
        algorithm: bytes[offset + 3],
        publicKey: bytes.slice(offset + 4, end),
      }
    case DNS_TYPES.RRSIG: {
      const signer = length > 18 ? named(decodeName(bytes, start, offset + 18, end)) : null
      if (!signer) return null
      return {
        kind: 'rrsig',
        typeCovered: readU16(bytes, offset),
        algorithm: bytes[offset + 2],
        labels: bytes[offset + 3],
        originalTtl: readU32(bytes, offset + 4),
        expiration: readU32(bytes, offset + 8),
        inception: readU32(bytes, offset + 12),
        keyTag: readU16(bytes, offset + 16),
        signer: signer.name,
        signature: bytes.slice(signer.next, end),
      }
    }
    case DNS_TYPES.NSEC: {
      const next = named(decodeName(bytes, start, offset, end))
      const types = next ? readTypeBitmap(bytes, next.next, end) : null
      return next && types ? { kind: 'nsec', next: next.name, types } : null
    }
    default:
      return null
  }
}

function parseSoa(bytes: Uint8Array, start: number, offset: number, end: number): DnsData | null {
  const mname = named(decodeName(bytes, start, offset, end))
  const rname = mname ? named(decodeName(bytes, start, mname.next, end)) : null
  if (!mname || !rname || rname.next + 20 !== end) return null
  const [serial, refresh, retry, expire, minimum] = [0, 4, 8, 12, 16].map((at) =>
    readU32(bytes, rname.next + at),
  )
  return { kind: 'soa', mname: mname.name, rname: rname.name, serial, refresh, retry, expire, minimum }
}

function parseTxt(bytes: Uint8Array, offset: number, end: number): DnsData | null {
  const strings: Uint8Array[] = []
  for (let at = offset; at < end; at += 1 + bytes[at]) {
    if (at + 1 + bytes[at] > end) return null
    strings.push(bytes.slice(at + 1, at + 1 + bytes[at]))
  }
  return { kind: 'txt', strings }
}

/** Pairs of a 16-bit key and a value with its 16-bit length: EDNS options, SVCB parameters. */
function parsePairs(
  bytes: Uint8Array,
  offset: number,
  end: number,
): { key: number; value: Uint8Array }[] | null {
  const pairs: { key: number; value: Uint8Array }[] = []
  for (let at = offset; at < end; ) {
    if (at + 4 > end) return null
    const length = readU16(bytes, at + 2)
    if (at + 4 + length > end) return null
    pairs.push({ key: readU16(bytes, at), value: bytes.slice(at + 4, at + 4 + length) })
    at += 4 + length
  }
  return pairs
}

/** RFC 4034 section 4.1.2: windows of 256 types, each with up to 32 bytes of bits. */
function writeTypeBitmap(out: Writer, types: readonly number[]): void {
  const sorted = [...new Set(types)].sort((a, b) => a - b)
  for (let i = 0; i < sorted.length; ) {
    const window = sorted[i] >>> 8
    const bits = new Uint8Array(32)
    let used = 0
    for (; i < sorted.length && sorted[i] >>> 8 === window; i++) {
      const low = sorted[i] & 255
      bits[low >>> 3] |= 0x80 >>> (low & 7)
      used = (low >>> 3) + 1
    }
    out.u8(window).u8(used).bytes(bits.subarray(0, used))
  }
}

export function readTypeBitmap(bytes: Uint8Array, offset: number, end: number): number[] | null {
  const types: number[] = []
  let windowBefore = -1
  for (let at = offset; at < end; ) {
    const length = at + 2 <= end ? bytes[at + 1] : 0
    if (length < 1 || length > 32 || at + 2 + length > end || bytes[at] <= windowBefore) return null
    if (bytes[at + 1 + length] === 0) return null // a trailing zero byte must be left out
    windowBefore = bytes[at]
    for (let bit = 0; bit < length * 8; bit++) {
      if (bytes[at + 2 + (bit >>> 3)] & (0x80 >>> (bit & 7))) types.push(bytes[at] * 256 + bit)
    }
    at += 2 + length
  }
  return types
}

function named(name: ReturnType<typeof decodeName>): DecodedName | null {
  return name.ok ? name : null
}

function wholeName(bytes: Uint8Array, start: number, offset: number, end: number): DecodedName | null {
  const name = named(decodeName(bytes, start, offset, end))
  return name && name.next === end ? name : null
}
