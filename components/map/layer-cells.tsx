import { type LayerNumber, layerDigit, layerNumbers } from '@/lib/course/layers'

const STEP = 34

/** The middle of a layer's column, in px. */
function columnOf(layer: LayerNumber): number {
  return layerNumbers.indexOf(layer) * STEP + STEP / 2
}

/** Six layer columns with a module's blocks, and its stretch of the line that climbs and falls through the course. */
export function LayerCells({
  layers,
  line,
  before,
  after,
}: {
  readonly layers: readonly LayerNumber[]
  readonly line: LayerNumber
  /** The layer the line comes from and goes to; none at the ends of the course. */
  readonly before: LayerNumber | undefined
  readonly after: LayerNumber | undefined
}) {
  const x = columnOf(line)
  const columns = layers.map(columnOf)
  const from = Math.min(...columns)
  const to = Math.max(...columns)
  return (
    <div className="cells" role="img" aria-label={`Layers ${layers.map(layerDigit).join(', ')}`}>
      <svg viewBox={`0 0 ${STEP * layerNumbers.length} 100`} preserveAspectRatio="none" aria-hidden="true">
        {before && <path className="in" d={`M${(columnOf(before) + x) / 2} 0L${x} 27V50`} />}
        {after && <path className="out" d={`M${x} 50V73L${(columnOf(after) + x) / 2} 100`} />}
      </svg>
      {layers.length > 1 && <em style={{ left: from, width: to - from }} />}
      {layerNumbers.map((layer) =>
        layers.includes(layer) ? (
          <b key={layer} className={`l${layer}`}>
            {layerDigit(layer)}
          </b>
        ) : (
          <i key={layer} />
        ),
      )}
    </div>
  )
}
