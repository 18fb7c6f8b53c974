import type { LayerNumber } from './layers'

/** The two ways to divide a network into layers: ISO/IEC 7498-1, and RFC 1122 section 1.1.3. */
export type ModelName = 'osi' | 'tcp-ip'

/** A box of a model's drawing. `top` and `bottom` are the OSI layers that it spans. */
export type ModelLayer = {
  readonly name: string
  readonly top: number
  readonly bottom: number
  /** whose colour it takes; null: nothing of the internet is there */
  readonly colour: LayerNumber | null
}

const MODELS: Readonly<Record<ModelName, readonly ModelLayer[]>> = {
  osi: [
    { name: 'Application', top: 7, bottom: 7, colour: 7 },
    { name: 'Presentation', top: 6, bottom: 6, colour: null },
    { name: 'Session', top: 5, bottom: 5, colour: null },
    { name: 'Transport', top: 4, bottom: 4, colour: 4 },
    { name: 'Network', top: 3, bottom: 3, colour: 3 },
    { name: 'Data link', top: 2, bottom: 2, colour: 2 },
    { name: 'Physical', top: 1, bottom: 1, colour: 1 },
  ],
  'tcp-ip': [
    { name: 'Application', top: 7, bottom: 5, colour: 7 },
    { name: 'Transport', top: 4, bottom: 4, colour: 4 },
    { name: 'Internet', top: 3, bottom: 3, colour: 3 },
    { name: 'Link', top: 2, bottom: 2, colour: 2 },
    { name: '(hardware)', top: 1, bottom: 1, colour: null },
  ],
}

export function modelLayers(model: ModelName): readonly ModelLayer[] {
  return MODELS[model]
}

export function modelTitle(model: ModelName): string {
  return model === 'osi' ? 'OSI' : 'TCP/IP'
}

/** Where a model puts what the course colours as `layer`: "Layer 3, network", "Internet layer". */
export function placeInModel(model: ModelName, layer: LayerNumber): string {
  if (layer === 5)
    return model === 'osi' ? 'Above layer 4, below 7: OSI has no place for TLS' : 'Application layer'
  if (layer === 1 && model === 'tcp-ip') return 'Hardware: RFC 1122 does not describe it'
  const name = MODELS[model].find(({ top, bottom }) => layer <= top && layer >= bottom)?.name ?? ''
  return model === 'osi' ? `Layer ${layer}, ${name.toLowerCase()}` : `${name} layer`
}
