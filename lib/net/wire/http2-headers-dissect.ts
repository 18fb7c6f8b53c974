import { Writer } from '../bytes/writer'
import type { Dissection, Layer } from './dissect'
import { decimal, Field, field, formatDecimal, formatText, storedField, utf8Text } from './field'
import { decodeHpackItem, type HpackItem } from './hpack'
import type { HeaderField } from './hpack-table'
import type { Http2End, Http2Half } from './http2-memory'

const HEADER_LENGTH = storedField('http2.header.length', formatDecimal)
const HEADER_COUNT = storedField('http2.header.count', formatDecimal)
const TABLE_SIZE = storedField('http2.header_table_size_update.header_table_size', formatDecimal)
const REPRESENTATION = storedField('http2.header.repr', formatText)
const INDEX = storedField('http2.header.index', formatDecimal)
const NAME_LENGTH = field('http2.header.name.length', decimal)
const NAME = field('http2.header.name', utf8Text)
const VALUE_LENGTH = field('http2.header.value.length', decimal)
const VALUE = field('http2.header.value', utf8Text)
const UNESCAPED = storedField('http2.header.unescaped', formatText)
const FULL_URI = storedField('http2.request.full_uri', formatText)

/** Header fields that Wireshark has a name for. */
const KNOWN = new Map(
  (
    'authority status path method scheme accept accept-charset accept-encoding accept-language accept-ranges ' +
    'access-control-allow-origin age allow authorization cache-control content-disposition content-encoding ' +
    'content-language content-length content-location content-range content-type cookie date etag expect expires from ' +
    'if-match if-modified-since if-none-match if-range if-unmodified-since last-modified link location max-forwards ' +
    'proxy-authenticate proxy-authorization range referer refresh retry-after server set-cookie ' +
    'strict-transport-security user-agent vary via www-authenticate'
  )
    .split(' ')
    .map((name, index) => [
      index < 5 ? `:${name}` : name,
      field(`http2.headers.${name.replaceAll('-', '_')}`, utf8Text),
    ]),
)

const utf8 = new TextDecoder()

type Decoded = {
  readonly item: HpackItem
  readonly field: HeaderField | null
  readonly at: number
  readonly end: number
}

/**
 * One frame's part of a header block: what stands where on the wire into `layer`, names and values into a layer of their own,
 * since most of them are not on the wire at all. What is cut off at the end waits for CONTINUATION.
 */
export function dissectHeaderBlock(
  into: Dissection,
  layer: Layer,
  from: Http2End,
  half: Http2Half | null,
  bytes: Uint8Array,
  offset: number,
  end: number,
): void {
  const found = from.lost ? [] : readFields(into, layer, from, bytes, offset, end)
  if (found.length === 0) return
  for (const { item, at, end: stop } of found) {
    if (item.kind === 'table-size') layer.fields.push(new Field(TABLE_SIZE, at, stop - at, item.size))
    else {
      layer.fields.push(new Field(REPRESENTATION, at, 1, representation(item)))
      const index = item.kind === 'indexed' ? item.index : item.name
      if (typeof index === 'number') layer.fields.push(new Field(INDEX, at, 1, index))
    }
  }
  const told = new Map<string, string>()
  pushList(into, found, told)
  if (half) learn(half, told)
  const [scheme, authority, path] = [':scheme', ':authority', ':path'].map((name) => told.get(name))
  if (scheme && authority && path)
    layer.fields.push(new Field(FULL_URI, layer.offset, 0, `${scheme}://${authority}${path}`))
}

function readFields(
  into: Dissection,
  layer: Layer,
  from: Http2End,
  given: Uint8Array,
  offset: number,
  end: number,
): Decoded[] {
  const waited = from.rest.length
  const bytes = waited > 0 ? new Writer().bytes(from.rest).bytes(given.subarray(offset, end)).finish() : given
  const shift = waited > 0 ? offset - waited : 0
  const stop = waited > 0 ? bytes.length : end
  from.rest = new Uint8Array(0)
  const found: Decoded[] = []
  for (let at = waited > 0 ? 0 : offset; at < stop; ) {
    const item = decodeHpackItem(bytes, at, stop)
    if (item === 'more') {
      from.rest = bytes.slice(at, stop)
      return found
    }
    const value = item.ok && item.header.kind !== 'table-size' ? from.table.take(item.header) : null
    if (!item.ok || (value === null && item.header.kind !== 'table-size')) {
      from.lost = true
      into.malformed(
        layer,
        item.ok ? `expected an index of the header table at byte ${at + shift}` : item.malformed,
        Math.max(offset, at + shift),
        end,
      )
      return found
    }
    if (item.header.kind === 'table-size') from.table.resize(item.header.size)
    found.push({
      item: item.header,
      field: value,
      at: Math.max(offset, at + shift),
      end: item.payloadOffset + shift,
    })
    at = item.payloadOffset
  }
  return found
}

function representation(item: Exclude<HpackItem, { kind: 'table-size' }>): string {
  if (item.kind === 'indexed') return 'Indexed Header Field'
  const how =
    item.indexing === 'incremental'
      ? 'with Incremental Indexing'
      : item.indexing === 'never'
        ? 'never Indexed'
        : 'without Indexing'
  return `Literal Header Field ${how} - ${typeof item.name === 'number' ? 'Indexed' : 'New'} Name`
}

/** As Wireshark lays them out: length and characters of each name and value, one after the other. */
function pushList(into: Dissection, found: readonly Decoded[], told: Map<string, string>): void {
  const list = new Writer(256)
  const starts: number[] = []
  for (const { field: header } of found) {
    starts.push(list.length)
    if (header) list.u32(header.name.length).bytes(header.name).u32(header.value.length).bytes(header.value)
  }
  const bytes = list.finish()
  const { fields } = into.beginMessage('http2', bytes, 0, bytes.length)
  fields.push(new Field(HEADER_LENGTH, 0, 1, bytes.length), new Field(HEADER_COUNT, 0, 1, found.length))
  found.forEach(({ field: header }, index) => {
    if (!header) return
    const name = starts[index] + 4
    const value = name + header.name.length + 4
    const { length } = header.value
    fields.push(
      new Field(NAME_LENGTH, name - 4, 4, bytes),
      new Field(NAME, name, header.name.length, bytes),
      new Field(VALUE_LENGTH, value - 4, 4, bytes),
      new Field(VALUE, value, length, bytes),
    )
    const text = utf8.decode(header.value)
    const key = utf8.decode(header.name)
    told.set(key, text)
    const known = KNOWN.get(key)
    if (known) fields.push(new Field(known, value, length, bytes))
    fields.push(new Field(UNESCAPED, value, length, unescapeUri(text)))
  })
}

/** RFC 3986 section 2.1: `%41` is A. */
function unescapeUri(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (escaped) =>
    utf8.decode(Uint8Array.from(escaped.slice(1).split('%'), (digits) => Number.parseInt(digits, 16))),
  )
}

function learn(half: Http2Half, told: ReadonlyMap<string, string>): void {
  half.contentType = told.get('content-type') ?? half.contentType
  if (told.has('content-encoding')) half.encoded = told.get('content-encoding') !== 'identity'
}
