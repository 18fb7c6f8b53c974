'use client'

import { useRef } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { formatPrefix, type Prefix } from '@/lib/net/addr/prefix'
import { firstOf, formatAddress, lastOf, widthOf } from '@/lib/net/subnet/address'
import { factsOf } from '@/lib/net/subnet/facts'
import { asCsv } from '@/lib/net/subnet/rows'
import { joinCells, joinInto, type Layout, readCuts, splitAt, writeCuts } from '@/lib/net/subnet/split'
import { countText } from './sentence'

const MOST_ROWS = 64

/** The block as a table of blocks: each can be split in two, and halves can be joined again, at any level. */
export function SplitTable({
  root,
  cuts,
  heading: Heading,
  onCuts,
}: {
  readonly root: Prefix
  readonly cuts: string
  readonly heading: 'h2' | 'h3'
  readonly onCuts: (cuts: string, said: string) => void
}) {
  const table = useRef<HTMLTableElement>(null)
  const layout: Layout = (cuts && readCuts(root, cuts)) || [root]
  const columns = joinCells(root, layout)
  const full = layout.length >= MOST_ROWS
  const rows = layout.map((block) => rowOf(block))

  function split(index: number) {
    const next = splitAt(layout, index)
    const halves = next
      .slice(index, index + 2)
      .map(formatPrefix)
      .join(' and ')
    onCuts(writeCuts(root, next), `${formatPrefix(layout[index])} is now ${halves}.`)
    focusRow(index)
  }
  function join(whole: Prefix, row: number) {
    const next = joinInto(layout, whole)
    const said = `${formatPrefix(whole)} is one block again.`
    onCuts(next.length === 1 ? '' : writeCuts(root, next), said)
    focusRow(row)
  }
  // the pressed button may be gone, and the focus with it
  function focusRow(row: number) {
    requestAnimationFrame(() => {
      const line = table.current?.tBodies[0]?.rows[row]
      const button =
        line?.querySelector<HTMLButtonElement>('button:not([aria-disabled=true])') ??
        table.current?.querySelector('button')
      button?.focus()
    })
  }

  return (
    <section className="blk">
      <Heading>Split and join</Heading>
      <p>
        Split a block into its two halves, and those again. A block in the columns on the right joins what it
        spans.
        {cuts !== '' &&
          layout.length === 1 &&
          ' The cuts in the link that you followed do not fit this block, so it is whole.'}
        {full && ` The table ends at ${MOST_ROWS} blocks: join some to go on.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll sideways, which a keyboard has to reach */}
      <section className="sideways" aria-label="Blocks" tabIndex={0}>
        <table className="sheet cuts" ref={table}>
          <thead>
            <tr>
              <th scope="col">Block</th>
              {root.family === 4 && (
                <th scope="col" className="only-desk">
                  Addresses
                </th>
              )}
              <th scope="col" className="only-desk">
                {root.family === 4 ? 'Hosts' : 'First and last address'}
              </th>
              <th scope="col">{root.family === 4 ? 'Usable' : 'Addresses'}</th>
              <th scope="col" className="needs-script">
                Split
              </th>
              {columns.length > 0 && (
                <th scope="colgroup" colSpan={columns.length} className="needs-script">
                  Join
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {layout.map((block, row) => (
              <tr key={formatPrefix(block)}>
                <th scope="row" className="wire">
                  {rows[row].block}
                  <small className="only-phone">{rows[row].hosts}</small>
                </th>
                {root.family === 4 && <td className="wire only-desk">{rows[row].addresses}</td>}
                <td className="wire only-desk">{rows[row].hosts}</td>
                <td className="wire">{rows[row].usable}</td>
                <td className="needs-script">
                  {block.bits < widthOf(block.family) && (
                    <button
                      type="button"
                      className={`btn sm${full ? ' is-off' : ''}`}
                      aria-disabled={full}
                      aria-label={`Split ${formatPrefix(block)}`}
                      onClick={() => !full && split(row)}
                    >
                      Split
                    </button>
                  )}
                </td>
                {columns.map(({ bits, cells }) => {
                  const cell = cells.find((each) => each.row <= row && row < each.row + each.rows)
                  if (!cell) return <td key={bits} className="join needs-script" />
                  if (cell.row !== row) return null
                  return (
                    <td key={bits} className="join needs-script" rowSpan={cell.rows}>
                      <button
                        type="button"
                        aria-label={`Join into ${formatPrefix(cell.prefix)}`}
                        onClick={() => join(cell.prefix, row)}
                      >
                        /{cell.prefix.bits}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="acts needs-script">
        <CopyButton
          label="Copy table as CSV"
          text={asCsv(
            ['block', 'addresses', root.family === 4 ? 'hosts' : 'first and last', 'usable'],
            rows.map((row) => [row.block, row.addresses, row.hosts, row.usable.replaceAll(',', '')]),
          )}
        />
      </div>
    </section>
  )
}

function rowOf(block: Prefix) {
  const { family } = block
  const facts = factsOf({ family, value: firstOf(block) }, block)
  const last = formatAddress({ family, value: lastOf(block) })
  return {
    block: facts.prefix,
    addresses: facts.network === last ? last : `${facts.network} to ${last}`,
    hosts: facts.first === facts.last ? facts.last : `${facts.first} to ${facts.last}`,
    usable: countText(BigInt(facts.usable)),
  }
}
