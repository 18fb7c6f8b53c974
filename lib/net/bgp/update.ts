/** UPDATE messages with the attributes that the speakers here use, as bytes: RFC 4271 section 4.3, with four-byte AS numbers. */

import type { Ipv4 } from '../addr/ipv4'
import type { Prefix4 } from '../addr/prefix'
import { readU32 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import {
  BGP_AS_PATH,
  BGP_LOCAL_PREF,
  BGP_MED,
  BGP_NEXT_HOP,
  BGP_ORIGIN,
  type BgpAttribute,
  decodeBgp,
  encodeBgp,
} from '../wire/bgp'
import type { AsPath, AsSegmentKind } from './as-path'
import type { Attributes } from './route'

const ORIGINATOR_ID = 9
const CLUSTER_LIST = 10
const ONLY_TO_CUSTOMER = 35

const WELL_KNOWN = 0x40
const OPTIONAL = 0x80
const OPTIONAL_TRANSITIVE = 0xc0

const ORIGINS = ['igp', 'egp', 'incomplete'] as const
/** Segment types 1 to 4; 3 and 4 are those of RFC 5065. */
const SEGMENTS: readonly AsSegmentKind[] = ['set', 'sequence', 'confed-sequence', 'confed-set']

export type Update =
  | { readonly kind: 'announce'; readonly prefix: Prefix4; readonly attributes: Attributes }
  | { readonly kind: 'withdraw'; readonly prefix: Prefix4 }

/** One prefix a message. */
export function encodeUpdate(update: Update): Uint8Array {
  const announce = update.kind === 'announce'
  return encodeBgp({
    type: 'update',
    withdrawn: announce ? [] : [update.prefix],
    attributes: announce ? attributeBytes(update.attributes) : [],
    announced: announce ? [update.prefix] : [],
  })
}

/** Null for bytes that are no UPDATE of one prefix with the attributes that have to be there. */
export function decodeUpdate(bytes: Uint8Array): Update | null {
  const read = decodeBgp(bytes)
  if (!read.ok || read.header.type !== 'update') return null
  const { withdrawn, announced, attributes } = read.header
  if (withdrawn.length + announced.length !== 1) return null
  if (withdrawn.length === 1) return { kind: 'withdraw', prefix: withdrawn[0] }
  const found = readAttributes(attributes)
  return found && { kind: 'announce', prefix: announced[0], attributes: found }
}

/** In the order of their types, as RFC 4271 appendix F.3 recommends. */
function attributeBytes(attributes: Attributes): readonly BgpAttribute[] {
  const { origin, asPath, nextHop, med, localPref, originatorId, clusterList, onlyToCustomer } = attributes
  const numbers = (flags: number, type: number, values: readonly (number | null)[]) =>
    values.length === 0 || values.includes(null) ? [] : [{ flags, type, data: u32s(values as number[]) }]
  return [
    { flags: WELL_KNOWN, type: BGP_ORIGIN, data: Uint8Array.of(ORIGINS.indexOf(origin)) },
    { flags: WELL_KNOWN, type: BGP_AS_PATH, data: pathBytes(asPath) },
    ...numbers(WELL_KNOWN, BGP_NEXT_HOP, [nextHop]),
    ...numbers(OPTIONAL, BGP_MED, [med]),
    ...numbers(WELL_KNOWN, BGP_LOCAL_PREF, [localPref]),
    ...numbers(OPTIONAL, ORIGINATOR_ID, [originatorId]),
    ...numbers(OPTIONAL, CLUSTER_LIST, clusterList),
    ...numbers(OPTIONAL_TRANSITIVE, ONLY_TO_CUSTOMER, [onlyToCustomer]),
  ]
}

function u32s(values: readonly number[]): Uint8Array {
  const out = new Writer(4 * values.length)
  for (const value of values) out.u32(value)
  return out.finish()
}

function pathBytes(path: AsPath): Uint8Array {
  const out = new Writer(16)
  for (const { kind, ases } of path) {
    out.u8(SEGMENTS.indexOf(kind) + 1).u8(ases.length)
    for (const as of ases) out.u32(as)
  }
  return out.finish()
}

function readAttributes(list: readonly BgpAttribute[]): Attributes | null {
  const dataOf = (type: number) => list.find((attribute) => attribute.type === type)?.data ?? null
  const numberOf = (type: number) => {
    const data = dataOf(type)
    return data?.length === 4 ? readU32(data, 0) : null
  }
  const origin = ORIGINS[dataOf(BGP_ORIGIN)?.[0] ?? -1]
  const path = dataOf(BGP_AS_PATH)
  const asPath = path && readPath(path)
  const nextHop = numberOf(BGP_NEXT_HOP)
  if (!origin || !asPath || nextHop === null) return null
  const clusters = dataOf(CLUSTER_LIST) ?? new Uint8Array()
  return {
    origin,
    asPath,
    nextHop: nextHop as Ipv4,
    med: numberOf(BGP_MED),
    localPref: numberOf(BGP_LOCAL_PREF),
    originatorId: numberOf(ORIGINATOR_ID) as Ipv4 | null,
    clusterList: Array.from({ length: clusters.length >>> 2 }, (_, at) => readU32(clusters, 4 * at) as Ipv4),
    onlyToCustomer: numberOf(ONLY_TO_CUSTOMER),
  }
}

function readPath(data: Uint8Array): AsPath | null {
  const path: { kind: AsSegmentKind; ases: number[] }[] = []
  for (let at = 0; at < data.length; ) {
    const kind = SEGMENTS[data[at] - 1]
    const end = at + 2 + 4 * data[at + 1]
    if (!kind || !(end <= data.length)) return null
    path.push({ kind, ases: Array.from({ length: data[at + 1] }, (_, i) => readU32(data, at + 2 + 4 * i)) })
    at = end
  }
  return path
}
