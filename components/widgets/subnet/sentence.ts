import { formatPrefix, type Prefix } from '@/lib/net/addr/prefix'
import { type Address, firstOf, formatAddress, lastOf, widthOf } from '@/lib/net/subnet/address'
import { factsOf } from '@/lib/net/subnet/facts'
import type { Query } from '@/lib/net/subnet/query'
import { blocksOfRange } from '@/lib/net/subnet/range'
import { superscript } from '@/lib/net/subnet/working'

/** What the live line says of an entry: a few words for the inverse label, and a sentence. */
export function sayQuery(query: Query): { readonly label: string; readonly sentence: string } {
  if (query.kind === 'range') {
    const { family, first, last } = query.range
    const blocks = blocksOfRange(query.range)
    const count = last - first + 1n
    return {
      label: `${countText(count)} addresses`,
      sentence: `${formatAddress({ family, value: first })} to ${formatAddress({ family, value: last })} takes ${blocks.length === 1 ? 'one block' : `${blocks.length} blocks`}: ${blocks.slice(0, 3).map(formatPrefix).join(', ')}${blocks.length > 3 ? ' and so on' : ''}.`,
    }
  }
  const { address, prefix, note } = query
  const facts = factsOf(address, prefix)
  const label = facts.address === facts.network ? facts.prefix : `in ${facts.prefix}`
  return { label, sentence: `${blockSentence(address, prefix)}${note ? ` ${note}` : ''}` }
}

function blockSentence(address: Address, prefix: Prefix): string {
  const facts = factsOf(address, prefix)
  const host = widthOf(prefix.family) - prefix.bits
  const where =
    facts.address === facts.network
      ? host === 0
        ? `${facts.address} is a block of one address.`
        : `${facts.address} is the network address of its block.`
      : facts.address === facts.broadcast
        ? `${facts.address} is the broadcast address of ${facts.prefix}.`
        : `${facts.address} is in ${facts.prefix}.`
  if (host === 0) return `${where} All ${prefix.bits} bits are network bits, and none is left for hosts.`
  const kept = `Keep the first ${prefix.bits} bits, clear the other ${host === 1 ? 'one' : host}: ${facts.network}.`
  const last = formatAddress({ family: prefix.family, value: lastOf(prefix) })
  const range = facts.broadcast
    ? `Hosts: ${facts.first} to ${facts.last}, ${countText(BigInt(facts.usable))} of them.`
    : `Addresses: ${formatAddress({ family: prefix.family, value: firstOf(prefix) })} to ${last}, ${countText(BigInt(facts.usable))} of them.`
  return `${where} ${kept} ${range}`
}

/** Digits in groups of three; from a thousand million on as a power of two where it is one. */
export function countText(count: bigint): string {
  const bits = count.toString(2)
  if (count >= 10n ** 12n && !bits.slice(1).includes('1')) return `2${superscript(bits.length - 1)}`
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
