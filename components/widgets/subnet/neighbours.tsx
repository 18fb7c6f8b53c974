import { formatPrefix, type Prefix } from '@/lib/net/addr/prefix'
import { type Address, blockAround, firstOf, formatAddress, lastOf, sizeOf } from '@/lib/net/subnet/address'
import { splitInto } from '@/lib/net/subnet/split'

/** More halvings than this give pieces too narrow to label. */
const MOST_LEVELS = 4

/** A block, cut in halves again and again down to the one that holds the address. */
export function Neighbours({
  address,
  prefix,
  from,
  heading: Heading,
}: {
  readonly address: Address
  readonly prefix: Prefix
  readonly from: number
  readonly heading: 'h2' | 'h3'
}) {
  // a block that is cut from nothing is shown with those of two bits less
  const cutFrom = from < prefix.bits ? from : Math.max(prefix.bits - 2, 0)
  const start = Math.max(cutFrom, prefix.bits - MOST_LEVELS)
  const root = blockAround(address, start)
  const levels = Array.from({ length: prefix.bits - start + 1 }, (_, index) => start + index)
  const part = Number(((address.value - firstOf(root)) * 10000n) / sizeOf(root)) / 100
  const count = 2 ** (prefix.bits - start)
  return (
    <section className="blk">
      <Heading>Its neighbours</Heading>
      <p>
        {count === 1
          ? `A /${start} has no neighbours: it is the whole space.`
          : `${formatPrefix(root)} cut into ${count} blocks of /${prefix.bits}. The one that holds your address is shown in inverse video.`}
      </p>
      <div className="lad">
        {levels.map((bits) => (
          <div className="lv" key={bits}>
            <small>/{bits}</small>
            <ol className="bar">
              {splitInto(root, bits).map((block) => {
                const own = blockAround(address, bits)
                const mine = own.network === block.network
                return (
                  <li
                    key={String(block.network)}
                    className={mine ? (bits === prefix.bits ? 'on' : 'in') : 'off'}
                    aria-current={mine && bits === prefix.bits ? 'true' : undefined}
                  >
                    <span className="vh">{formatPrefix(block)}</span>
                    <span aria-hidden="true">
                      {bits === start
                        ? formatAddress({ family: block.family, value: firstOf(block) })
                        : pieceName(block, start)}
                      {mine &&
                        bits === prefix.bits &&
                        pieceEnd(block, start) !== pieceName(block, start) &&
                        count < 9 &&
                        ` to ${pieceEnd(block, start)}`}
                    </span>
                  </li>
                )
              })}
            </ol>
          </div>
        ))}
        <div className="pin" aria-hidden="true">
          <i style={{ left: `${part}%` }} />
          <b style={{ left: `${Math.min(Math.max(part, 6), 94)}%` }}>
            {pieceOf(address, start, address.family === 4 ? 31 : 127)}
          </b>
        </div>
      </div>
    </section>
  )
}

function pieceName(block: Prefix, start: number): string {
  return pieceOf({ family: block.family, value: firstOf(block) }, start, block.bits - 1)
}

function pieceEnd(block: Prefix, start: number): string {
  return pieceOf({ family: block.family, value: lastOf(block) }, start, block.bits - 1)
}

/** `.64` for 192.168.10.64: the octets (groups) from the one in which bit `from` lies to the one of bit `to`. */
function pieceOf({ family, value }: Address, from: number, to: number): string {
  const step = family === 4 ? 8 : 16
  const width = family === 4 ? 32 : 128
  const mark = family === 4 ? '.' : ':'
  const first = Math.floor(from / step)
  const last = Math.max(Math.floor(to / step), first)
  let name = ''
  for (let part = first; part <= Math.min(last, width / step - 1); part++) {
    const number = (value >> BigInt(width - (part + 1) * step)) & ((1n << BigInt(step)) - 1n)
    name += mark + number.toString(family === 4 ? 10 : 16)
  }
  return name || mark
}
