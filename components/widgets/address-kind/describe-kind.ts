import type { Ipv4 } from '@/lib/net/addr/ipv4'
import { addressKindOf } from '@/lib/net/subnet/address-kind'
import { binaryOf } from '@/lib/net/subnet/facts'

/** `marked` are the leading bits that put the address into its block, `bits` the others, both with dots between octets. */
export type DescribedKind = {
  readonly marked: string
  readonly bits: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
}

export function describeKind(address: Ipv4): DescribedKind {
  const { name, block, bits, rfc, since, reach } = addressKindOf(address)
  const binary = binaryOf({ family: 4, value: BigInt(address) })
  const end = bits + Math.max(0, Math.ceil(bits / 8) - 1) // a dot after each whole octet before the last bit
  const source = [rfc, since && `set aside in ${since.slice(0, 4)}`].filter(Boolean).join(', ')
  return {
    marked: binary.slice(0, end),
    bits: binary.slice(end),
    facts: [
      { name: 'Kind', value: block ? `${name}, ${block}` : `${name}: an ordinary public address` },
      { name: 'Who can reach it', value: reach },
      ...(block && source ? [{ name: 'Source', value: source }] : []),
    ],
  }
}
