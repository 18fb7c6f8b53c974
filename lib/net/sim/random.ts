/** The state of a seeded source of chance: plain data, so that a snapshot keeps its place. */
export type RandomState = { value: number }

export function seedRandom(seed: number): RandomState {
  return { value: seed >>> 0 }
}

/** The next number in [0, 1): mulberry32 (Tommy Ettinger, public domain). */
export function draw(state: RandomState): number {
  state.value = (state.value + 0x6d2b79f5) >>> 0
  let mixed = state.value
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
}
