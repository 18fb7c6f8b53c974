/**
 * The bits of an entry's network under those of the destination: what the entry compares, up to the first that differs. Bits
 * behind the prefix are not looked at.
 */
export function EntryBits({
  network,
  bits,
  agreeing,
}: {
  readonly network: number
  readonly bits: number
  readonly agreeing: number
}) {
  return (
    <span className="rt-bits" aria-hidden="true">
      {OCTETS.map((octet) => (
        <span key={octet}>
          {PLACES.map((place) => {
            const bit = octet * 8 + place
            return (
              <i key={bit} className={kindOf(bit, bits, agreeing)}>
                {bit < bits ? (network >>> (31 - bit)) & 1 : '·'}
              </i>
            )
          })}
        </span>
      ))}
    </span>
  )
}

/** The destination itself, the row that all others are compared with. */
export function DestinationBits({ address }: { readonly address: number }) {
  return (
    <span className="rt-bits to" aria-hidden="true">
      {OCTETS.map((octet) => (
        <span key={octet}>
          {PLACES.map((place) => (
            <i key={place}>{(address >>> (31 - octet * 8 - place)) & 1}</i>
          ))}
          <b>{(address >>> (24 - octet * 8)) & 255}</b>
        </span>
      ))}
    </span>
  )
}

const OCTETS = [0, 1, 2, 3]
const PLACES = [0, 1, 2, 3, 4, 5, 6, 7]

function kindOf(bit: number, bits: number, agreeing: number): string {
  if (bit >= bits) return 'h'
  if (bit < agreeing) return 'y'
  return bit === agreeing ? 'x' : 'u'
}
