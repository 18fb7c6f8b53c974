import { formatPrefix, type Prefix } from '../addr/prefix'
import { type Address, blockAround, firstOf, formatAddress, lastOf } from './address'
import { binaryOf } from './facts'

/** Whether an address lies in a block, and the block of the same size that it does lie in. */
export type Membership = {
  readonly inside: boolean
  readonly own: Prefix
  /** what to compare on paper: the bits of both, up to the prefix length, and the first bit that differs (from 1) */
  readonly bits: { readonly network: string; readonly address: string; readonly differsAt: number | null }
  readonly sentence: string
}

/** Null across families: the question has no answer there. */
export function isMember(address: Address, prefix: Prefix): Membership | null {
  if (address.family !== prefix.family) return null
  const own = blockAround(address, prefix.bits)
  const inside = own.network === prefix.network
  const [networkBits, addressBits] = [firstOf(prefix), address.value].map((value) =>
    binaryOf({ family: address.family, value }).replace(/[.:]/g, ''),
  )
  const differs = Array.from(networkBits).findIndex((bit, index) => bit !== addressBits[index])
  const bits = {
    network: networkBits.slice(0, prefix.bits),
    address: addressBits.slice(0, prefix.bits),
    differsAt: inside ? null : differs + 1,
  }
  return { inside, own, bits, sentence: sentenceOf(address, prefix, own, inside, differs + 1) }
}

function sentenceOf(address: Address, prefix: Prefix, own: Prefix, inside: boolean, at: number): string {
  const name = formatAddress(address)
  if (inside) {
    const { family } = address
    const first = formatAddress({ family, value: firstOf(prefix) })
    const last = formatAddress({ family, value: lastOf(prefix) })
    const same =
      prefix.bits === 0 ? 'A /0 holds every address.' : `The first ${prefix.bits} bits are the same.`
    return `Yes. ${name} is in ${formatPrefix(prefix)}, which runs from ${first} to ${last}. ${same}`
  }
  return `No. ${name} is in ${formatPrefix(own)}: bit ${at} of the first ${prefix.bits} differs. Hosts in these two blocks reach each other through a router.`
}
