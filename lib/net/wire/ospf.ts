/** OSPF version 2 packets: RFC 2328, appendix A.3. IP protocol 89; null authentication. */

import { type Ipv4, ipv4FromBytes } from '../addr/ipv4'
import { internetChecksum } from '../bytes/checksum'
import { readU16, readU32 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed, tooShort } from './decoded'
import { LSA_HEADER, type Lsa, type LsaHeader, readLsaHeader } from './ospf-lsa'

export const OSPF_HEADER = 24
/** RFC 2328, A.1 */
export const ALL_SPF_ROUTERS = 0xe000_0005 as Ipv4

export type LsaKey = { readonly type: number; readonly id: Ipv4; readonly advertisingRouter: Ipv4 }

export type OspfBody =
  | {
      readonly type: 'hello'
      readonly mask: Ipv4
      /** Seconds */
      readonly helloInterval: number
      readonly options: number
      readonly priority: number
      /** Seconds */
      readonly deadInterval: number
      readonly designatedRouter: Ipv4
      readonly backupDesignatedRouter: Ipv4
      readonly neighbours: readonly Ipv4[]
    }
  | {
      readonly type: 'database-description'
      readonly mtu: number
      readonly options: number
      readonly initial: boolean
      readonly more: boolean
      readonly master: boolean
      readonly sequence: number
      readonly headers: readonly LsaHeader[]
    }
  | { readonly type: 'link-state-request'; readonly wanted: readonly LsaKey[] }
  | { readonly type: 'link-state-update'; readonly lsas: readonly Lsa[] }
  | { readonly type: 'link-state-acknowledgment'; readonly headers: readonly LsaHeader[] }

export type OspfPacket = { readonly router: Ipv4; readonly area: Ipv4; readonly body: OspfBody }

export const OSPF_TYPES = [
  'hello',
  'database-description',
  'link-state-request',
  'link-state-update',
  'link-state-acknowledgment',
] as const

export function encodeOspf({ router, area, body }: OspfPacket): Uint8Array {
  const out = new Writer(64).u8(2).u8(OSPF_TYPES.indexOf(body.type) + 1)
  out.u16(0).u32(router).u32(area).u16(0).u16(0).u32(0).u32(0)
  writeBody(out, body)
  out.patchU16(2, out.length)
  // the eight bytes of authentication are zero, so they do not count
  return out.patchU16(12, internetChecksum(out.finish())).finish()
}

function writeBody(out: Writer, body: OspfBody): void {
  switch (body.type) {
    case 'hello':
      out.u32(body.mask).u16(body.helloInterval).u8(body.options).u8(body.priority).u32(body.deadInterval)
      out.u32(body.designatedRouter).u32(body.backupDesignatedRouter)
      for (const neighbour of body.neighbours) out.u32(neighbour)
      return
    case 'database-description':
      out.u16(body.mtu).u8(body.options)
      out.u8((body.initial ? 4 : 0) | (body.more ? 2 : 0) | (body.master ? 1 : 0)).u32(body.sequence)
      for (const header of body.headers) writeLsaHeader(out, header)
      return
    case 'link-state-request':
      for (const { type, id, advertisingRouter } of body.wanted) out.u32(type).u32(id).u32(advertisingRouter)
      return
    case 'link-state-update':
      out.u32(body.lsas.length)
      for (const { bytes } of body.lsas) out.bytes(bytes)
      return
    case 'link-state-acknowledgment':
      for (const header of body.headers) writeLsaHeader(out, header)
  }
}

function writeLsaHeader(out: Writer, header: LsaHeader): void {
  out.u16(header.age).u8(header.options).u8(header.type).u32(header.id).u32(header.advertisingRouter)
  out.u32(header.sequence).u16(header.checksum).u16(header.length)
}

