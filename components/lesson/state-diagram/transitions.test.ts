import { expect, it } from 'vitest'
import { type StateName, states, transitions } from './transitions'

const BOX = { x: 70, y: 17 }

it('has the 21 arrows of RFC 9293, figure 5 with its notes, none twice', () => {
  expect(new Set(transitions.map(({ from, to }) => `${from} ${to}`)).size).toBe(21)
  expect(transitions).toHaveLength(21)
})

it.each(Object.keys(states) as StateName[])('%s can be reached and left', (name) => {
  expect(transitions.some(({ to }) => to === name)).toBe(true)
  expect(transitions.some(({ from }) => from === name)).toBe(true)
})

it.each(transitions.map((one) => [one.from, one.to, one.path] as const))(
  'the arrow from %s to %s touches both boxes',
  (from, to, path) => {
    const [start, end] = endsOf(path)
    expect(onEdge(start, states[from])).toBe(true)
    expect(onEdge(end, states[to])).toBe(true)
  },
)

type Point = readonly [x: number, y: number]

function endsOf(path: string): readonly [Point, Point] {
  let x = 0
  let y = 0
  const points: Point[] = []
  for (const [, command, numbers = ''] of path.matchAll(/([MHV])([\d. ]+)/g)) {
    const [first = 0, second = 0] = numbers.trim().split(' ').map(Number)
    if (command === 'M') [x, y] = [first, second]
    if (command === 'H') x = first
    if (command === 'V') y = first
    points.push([x, y])
  }
  return [points[0] ?? [0, 0], points.at(-1) ?? [0, 0]]
}

function onEdge([x, y]: Point, [cx, cy]: Point): boolean {
  const dx = Math.abs(x - cx)
  const dy = Math.abs(y - cy)
  return (dx === BOX.x && dy < BOX.y) || (dy === BOX.y && dx < BOX.x)
}
