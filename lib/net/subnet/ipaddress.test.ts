import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { formatIpv6, parseIpv6 } from '../addr/ipv6'
import { containsPrefix, formatPrefix, type Prefix, parsePrefix } from '../addr/prefix'
import { blockAround, readAddress } from './address'
import { factsOf } from './facts'
import { isMember } from './membership'
import { readQuery } from './query'
import { blocksOfRange, rangeOf } from './range'
import { conflictsIn, relationOf } from './relation'
import { parentOf, splitInto } from './split'
import { aggregate } from './summarise'

/** What Python's ipaddress said: scripts/subnet-table.py */
const table = JSON.parse(
  gunzipSync(readFileSync(new URL('./fixtures/ipaddress.json.gz', import.meta.url))).toString(),
) as {
  readonly interfaces: readonly {
    readonly text: string
    readonly exploded: string
    readonly compressed: string
    readonly integer: string
    readonly hex: string
    readonly pointer: string
    readonly network: string
    readonly last: string
    readonly netmask: string
    readonly hostmask: string
    readonly total: string
    readonly hosts: readonly [string, string] | null
  }[]
  readonly masks: readonly (readonly [string, string])[]
  readonly ranges: readonly (readonly [string, string, readonly string[]])[]
  readonly lists: readonly (readonly [readonly string[], readonly string[]])[]
  readonly pairs: readonly (readonly [string, string, boolean, boolean, boolean, boolean])[]
  readonly splits: readonly (readonly [string, number, readonly string[], string | null])[]
  readonly refusals: readonly (readonly [string, string | null])[]
}

describe('the subnet calculator agrees with Python’s ipaddress', () => {
  it('on a table of 5,000 cases and more', () => {
    expect(Object.values(table).reduce((sum, rows) => sum + rows.length, 0)).toBeGreaterThan(5000)
  })

  it('on every fact of an address and its block', () => {
    for (const row of table.interfaces) {
      const query = readQuery(row.text)
      if (!query.ok || query.value.kind !== 'block') throw new Error(`${row.text} is not a block`)
      const facts = factsOf(query.value.address, query.value.prefix)
      const four = facts.family === 4
      expect(facts, row.text).toMatchObject({
        address: mapped(row.compressed),
        network: mapped(row.network),
        integer: row.integer,
        pointer: row.pointer,
        total: row.total,
        mask: four ? row.netmask : null,
        wildcard: four ? row.hostmask : null,
        expanded: four ? null : row.exploded,
        ...(row.hosts && { first: row.hosts[0], last: row.hosts[1] }),
        ...(!four && { first: mapped(row.network), last: mapped(row.last), usable: row.total }),
        broadcast: four && facts.bits < 31 ? row.last : null,
      })
      expect(BigInt(facts.hex), row.text).toBe(BigInt(row.hex))
    }
  })

  it('on masks and wildcard masks', () => {
    for (const [text, network] of table.masks) {
      for (const written of [text, text.replace('/', ' ')]) {
        const query = readQuery(written)
        expect(query.ok && query.value.kind === 'block' && formatPrefix(query.value.prefix), written).toBe(
          network,
        )
      }
    }
  })

  it('on the fewest blocks for a range', () => {
    for (const [first, last, blocks] of table.ranges) {
      const query = readQuery(`${first} - ${last}`)
      if (!query.ok || query.value.kind !== 'range') throw new Error(`${first} - ${last} is not a range`)
      expect(blocksOfRange(query.value.range).map(formatPrefix), `${first} - ${last}`).toEqual(
        blocks.map(mapped),
      )
    }
  })

  it('on the fewest blocks for a list', () => {
    for (const [list, collapsed] of table.lists)
      expect(aggregate(list.map(prefixOf).map(rangeOf)).map(formatPrefix), list.join(' ')).toEqual(
        collapsed.map(mapped),
      )
  })

  it('on overlap, containment and membership', () => {
    for (const [a, b, overlaps, subnet, supernet, member] of table.pairs) {
      const [one, other] = [prefixOf(a), prefixOf(b)]
      const [range, otherRange] = [rangeOf(one), rangeOf(other)]
      expect(conflictsIn([range, otherRange]).count > 0, `${a} ${b}`).toBe(overlaps)
      expect(containsPrefix(other, one), `${a} in ${b}`).toBe(subnet)
      expect(containsPrefix(one, other), `${b} in ${a}`).toBe(supernet)
      expect(['equal', 'contains'].includes(relationOf(range, otherRange))).toBe(supernet)
      const address = { family: other.family, value: BigInt(other.network) }
      expect(isMember(address, one)?.inside).toBe(member)
    }
  })

  it('on splitting into equal blocks and on the block above', () => {
    for (const [network, bits, blocks, parent] of table.splits) {
      const prefix = prefixOf(network)
      expect(splitInto(prefix, bits).map(formatPrefix), network).toEqual(blocks.map(mapped))
      const above = parentOf(prefix)
      expect(above && formatPrefix(above)).toBe(parent === null ? null : mapped(parent))
    }
  })

  it('on what is an address with a length and what is not, but for what the calculator takes on top', () => {
    for (const [text, read] of table.refusals) {
      // it also takes blanks around, a mask after a blank, a range, and lengths without leading zeros only; Python takes zones
      if (/[\s%-]|\/0\d|\/.*[.:]/.test(text)) continue
      const query = readQuery(text)
      if (read === null) expect(query.ok, text).toBe(false)
      else {
        if (!query.ok || query.value.kind !== 'block') throw new Error(`${text} is refused`)
        const { address, prefix } = query.value
        const [python, length] = mapped(read).split('/')
        expect(`${factsOf(address, prefix).address}/${prefix.bits}`).toBe(`${python}/${length}`)
      }
    }
  })
})

/** This Python prints an IPv4-mapped address in hexadecimal; RFC 5952 section 5 wants it dotted. */
function mapped(text: string): string {
  if (!/^::ffff:/.test(text)) return text
  const [address, bits] = text.split('/')
  const value = parseIpv6(address)
  return value === null ? text : `${formatIpv6(value)}${bits === undefined ? '' : `/${bits}`}`
}

function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (!prefix) throw new Error(`${text} is not a prefix`)
  const address = readAddress(text.split('/')[0])
  if (address.ok) expect(blockAround(address.value, prefix.bits)).toEqual(prefix)
  return prefix
}
