import { formatIpv4 } from '@/lib/net/addr/ipv4'
import { maskOfBits } from '@/lib/net/addr/prefix'
import { countText } from './sentence'

/** The lengths that people know by heart, with the one on show in inverse video. */
export function PrefixTable({
  family,
  bits,
  heading: Heading,
}: {
  readonly family: 4 | 6
  readonly bits: number
  readonly heading: 'h2' | 'h3'
}) {
  const octet = bits <= 8 ? 0 : Math.min(Math.floor((bits - 1) / 8), 3)
  const rows = family === 4 ? rowsOfOctet(octet) : SIX
  return (
    <section>
      <Heading>Prefixes to know</Heading>
      <table className="sheet know">
        <thead>
          <tr>
            <th scope="col">Prefix</th>
            <th scope="col">{family === 4 ? `Octet ${octet + 1} of mask` : 'Usual for'}</th>
            <th scope="col">{family === 4 ? 'Addresses' : '/64 networks'}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([length, middle, count]) => (
            <tr key={length} className={length === bits ? 'now' : undefined}>
              <td className="wire">/{length}</td>
              <td className="wire">{middle}</td>
              <td className="wire">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Row = readonly [number, string, string]

function rowsOfOctet(octet: number): Row[] {
  return [0, 1, 2, 3, 4, 5, 6, 7, 8].map((ones) => {
    const bits = octet * 8 + ones
    const number = formatIpv4(maskOfBits(bits)).split('.')[octet]
    return [bits, number, countText(1n << BigInt(32 - bits))]
  })
}

const SIX: readonly Row[] = [
  [32, 'a provider', countText(1n << 32n)],
  [48, 'a site', '65,536'],
  [52, 'a part of a site', '4,096'],
  [56, 'a home', '256'],
  [60, 'a small home', '16'],
  [64, 'one network', '1'],
  [127, 'a router link', 'in one'],
  [128, 'one address', 'in one'],
]
