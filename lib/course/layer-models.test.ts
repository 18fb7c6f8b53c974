import { expect, it } from 'vitest'
import { modelLayers, placeInModel } from './layer-models'
import { layerNumbers } from './layers'

it.each(['osi', 'tcp-ip'] as const)('%s: the boxes stand on each other from layer 7 down to 1', (model) => {
  let next = 7
  for (const { top, bottom } of modelLayers(model)) {
    expect(top).toBe(next)
    next = bottom - 1
  }
  expect(next).toBe(0)
})

it('names a layer as each model does', () => {
  expect(layerNumbers.map((layer) => [placeInModel('osi', layer), placeInModel('tcp-ip', layer)])).toEqual([
    ['Layer 1, physical', 'Hardware: RFC 1122 does not describe it'],
    ['Layer 2, data link', 'Link layer'],
    ['Layer 3, network', 'Internet layer'],
    ['Layer 4, transport', 'Transport layer'],
    ['Above layer 4, below 7: OSI has no place for TLS', 'Application layer'],
    ['Layer 7, application', 'Application layer'],
  ])
})
