import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeHpack, encodeHpack, type HpackItem } from './hpack'
import { decodeHuffman, encodeHuffman } from './hpack-huffman'
import { HpackTable } from './hpack-table'

const bytesOf = (hex: string) =>
  Uint8Array.from(hex.replace(/\s/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

function read(table: HpackTable, hex: string): string[] {
  const block = decodeHpack(bytesOf(hex))
  if (!block.ok) throw new Error(block.malformed)
  return block.header.flatMap((item) => {
    if (item.kind === 'table-size') return []
    const field = table.take(item)
    return field ? [`${textOf(field.name)}: ${textOf(field.value)}`] : ['nothing']
  })
}

describe('the examples of RFC 7541', () => {
  it('appendix C.4: three requests with Huffman code on one connection', () => {
    const table = new HpackTable()
    const first = [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com']
    expect(read(table, '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff')).toEqual(first)
    expect(read(table, '8286 84be 5886 a8eb 1064 9cbf')).toEqual([...first, 'cache-control: no-cache'])
    expect(read(table, '8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf')).toEqual([
      ':method: GET',
      ':scheme: https',
      ':path: /index.html',
      ':authority: www.example.com',
      'custom-key: custom-value',
    ])
  })

  it('appendix C.6: a table of 256 bytes forgets its oldest entries', () => {
    const table = new HpackTable()
    table.resize(256)
    const first = [
      ':status: 302',
      'cache-control: private',
      'date: Mon, 21 Oct 2013 20:13:21 GMT',
      'location: https://www.example.com',
    ]
    expect(
      read(
        table,
        '4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3',
      ),
    ).toEqual(first)
    expect(read(table, '4883 640e ffc1 c0bf')).toEqual([':status: 307', ...first.slice(1)])
    expect(
      read(
        table,
        '88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07',
      ),
    ).toEqual([
      ':status: 200',
      'cache-control: private',
      'date: Mon, 21 Oct 2013 20:13:22 GMT',
      'location: https://www.example.com',
      'content-encoding: gzip',
      'set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1',
    ])
    expect(read(table, 'c1')).toEqual(['nothing'])
  })

  it('appendix C.1: 1337 with a prefix of five bits', () => {
    expect(encodeHpack([{ kind: 'table-size', size: 1337 }])).toEqual(bytesOf('3f9a0a'))
  })
})

describe('what is refused', () => {
  it.each([
    ['80', 'expected an index above 0 at byte 0', 'index 0 stands for nothing'],
    ['0081ff', 'expected 1 bytes of Huffman code at byte 2', 'eight ones are no padding'],
    ['008100', 'expected 1 bytes of Huffman code at byte 2', 'padding must be ones'],
    ['0084ffffffff', 'expected 4 bytes of Huffman code at byte 2', 'the end-of-string symbol'],
    ['0005616263', 'a header field at byte 0 ends before its length says', 'a name cut short'],
    ['ffffffff', 'a header field at byte 0 ends before its length says', 'a number without an end'],
  ])('%s: %s (%s)', (hex, malformed) => {
    expect(decodeHpack(bytesOf(hex))).toMatchObject({ ok: false, malformed })
  })

  it('a number beyond any sense stays a number', () => {
    expect(decodeHpack(bytesOf('ff ffffffffffffffff 7f'))).toMatchObject({ ok: true })
  })
})

const text = fc.record({ huffman: fc.boolean(), bytes: fc.uint8Array({ maxLength: 40 }) })
const index = fc.integer({ min: 1, max: 100_000 })
const item: fc.Arbitrary<HpackItem> = fc.oneof(
  fc.record({ kind: fc.constant('indexed' as const), index }),
  fc.record({ kind: fc.constant('table-size' as const), size: fc.nat(100_000) }),
  fc.record({
    kind: fc.constant('literal' as const),
    indexing: fc.constantFrom('incremental' as const, 'without' as const, 'never' as const),
    name: fc.oneof(index, text),
    value: text,
  }),
)

it('a header block that is written can be read, and is the same', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 8 }), (items) => {
      const encoded = encodeHpack(items)
      const block = decodeHpack(encoded)
      if (!block.ok) throw new Error(block.malformed)
      expect(block.header).toEqual(items)
      expect(encodeHpack(block.header)).toEqual(encoded)
    }),
  )
})

it('Huffman code there and back, for all bytes', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const encoded = encodeHuffman(all)
  expect(decodeHuffman(encoded, 0, encoded.length)).toEqual(all)
})
