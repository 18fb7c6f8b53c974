import { canonical, isWithin } from '../node/services/dns-name-tree'
import type { Zone, ZoneRecord } from '../node/services/dns-zone'
import { labelsOf } from '../wire/dns-name'
import { DNS_TYPES } from '../wire/dns-record'
import { RECORD_TYPES, readRecordData } from './parse-record-data'
import { refuse, refuseWord } from './problem'
import { readArray, readObject, readText } from './read'

const DEFAULT_TTL_S = 300

/**
 * Zones by name, each a list of lines of a zone file (RFC 1035 section 5.1): `$TTL 3600`, `@ SOA …`, `www CNAME web`,
 * `api 60 A 198.51.100.81`. A name without a dot at its end goes on with the zone's; a line that begins with a blank has the
 * name of the line before it.
 */
export function readZones(value: unknown, path: string): Zone[] {
  return Object.entries(readObject(value, path, null)).map(([name, lines]) => {
    const where = `${path}[${JSON.stringify(name)}]`
    const apex = canonical(name)
    const records = readZoneLines(lines, where, apex)
    const outside = records.find((record) => !isWithin(record.name, apex) && !isGlue(records, record))
    if (outside) refuse(where, `names in the zone ${apex}`, outside.name)
    if (!records.some((record) => record.type === DNS_TYPES.SOA && record.name === apex))
      refuse(where, 'a zone with one SOA record, at its apex (@)', records.length)
    return { apex, records }
  })
}

/** The address of a server that a delegation names. */
function isGlue(records: readonly ZoneRecord[], { name }: ZoneRecord): boolean {
  return records.some(
    ({ type, data }) => type === DNS_TYPES.NS && data.kind === 'name' && canonical(data.name) === name,
  )
}

/** Lines of a zone file, for names relative to `origin`. */
export function readZoneLines(value: unknown, path: string, origin: string): ZoneRecord[] {
  const records: ZoneRecord[] = []
  let ttl: number | null = null
  let owner = origin
  readArray(value, path).forEach((element, index) => {
    const where = `${path}[${index}]`
    const line = readText(element, where)
    const set = /^\$TTL\s+(\d+)$/.exec(line.trim())
    if (set) {
      ttl = Number(set[1])
      return
    }
    if (!/^\s/.test(line)) owner = absoluteName(line.split(/\s+/)[0], origin, where)
    const record = readRecord(line.replace(/^\S*\s+/, ''), owner, ttl, origin, where)
    records.push(record)
    if (ttl === null && record.data.kind === 'soa') ttl = record.data.minimum // RFC 1035: the minimum of all
  })
  return records
}

function readRecord(
  text: string,
  name: string,
  defaultTtl: number | null,
  origin: string,
  path: string,
): ZoneRecord {
  const words: string[] = text.match(/"[^"]*"|\S+/g) ?? []
  let ttl = defaultTtl ?? DEFAULT_TTL_S
  while (/^(\d+|IN)$/i.test(words[0] ?? '')) {
    const word = words.shift() ?? ''
    if (word.toUpperCase() !== 'IN') ttl = Number(word)
  }
  const type = (words.shift() ?? '').toUpperCase()
  if (!RECORD_TYPES.includes(type))
    refuseWord(path, `NAME [TTL] TYPE DATA with a type among ${RECORD_TYPES.join(', ')}`, type, RECORD_TYPES)
  const data = readRecordData(type, words, (word) => absoluteName(word, origin, path))
  if (data === null) refuse(path, `data of a record of type ${type}`, words.join(' '))
  return { name, type: DNS_TYPES[type as keyof typeof DNS_TYPES], ttl, data }
}

/** `@` is the zone itself; a dot at the end says that the name is whole. */
function absoluteName(word: string, origin: string, path: string): string {
  if (word === '@') return origin
  const name = word.endsWith('.') ? word : origin === '.' ? `${word}.` : `${word}.${origin}`
  if (labelsOf(name) === null) refuse(path, 'a domain name', word)
  return canonical(name)
}