/** The packet that begins at `offset`; refused: another version or type, a wrong length or checksum, authentication. */
export function decodeOspf(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<OspfPacket> {
  if (end - offset < OSPF_HEADER) return tooShort('an OSPF header', OSPF_HEADER, offset, end)
  if (bytes[offset] !== 2) return malformed(`OSPF version 2 expected at byte ${offset}`, offset)
  const type = OSPF_TYPES[bytes[offset + 1] - 1]
  if (!type) return malformed(`an OSPF type of 1 to 5 expected at byte ${offset + 1}`, offset + 1)
  const stop = offset + readU16(bytes, offset + 2)
  if (stop > end || stop < offset + OSPF_HEADER) return tooShort('an OSPF packet', stop - offset, offset, end)
  if (readU16(bytes, offset + 14) !== 0)
    return malformed(`no authentication expected at byte ${offset + 14}`, offset + 14)
  if (internetChecksum(bytes, offset, stop) !== 0)
    return malformed(`another checksum expected at byte ${offset + 12}`, offset + 12)
  const body = readBody(type, bytes, offset + OSPF_HEADER, stop)
  if (!body) return malformed(`the rest of the ${type} expected at byte ${stop}`, stop)
  const [router, area] = [ipv4FromBytes(bytes, offset + 4), ipv4FromBytes(bytes, offset + 8)]
  return decoded({ router, area, body }, stop, end)
}

function readBody(type: OspfBody['type'], bytes: Uint8Array, at: number, stop: number): OspfBody | null {
  switch (type) {
    case 'hello':
      return stop - at < 20 ? null : readHello(bytes, at, stop)
    case 'database-description':
      return stop - at < 8 ? null : readDescription(bytes, at, stop)
    case 'link-state-request':
      return { type, wanted: readKeys(bytes, at, stop) }
    case 'link-state-update':
      return stop - at < 4 ? null : { type, lsas: readLsas(bytes, at, stop) }
    case 'link-state-acknowledgment':
      return { type, headers: readHeaders(bytes, at, stop) }
  }
}

function readHello(bytes: Uint8Array, at: number, stop: number): OspfBody {
  const neighbours: Ipv4[] = []
  for (let next = at + 20; next + 4 <= stop; next += 4) neighbours.push(ipv4FromBytes(bytes, next))
  return {
    type: 'hello',
    mask: ipv4FromBytes(bytes, at),
    helloInterval: readU16(bytes, at + 4),
    options: bytes[at + 6],
    priority: bytes[at + 7],
    deadInterval: readU32(bytes, at + 8),
    designatedRouter: ipv4FromBytes(bytes, at + 12),
    backupDesignatedRouter: ipv4FromBytes(bytes, at + 16),
    neighbours,
  }
}

function readDescription(bytes: Uint8Array, at: number, stop: number): OspfBody {
  const flags = bytes[at + 3]
  return {
    type: 'database-description',
    mtu: readU16(bytes, at),
    options: bytes[at + 2],
    initial: (flags & 4) !== 0,
    more: (flags & 2) !== 0,
    master: (flags & 1) !== 0,
    sequence: readU32(bytes, at + 4),
    headers: readHeaders(bytes, at + 8, stop),
  }
}

function readHeaders(bytes: Uint8Array, from: number, stop: number): LsaHeader[] {
  const headers: LsaHeader[] = []
  for (let at = from; at < stop; at += LSA_HEADER) {
    const header = readLsaHeader(bytes, at, stop)
    if (header) headers.push(header)
  }
  return headers
}

function readKeys(bytes: Uint8Array, from: number, stop: number): LsaKey[] {
  const keys: LsaKey[] = []
  for (let at = from; at + 12 <= stop; at += 12)
    keys.push({
      type: readU32(bytes, at),
      id: ipv4FromBytes(bytes, at + 4),
      advertisingRouter: ipv4FromBytes(bytes, at + 8),
    })
  return keys
}

/** As many as the count says and as are whole. */
function readLsas(bytes: Uint8Array, from: number, stop: number): Lsa[] {
  const lsas: Lsa[] = []
  let at = from + 4
  for (let left = readU32(bytes, from); left > 0; left--) {
    const header = readLsaHeader(bytes, at, stop)
    if (!header || header.length < LSA_HEADER || at + header.length > stop) break
    lsas.push({ header, bytes: bytes.slice(at, at + header.length) })
    at += header.length
  }
  return lsas
}
