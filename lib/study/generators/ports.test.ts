import { describe, expect, it } from 'vitest'
import { generate } from '../generate'

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed)

function given(made: ReturnType<typeof generate>, name: string): number[] {
  const value = made.given.find((each) => each.name === name)?.value ?? ''
  return (value.match(/\d+/g) ?? []).map(Number)
}

describe('questions on ports and descriptors, counted again one by one', () => {
  it('a process holds what is left of its soft limit', () => {
    for (const seed of SEEDS) {
      const made = generate('connections-that-fit', {}, seed)
      const [soft] = given(made, 'ulimit -Sn')
      const [, , , files, listeners] = given(made, 'open in the process')
      const free = Array.from({ length: soft }, (_, descriptor) => descriptor).slice(3 + files + listeners)
      expect(made.answer).toBe(free.length)
    }
  })

  it('clients have one connection for each address and port', () => {
    for (const seed of SEEDS.slice(0, 20)) {
      const made = generate('client-ports', {}, seed)
      const [low, high] = given(made, 'ip_local_port_range of each client')
      const [clients] = given(made, 'client addresses')
      const pairs = new Set<string>()
      for (let client = 0; client < clients; client++)
        for (let port = low; port <= high; port++) pairs.add(`${client} ${port}`)
      expect(made.answer).toBe(pairs.size)
    }
  })
})
