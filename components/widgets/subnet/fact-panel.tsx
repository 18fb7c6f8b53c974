'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { formatPrefix } from '@/lib/net/addr/prefix'
import { factsOf } from '@/lib/net/subnet/facts'
import type { Query } from '@/lib/net/subnet/query'
import { blocksOfRange } from '@/lib/net/subnet/range'
import { asCsv, factRows, rowsAsText } from '@/lib/net/subnet/rows'
import { scopeOf } from '@/lib/net/subnet/scope'
import { REGISTRY_READ, type SpecialBlock } from '@/lib/net/subnet/special-purpose'
import type { Entry } from './entries'

type Block = Extract<Query, { kind: 'block' }>

/** Every fact of the entry on show, what IANA says of its block, and all entries to take away. */
export function FactPanel({
  block,
  entries,
  heading: Heading,
}: {
  readonly block: Block
  readonly entries: readonly Entry[]
  readonly heading: 'h2' | 'h3'
}) {
  const scope = scopeOf(block.prefix)
  return (
    <section className="blk">
      <Heading>Everything about it</Heading>
      <table className="sheet facts">
        <caption className="vh">Facts of {formatPrefix(block.prefix)}</caption>
        <tbody>
          {factRows(factsOf(block.address, block.prefix)).map(({ name, value }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="wire">{value}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Scope</th>
            <td>{scope.rfc ? `${scope.name} (${scope.rfc})` : scope.name}</td>
          </tr>
          {scope.entry && <RegistryRows entry={scope.entry} />}
          {scope.within.length > 0 && (
            <tr>
              <th scope="row">Special blocks within</th>
              <td>
                {scope.within
                  .slice(0, 8)
                  .map(({ prefix, name }) => `${formatPrefix(prefix)} ${name}`)
                  .join(', ')}
                {scope.within.length > 8 && ` and ${scope.within.length - 8} more`}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      <p className="src">
        Special-purpose blocks: IANA’s registries for IPv4 and IPv6 (RFC 6890), as of {REGISTRY_READ}.
      </p>
      <TakeAway entries={entries} />
    </section>
  )
}

function RegistryRows({ entry }: { readonly entry: SpecialBlock }) {
  const rows: [string, string][] = [
    [
      'Registry entry',
      `${formatPrefix(entry.prefix)}, since ${entry.since}${entry.until ? `, ended ${entry.until}` : ''}`,
    ],
    ['As a source', answer(entry.source)],
    ['As a destination', answer(entry.destination)],
    ['Forwarded by routers', answer(entry.forwardable)],
    ['Reachable globally', answer(entry.global)],
    ['Reserved by the protocol', answer(entry.reservedByProtocol)],
  ]
  return rows.map(([name, value]) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td>{value}</td>
    </tr>
  ))
}

function answer(flag: boolean | null): string {
  return flag === null ? 'not said' : flag ? 'yes' : 'no'
}

/** All entries as text, for a spreadsheet and for a program; and paper. */
function TakeAway({ entries }: { readonly entries: readonly Entry[] }) {
  const tables = entries.map(({ query }) =>
    query.kind === 'block'
      ? [
          ...factRows(factsOf(query.address, query.prefix)),
          { name: 'Scope', value: scopeOf(query.prefix).name },
        ]
      : blocksOfRange(query.range).map((prefix, index) => ({
          name: `Block ${index + 1}`,
          value: formatPrefix(prefix),
        })),
  )
  const objects = entries.map(({ text, query }) =>
    query.kind === 'block'
      ? { input: text, ...factsOf(query.address, query.prefix), scope: scopeOf(query.prefix).name }
      : { input: text, blocks: blocksOfRange(query.range).map(formatPrefix) },
  )
  return (
    <div className="acts needs-script">
      <CopyButton label="Copy as text" text={tables.map(rowsAsText).join('\n\n')} />
      <CopyButton
        label="Copy as CSV"
        text={asCsv(
          ['input', 'name', 'value'],
          tables.flatMap((rows, index) => rows.map(({ name, value }) => [entries[index].text, name, value])),
        )}
      />
      <CopyButton
        label="Copy as JSON"
        text={JSON.stringify(objects.length === 1 ? objects[0] : objects, null, 2)}
      />
      <button type="button" className="btn sm" onClick={() => window.print()}>
        Print
      </button>
    </div>
  )
}
