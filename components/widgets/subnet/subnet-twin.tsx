'use client'

import { memo } from 'react'
import { formatPrefix } from '@/lib/net/addr/prefix'
import { factsOf } from '@/lib/net/subnet/facts'
import { formatQuery, type Query } from '@/lib/net/subnet/query'
import { blocksOfRange } from '@/lib/net/subnet/range'
import { factRows } from '@/lib/net/subnet/rows'
import { workingOf4, workingOf6 } from '@/lib/net/subnet/working'
import { TextTwin, type TwinTable } from '../frame/text-twin'
import { readEntries } from './entries'
import { sayQuery } from './sentence'

type Told = { readonly sentences: readonly string[]; readonly tables: readonly TwinTable[] }

/** The entry on show in words: of a block its working and every fact, of a range its blocks. `shown` holds an entry. */
export const SubnetTwin = memo(function SubnetTwin({
  id,
  shown,
  at,
}: {
  readonly id: string
  readonly shown: string
  readonly at: number
}) {
  const { read } = readEntries(shown)
  const { query } = read[Math.min(at, read.length - 1)]
  return <TextTwin id={id} summary={`Read ${formatQuery(query)} as text`} {...tell(query)} />
})

function tell(query: Query): Told {
  const { sentence } = sayQuery(query)
  if (query.kind === 'range')
    return {
      sentences: [sentence],
      tables: [
        {
          caption: `Blocks of ${formatQuery(query)}`,
          columns: ['Block'],
          rows: blocksOfRange(query.range).map((block) => [formatPrefix(block)]),
        },
      ],
    }
  const { address, prefix } = query
  const steps = prefix.family === 4 ? workingOf4(address, prefix) : workingOf6(address, prefix)
  return {
    sentences: steps.map(({ text, sum }) => `${text} ${sum}`),
    tables: [
      {
        caption: `Facts of ${formatQuery(query)}`,
        columns: ['Name', 'Value'],
        rows: factRows(factsOf(address, prefix)).map(({ name, value }) => [name, value]),
      },
    ],
  }
}
