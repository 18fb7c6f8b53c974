import { type LayerNumber, layerDigit, layerName } from '@/lib/course/layers'

/** A layer's number block with its name. */
export function LayerBadge({ layer }: { readonly layer: LayerNumber }) {
  return (
    <span className={`badge l${layer}`}>
      <b>{layerDigit(layer)}</b>
      {layerName(layer)}
    </span>
  )
}
