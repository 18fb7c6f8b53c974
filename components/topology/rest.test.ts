import { describe, expect, it } from 'vitest'
import { restOf } from './rest'
import { placesOf, type TopologyGraph, type TopologyNode } from './topology-graph'

const node = (id: string, lines: number, column: number, row: number): TopologyNode => ({
  id,
  name: id,
  glyph: 'router',
  lines: Array.from({ length: lines }, (_, n) => `192.0.2.${n}`),
  column,
  row,
})
const graph: TopologyGraph = {
  nodes: [
    node('laptop', 2, 0, 0.5),
    node('router', 4, 1, 0.5),
    node('left', 1, 2, 0),
    node('right', 1, 2, 1),
  ],
  links: [],
}
const places = placesOf(graph)
const ends = (from: string, to: string) =>
  [places.get(from), places.get(to)] as unknown as Parameters<typeof restOf>[1]
/** Pixels from one device to the next on a narrow stage: three columns for four lines, less the lines under the last. */
const PITCH = (3 * (104 + 4 * 17) - 4 * 17) / 3
const alone = { short: false, place: 0, of: 1 }

describe('a packet at rest', () => {
  it('lies past the middle of a level cable, the next ones behind it', () => {
    expect(restOf(graph, ends('laptop', 'router'), 'wide', alone)).toBe(0.54)
    expect(restOf(graph, ends('laptop', 'router'), 'wide', { short: false, place: 1, of: 2 })).toBeCloseTo(
      0.42,
    )
  })

  it('hides neither the four lines of the device above nor the glyph below, whichever way it goes', () => {
    const downwards = restOf(graph, ends('router', 'left'), 'tall', alone) * PITCH
    expect(downwards - 10).toBeGreaterThanOrEqual(35 + 4 * 17)
    expect(downwards + 10 - 4).toBeLessThanOrEqual(PITCH - 26)
    const upwards = restOf(graph, ends('left', 'router'), 'tall', alone) * PITCH
    expect(downwards + upwards).toBeGreaterThan(PITCH)
  })

  it('keeps two on one cable in the same gap, the first one ahead', () => {
    const [first, second] = [0, 1].map(
      (place) => restOf(graph, ends('laptop', 'router'), 'tall', { short: false, place, of: 2 }) * PITCH,
    )
    expect(first - second).toBeCloseTo(18)
    expect(second - 10).toBeGreaterThanOrEqual(35 + 2 * 17)
    expect(first + 10).toBeLessThanOrEqual(PITCH - 26)
  })

  it('leaves room for the cross of a lost one', () => {
    const lost = restOf(graph, ends('router', 'right'), 'tall', { short: true, place: 0, of: 1 })
    expect(lost).toBeLessThan(restOf(graph, ends('router', 'right'), 'tall', alone))
  })
})
