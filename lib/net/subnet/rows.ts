import type { Facts } from './facts'

/** What a fact is called, and its value in words or digits. */
export type FactRow = { readonly name: string; readonly value: string }

/** All facts that exist for this address, in reading order. */
export function factRows(facts: Facts): FactRow[] {
  const six = facts.family === 6
  const rows: [string, string | null][] = [
    ['Address', facts.address],
    ['Prefix', facts.prefix],
    ['Network', facts.network],
    ['Broadcast', facts.broadcast],
    [six ? 'First address' : 'First host', facts.first],
    [six ? 'Last address' : 'Last host', facts.last],
    [six ? 'Addresses in the block' : 'Usable hosts', facts.usable],
    [six ? '' : 'Addresses in the block', six ? null : facts.total],
    ['Mask', facts.mask],
    ['Wildcard mask', facts.wildcard],
    ['Class (history)', facts.addressClass],
    ['Previous block', facts.previous && `${facts.previous}/${facts.bits}`],
    ['Next block', facts.next && `${facts.next}/${facts.bits}`],
    ['PTR name', facts.pointer],
    ['Reverse zone', zonesText(facts)],
    ['Integer', facts.integer],
    ['Hexadecimal', facts.hex],
    ['Binary', facts.binary],
    ['Expanded', facts.expanded],
    ['MAC in EUI-64', facts.embeddedMac],
    ['Solicited-node group', facts.solicitedNode],
  ]
  return rows.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
}

export function zonesText({ reverse }: Facts): string {
  const { first, last, count, within } = reverse
  if (within !== null) return `${first}, delegated in ${within} (RFC 2317)`
  return count === 1 ? first : `${count} zones, ${first} to ${last}`
}

/** Names in one column, values in the next. */
export function rowsAsText(rows: readonly FactRow[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length))
  return rows.map(({ name, value }) => `${name.padEnd(width)}  ${value}`).join('\n')
}

/** RFC 4180, with a head line; a value that a spreadsheet would take for a formula is set off by a quote. */
export function asCsv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')
}

function csvCell(value: string): string {
  const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
