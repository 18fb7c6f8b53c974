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
  state,
}: {
  readonly chips: readonly Chip[]
  readonly size?: ChipSize
  readonly now?: readonly string[]
  /** draws a field's value in another way; a value of undefined leaves it as it is */
  readonly value?: (field: ChipField) => ReactNode
  /** as wide as its place; below 1100 px one header under the other */
  readonly fill?: boolean
  /** of pips: lost, or not meant for whoever gets it */
  readonly state?: 'drop' | 'ghost'
}) {
  if (size === 'pips') return <Pips chips={chips} state={state} />
  return (
    <div className={`pkt${fill ? ' fill' : ''}`}>
      {chips.map((chip, index) => (
        // an ICMP error quotes a packet, whose headers have the same names
        // biome-ignore lint/suspicious/noArrayIndexKey: a header is its place in the frame
        <div className={`hdr ${layerClass(chip)}`} key={index}>
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
function Pips({ chips, state }: { readonly chips: readonly Chip[]; readonly state?: 'drop' | 'ghost' }) {
  return (
    <span className={state ? `pips ${state}` : 'pips'}>
      {chips.map((chip, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header is its place in the frame
        <i key={index} className={`${layerClass(chip)}${chip.layer === 7 ? ' pay' : ''}`}>
          {chip.layer ? layerDigit(chip.layer) : '?'}
        </i>
      ))}
    </span>
  )
}

function layerClass({ layer }: Chip): string {
  return layer ? `l${layer}` : 'lx'
}
