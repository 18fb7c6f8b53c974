import { formatPrefix } from '@/lib/net/addr/prefix'
import { firstOf, formatAddress, lastOf, sizeOf } from '@/lib/net/subnet/address'
import { blocksOfRange, type Range } from '@/lib/net/subnet/range'
import { summarise } from '@/lib/net/subnet/summarise'
import { DataTable } from '../frame/data-table'
import { countText } from './sentence'

/** A range as the fewest blocks that hold exactly its addresses. */
export function RangePanel({ range }: { readonly range: Range }) {
  const blocks = blocksOfRange(range)
  const around = summarise([range])
  return (
    <div className="rng">
      <DataTable
        caption="The fewest blocks that hold exactly these addresses"
        columns={['Block', 'First address', 'Last address', 'Addresses']}
        rows={blocks.map((block) => [
          formatPrefix(block),
          formatAddress({ family: block.family, value: firstOf(block) }),
          formatAddress({ family: block.family, value: lastOf(block) }),
          countText(sizeOf(block)),
        ])}
      />
      {around && around.extra > 0n && (
        <p>
          The smallest single block around the range is{' '}
          <span className="wire">{formatPrefix(around.prefix)}</span>. It holds {countText(around.extra)}{' '}
          other addresses too.
        </p>
      )}
    </div>
  )
}
