import { maskOfBits, type Prefix } from '@/lib/net/addr/prefix'
import { type Address, firstOf, lastOf } from '@/lib/net/subnet/address'
import { binaryOf } from '@/lib/net/subnet/facts'

/** Address, mask, network and last address under each other in bits, with a gap where the network part ends. IPv4 only. */
export function BinaryRows({ address, prefix }: { readonly address: Address; readonly prefix: Prefix }) {
  if (prefix.family === 6) return null
  const rows: [string, bigint][] = [
    ['Address', address.value],
    ['Mask', BigInt(maskOfBits(prefix.bits))],
    ['Network', firstOf(prefix)],
    [prefix.bits > 30 ? 'Last address' : 'Broadcast', lastOf(prefix)],
  ]
  return (
    <dl className="bins">
      {rows.map(([name, value]) => {
        const text = binaryOf({ family: 4, value })
        const cut = prefix.bits + Math.floor(Math.max(prefix.bits - 1, 0) / 8)
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {text.slice(0, cut)}
              <i>{text.slice(cut)}</i>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
