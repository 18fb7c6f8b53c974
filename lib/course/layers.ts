/** The layers that have a colour: 5 stands for 5 and 6 together (TLS, session), which share one. */
export type LayerNumber = 1 | 2 | 3 | 4 | 5 | 7

export const layerNumbers: readonly LayerNumber[] = [1, 2, 3, 4, 5, 7]

const names: Readonly<Record<LayerNumber, string>> = {
  1: 'Physical',
  2: 'Link',
  3: 'Network',
  4: 'Transport',
  5: 'TLS and session',
  7: 'Application',
}

export function layerName(layer: LayerNumber): string {
  return names[layer]
}

/** The figure on a layer's block: the shared colour of 5 and 6 carries a 6. */
export function layerDigit(layer: LayerNumber): string {
  return layer === 5 ? '6' : String(layer)
}
