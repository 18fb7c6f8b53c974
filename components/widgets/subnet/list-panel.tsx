'use client'

import { formatPrefix } from '@/lib/net/addr/prefix'
import { formatAddress } from '@/lib/net/subnet/address'
import { type Range, rangeOf } from '@/lib/net/subnet/range'
import { conflictsIn, type Relation } from '@/lib/net/subnet/relation'
import { aggregate, summarise } from '@/lib/net/subnet/summarise'
import type { Entry } from './entries'
import { countText } from './sentence'

const MOST_SHOWN = 20

/** Several entries at once: which are drawn, what they come to, and which of them overlap. */
export function ListPanel({
  entries,
  at,
  heading: Heading,
  onChoose,
}: {
  readonly entries: readonly Entry[]
  readonly at: number
  readonly heading: 'h2' | 'h3'
  readonly onChoose: (index: number) => void
}) {
  const ranges = entries.map(rangeOfEntry)
  const summed = aggregate(ranges)
  const around = summarise(ranges)
  const conflicts = conflictsIn(ranges, MOST_SHOWN)
  return (
    <section className="blk">
      <Heading>The list</Heading>
      <p>Press an entry to see its bits and its working.</p>
      <table className="tbl data list">
        <caption className="vh">Entries</caption>
        <thead>
          <tr>
            <th scope="col">Entry</th>
            <th scope="col">First and last address</th>
            <th scope="col">Addresses</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => (
            <tr key={entry.start} className={index === at ? 'now' : undefined}>
              <td data-label="Entry">
                <button
                  type="button"
                  className="link wire"
                  aria-pressed={index === at}
                  onClick={() => onChoose(index)}
                >
                  {entry.text}
                </button>
              </td>
              <td data-label="First and last address" className="wire">
                {rangeText(ranges[index])}
              </td>
              <td data-label="Addresses" className="wire">
                {countText(ranges[index].last - ranges[index].first + 1n)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="sums">
        <div>
          <dt>Summed up, exactly</dt>
          <dd className="wire">
            {summed.slice(0, MOST_SHOWN).map(formatPrefix).join(', ')}
            {summed.length > MOST_SHOWN && ` and ${summed.length - MOST_SHOWN} more`}
          </dd>
        </div>
        <div>
          <dt>One block around them</dt>
          <dd>
            {around ? (
              <>
                <span className="wire">{formatPrefix(around.prefix)}</span>
                {around.extra === 0n
                  ? ', which holds nothing else'
                  : `, which holds ${countText(around.extra)} other addresses too`}
              </>
            ) : (
              'none: there are IPv4 and IPv6 entries'
            )}
          </dd>
        </div>
        <div>
          <dt>Overlaps</dt>
          <dd>
            {conflicts.count === 0 ? (
              'none: no address is in two entries'
            ) : (
              <ul>
                {conflicts.pairs.map(({ a, b, relation }) => (
                  <li key={`${a} ${b}`}>
                    <span className="wire">{entries[a].text}</span> {WORDS[relation]}{' '}
                    <span className="wire">{entries[b].text}</span>
                  </li>
                ))}
                {conflicts.count > MOST_SHOWN && <li>and {conflicts.count - MOST_SHOWN} more pairs</li>}
              </ul>
            )}
          </dd>
        </div>
      </dl>
    </section>
  )
}

const WORDS: Readonly<Record<Relation, string>> = {
  equal: 'holds the same addresses as',
  contains: 'contains',
  inside: 'lies within',
  overlaps: 'overlaps',
  adjacent: 'lies beside',
  apart: 'is apart from',
  'other-family': 'is of the other family than',
}

export function rangeOfEntry({ query }: Entry): Range {
  return query.kind === 'range' ? query.range : rangeOf(query.prefix)
}

function rangeText({ family, first, last }: Range): string {
  const from = formatAddress({ family, value: first })
  return first === last ? from : `${from} to ${formatAddress({ family, value: last })}`
}
