'use client'

import { type PointerEvent, useRef } from 'react'
import { type Address, widthOf } from '@/lib/net/subnet/address'
import { superscript } from '@/lib/net/subnet/working'

type Kind = 'n' | 'sub' | 'h'

/**
 * The bits of an address: network bits, the bits that were borrowed since `from`, and host bits. The line between the last two can be
 * dragged anywhere in the drawing; the slider below does the same by keyboard, and is what a screen reader hears.
 */
export function BitsView({
  address,
  bits,
  from,
  onBits,
}: {
  readonly address: Address
  readonly bits: number
  readonly from: number
  readonly onBits: (bits: number) => void
}) {
  const dragged = useRef(false)
  const width = widthOf(address.family)

  function follow(event: PointerEvent<HTMLDivElement>) {
    if (!dragged.current) return
    const place = bitUnder(event.clientX, event.clientY)
    if (place !== null && place !== bits) onBits(place)
  }
  function grasp(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    dragged.current = true
    follow(event)
  }
  function release() {
    dragged.current = false
  }

  return (
    <div className="stage b">
      <div
        className={`bits l3 v${address.family}`}
        role="img"
        aria-label={`${bits} network bits, ${width - bits} host bits`}
        onPointerDown={grasp}
        onPointerMove={follow}
        onPointerUp={release}
        onPointerCancel={release}
      >
        {address.family === 4 ? (
          <Octets value={address.value} bits={bits} from={from} />
        ) : (
          <Groups value={address.value} bits={bits} from={from} />
        )}
      </div>
      <div className="bkey">
        <span>
          <i className="n l3" />
          {from} network {from === 1 ? 'bit' : 'bits'}
        </span>
        {bits > from && (
          <span>
            <i className="sub" />
            {bits - from} subnet {bits - from === 1 ? 'bit' : 'bits'}, borrowed by /{bits}
          </span>
        )}
        <span>
          <i className="h l3" />
          {width - bits} host {width - bits === 1 ? 'bit' : 'bits'}: 2{superscript(width - bits)}
          {width - bits <= 32 && ` = ${2 ** (width - bits)}`} {width === bits ? 'address' : 'addresses'}
        </span>
      </div>
    </div>
  )
}

function Octets({
  value,
  bits,
  from,
}: {
  readonly value: bigint
  readonly bits: number
  readonly from: number
}) {
  return [0, 1, 2, 3].map((octet) => {
    const number = Number((value >> BigInt(24 - octet * 8)) & 255n)
    return (
      <div className="oct" key={octet}>
        {Array.from(number.toString(2).padStart(8, '0'), (digit, index) => {
          const bit = octet * 8 + index
          return (
            <span
              key={bit}
              className={`bit ${kindOf(bit, bits, from)}${edgeOf(bit, bits)}`}
              data-bit={bit}
              data-width={1}
            >
              {digit}
            </span>
          )
        })}
        <em>{number}</em>
      </div>
    )
  })
}

/** Eight groups of four hexadecimal digits, each digit over its four bits. */
function Groups({
  value,
  bits,
  from,
}: {
  readonly value: bigint
  readonly bits: number
  readonly from: number
}) {
  const digits = value.toString(16).padStart(32, '0')
  return [0, 1, 2, 3, 4, 5, 6, 7].map((group) => (
    <div className="grp" key={group}>
      {Array.from(digits.slice(group * 4, group * 4 + 4), (digit, index) => {
        const bit = group * 16 + index * 4
        return (
          <span key={bit} className="nib" data-bit={bit} data-width={4}>
            <b>{digit}</b>
            {[0, 1, 2, 3].map((inner) => (
              <i key={inner} className={`${kindOf(bit + inner, bits, from)}${edgeOf(bit + inner, bits)}`} />
            ))}
          </span>
        )
      })}
    </div>
  ))
}

function kindOf(bit: number, bits: number, from: number): Kind {
  if (bit >= bits) return 'h'
  return bit >= from ? 'sub' : 'n'
}

/** The first host bit carries the line that is dragged. */
function edgeOf(bit: number, bits: number): string {
  return bit === bits ? ' edge' : ''
}

/** How many bits lie before this point of the drawing; null where there is none. */
function bitUnder(x: number, y: number): number | null {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-bit]')
  if (!cell) return null
  const { left, width } = cell.getBoundingClientRect()
  return Number(cell.dataset.bit) + Math.round(((x - left) / width) * Number(cell.dataset.width))
}
