import { Glyph, type GlyphName } from '@/components/ui/glyph'
import { type ModelLayer, type ModelName, modelLayers } from '@/lib/course/layer-models'
import { type LayerNumber, layerDigit } from '@/lib/course/layers'

/**
 * The layers of one machine, highest at the top, as one model divides them. Layers above `upTo` are not there: a router has no
 * reason to look at them. `used` are the layers that have a header of their own in what is shown, `now` the one at work.
 */
export function LayerTower({
  model,
  name,
  glyph,
  upTo = 7,
  used,
  now = null,
}: {
  readonly model: ModelName
  readonly name: string
  readonly glyph?: GlyphName
  readonly upTo?: LayerNumber
  readonly used: readonly LayerNumber[]
  readonly now?: LayerNumber | null
}) {
  return (
    <div className="tower">
      <div className="tn">
        {glyph && <Glyph name={glyph} size="i" />}
        {name}
      </div>
      {boxesOf(model, used)
        .filter(({ top }) => top <= upTo)
        .map((box) => {
          const within = (layer: LayerNumber | null) =>
            layer !== null && layer <= box.top && layer >= box.bottom
          const colour = used.find((layer) => layer === box.colour) ?? used.find(within) ?? box.colour
          const isUsed = box.colour !== null && used.some(within)
          return (
            <div
              key={box.name}
              className={`tl ${colour && isUsed ? `l${colour}` : 'lx'}${isUsed ? '' : ' no'}${within(now) ? ' now' : ''}`}
              style={{ gridRow: `${9 - box.top} / span ${box.top - box.bottom + 1}` }}
            >
              <b>{numberOf(model, box)}</b>
              <span>{box.name}</span>
            </div>
          )
        })}
    </div>
  )
}

/** TLS has no box in OSI: it is drawn over the two that people name. */
function boxesOf(model: ModelName, used: readonly LayerNumber[]): readonly ModelLayer[] {
  const boxes = modelLayers(model)
  if (model !== 'osi' || !used.includes(5)) return boxes
  return boxes.flatMap((box): ModelLayer[] => {
    if (box.top === 5) return []
    return box.top === 6 ? [{ name: 'TLS: 5? 6? no box fits', top: 6, bottom: 5, colour: 5 }] : [box]
  })
}

function numberOf(model: ModelName, { top, bottom, colour }: ModelLayer): string {
  if (top !== bottom) return ''
  return model === 'osi' ? String(top) : colour ? layerDigit(colour) : ''
}
