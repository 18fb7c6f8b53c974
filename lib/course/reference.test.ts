import { describe, expect, test } from 'vitest'
import { formatPrefix, parsePrefix } from '../net/addr/prefix'
import { specialBlocks } from '../net/subnet/special-purpose'
import { parseReference, readReference, readReferences } from './reference'

const head = `title: T
summary: S
hint: H
source: { title: R, url: "https://example.com/", compared: by hand }
columns: [{ key: port, label: Port }, { key: used, label: Used for }]
rows:
`

describe('a mistake in a table is named with its line', () => {
  test.each([
    ['a row without a source', '  - { id: a, port: 1, used: x }', '"a" has no source: give it rfc or url'],
    [
      'a word that is no column',
      '  - { id: a, port: 1, used: x, rfc: 1, udes: y }',
      'is not a column of this table',
    ],
    ['a cell that is empty', '  - { id: a, port: 1, used: "", rfc: 1 }', 'is empty'],
    [
      'an id that is there twice',
      '  - { id: a, port: 1, rfc: 1 }\n  - { id: a, port: 2, rfc: 1 }',
      '"a" is there twice',
    ],
  ])('%s', (_, rows, message) => {
    expect(() => parseReference(head + rows, 'content/reference/t.yaml')).toThrow(message)
    expect(() => parseReference(head + rows, 'content/reference/t.yaml')).toThrow(
      /content\/reference\/t\.yaml:[78]:/,
    )
  })
})

test('every table can be read, and its rows say something in each column', () => {
  for (const { name, columns, rows } of readReferences())
    for (const row of rows)
      for (const { key } of columns) expect(row[key], `${name}, row ${row.id}, ${key}`).toBeTruthy()
})

test('ports and ICMP messages stand in their order, none twice', () => {
  const ports = readReference('ports').rows.map(({ port }) => Number.parseInt(String(port), 10))
  expect(ports).toEqual([...new Set(ports)].sort((a, b) => a - b))
  const messages = readReference('icmp-types').rows.map(({ family, type, code }) =>
    [family, type, code].join(),
  )
  expect(new Set(messages).size).toBe(messages.length)
})

describe('address ranges agree with the registry of special-purpose addresses', () => {
  const registry = new Map(specialBlocks().map((entry) => [formatPrefix(entry.prefix), entry]))
  const rows = readReference('address-ranges').rows.filter(({ prefix }) => prefix)

  test.each(rows.map((row) => [String(row.prefix), row] as const))('%s', (block, row) => {
    expect(parsePrefix(block), 'a block without host bits').not.toBeNull()
    expect(row.block).toBe(block)
    const entry = registry.get(block)
    if (!entry) return
    expect(String(row.name).toLowerCase()).toBe(
      entry.name
        .replace('-Use', ' use')
        .replace(/-Local$/, ' local')
        .toLowerCase(),
    )
    if (entry.global === true) expect(row.reach).toBe('everyone')
    else expect(row.reach).not.toBe('everyone')
  })

  test('all blocks of the registry up to /16 in IPv4 are there', () => {
    const large = [...registry].filter(([, { prefix }]) => prefix.family === 4 && prefix.bits <= 16)
    const told = rows.map(({ prefix }) => prefix)
    expect(large.map(([block]) => block).filter((block) => !told.includes(block))).toEqual([])
  })
})
