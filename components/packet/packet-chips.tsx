import type { ReactNode } from 'react'
import { layerDigit } from '@/lib/course/layers'
import type { Chip, ChipField } from './chips'

/** How much of a packet is drawn: number blocks, names, or names with fields. */
export type ChipSize = 'pips' | 'names' | 'fields'

/** A packet: adjacent header chips, outermost first. `now` names the fields in inverse video. */
export function PacketChips({
  chips,
  size = 'fields',
  now = [],
  value,
  fill = false,
}: {
  readonly chips: readonly Chip[]
  readonly size?: ChipSize
  readonly now?: readonly string[]
  /** draws a field's value in another way; a value of undefined leaves it as it is */
  readonly value?: (field: ChipField) => ReactNode
  /** as wide as its place; below 1100 px one header under the other */
  readonly fill?: boolean
}) {
  if (size === 'pips') return <Pips chips={chips} />
  return (
    <div className={`pkt${fill ? ' fill' : ''}`}>
      {chips.map((chip) => (
        <div className={`hdr ${layerClass(chip)}`} key={chip.protocol}>
          <div className="rail">
            <i>{chip.layer ? layerDigit(chip.layer) : '?'}</i>
            {chip.title}
            <u />
          </div>
          {size === 'fields' && (
            <div className="fs">
              {chip.fields.map((field) => (
                <div className={`fld${now.includes(field.name) ? ' now' : ''}`} key={field.name}>
                  <small>{field.label}</small>
                  {value?.(field) ?? field.value}
                </div>
              ))}
            </div>
          )}
        </div>
      ))}
    </div>
  )
}

/** The packet at its smallest: one number block a header, a wider one for what it carries. */
function Pips({ chips }: { readonly chips: readonly Chip[] }) {
  return (
    <span className="pips">
      {chips.map((chip) => (
        <i key={chip.protocol} className={`${layerClass(chip)}${chip.layer === 7 ? ' pay' : ''}`}>
          {chip.layer ? layerDigit(chip.layer) : '?'}
        </i>
      ))}
    </span>
  )
}

function layerClass({ layer }: Chip): string {
  return layer ? `l${layer}` : 'lx'
}
