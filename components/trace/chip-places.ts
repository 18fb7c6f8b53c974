import type { DrawnSegment } from './sequence-layout'

/** Where on its line a segment's chip rides: the part of the way from the left lifeline to the right one. null: no room. */
export type ChipPlace = number | null

const PLACES = [0.5, 0.2, 0.8] as const
/** The line of a lost one ends in a cross, which its chip must leave free. */
const PLACES_OF_THE_LOST = [0.3, 0.2] as const
/** Chips whose places are closer than this cover each other sideways. */
const APART = 0.25
const NAME_PX = 24
const FIELDS_PX = 62

/** Gives the current segment the middle of its line, then each other one a place where it covers no chip, nearest first. */
export function placeChips(
  segments: readonly DrawnSegment[],
  fromLeft: readonly boolean[],
  current: number,
  shown: readonly [number, number],
): ReadonlyMap<number, ChipPlace> {
  const taken: { place: number; y: number; height: number }[] = []
  const places = new Map<number, ChipPlace>()
  const order = Array.from({ length: shown[1] - shown[0] }, (_, index) => shown[0] + index).sort(
    (a, b) => Math.abs(a - current) - Math.abs(b - current),
  )
  for (const index of order) {
    const height = index === current ? FIELDS_PX : NAME_PX
    const free = placesOn(segments[index], fromLeft[index]).find((place) => {
      const y = heightAt(segments[index], fromLeft[index], place)
      return taken.every(
        (other) =>
          Math.abs(other.place - place) >= APART || Math.abs(other.y - y) >= (other.height + height) / 2,
      )
    })
    places.set(index, free ?? null)
    if (free !== undefined)
      taken.push({ place: free, y: heightAt(segments[index], fromLeft[index], free), height })
  }
  return places
}

function placesOn({ reach }: DrawnSegment, fromLeft: boolean): readonly number[] {
  if (reach === 1) return PLACES
  return PLACES_OF_THE_LOST.map((place) => (fromLeft ? place : 1 - place))
}

/** y of a line in px at `place` of the way from the left lifeline. */
export function heightAt({ sentY, endY, reach }: DrawnSegment, fromLeft: boolean, place: number): number {
  const travelled = (fromLeft ? place : 1 - place) / reach
  return sentY + (endY - sentY) * Math.min(1, travelled)
}
