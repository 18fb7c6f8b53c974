import { layerDigit } from '@/lib/course/layers'
import type { Chip } from './chips'

/** How much of a packet is drawn: number blocks, names, or names with fields. */
export type ChipSize = 'pips' | 'names' | 'fields'

/** A packet: adjacent header chips, outermost first. `now` names the fields in inverse video, `was` their old values. */
export function PacketChips({
  chips,
  size = 'fields',
  now = [],
  was = {},
  fill = false,
}: {
  readonly chips: readonly Chip[]
  readonly size?: ChipSize
  readonly now?: readonly string[]
  readonly was?: Readonly<Record<string, string>>
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
              {chip.fields.map(({ name, label, value }) => (
                <div className={`fld${now.includes(name) ? ' now' : ''}`} key={name}>
                  <small>{label}</small>
                  {was[name] && was[name] !== value && <s>{was[name]}</s>}
                  {value}
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
