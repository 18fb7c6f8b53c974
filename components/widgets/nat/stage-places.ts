import type { World, WorldName } from '@/lib/net/nat-lab/places'

/** Where a machine stands on the stage, in per cent: lying (wide) and standing (phone). */
export type Place = readonly [x: number, y: number, phoneX: number, phoneY: number]

const PLACES: Readonly<Record<WorldName, Readonly<Record<string, Place>>>> = {
  home: {
    laptop: [11, 18, 16, 10],
    phone: [11, 50, 50, 10],
    pc: [11, 82, 84, 10],
    router: [50, 50, 50, 50],
    web: [89, 18, 16, 90],
    game: [89, 50, 50, 90],
    stranger: [89, 82, 84, 90],
  },
  cgnat: {
    laptop: [10, 26, 28, 10],
    phone: [10, 74, 72, 10],
    router: [36, 50, 50, 36],
    cgn: [63, 50, 50, 62],
    web: [90, 26, 28, 90],
    stranger: [90, 74, 72, 90],
  },
  peers: {
    alice: [9, 60, 22, 10],
    router: [31, 60, 22, 42],
    stun: [50, 18, 50, 88],
    router2: [69, 60, 78, 42],
    bob: [91, 60, 78, 10],
  },
}

/** Cables as they are drawn: what is between two NATs, or a NAT and a server, is the internet. */
const CABLES: Readonly<Record<WorldName, readonly (readonly [string, string])[]>> = {
  home: [
    ['laptop', 'router'],
    ['phone', 'router'],
    ['pc', 'router'],
    ['router', 'web'],
    ['router', 'game'],
    ['router', 'stranger'],
  ],
  cgnat: [
    ['laptop', 'router'],
    ['phone', 'router'],
    ['router', 'cgn'],
    ['cgn', 'web'],
    ['cgn', 'stranger'],
  ],
  peers: [
    ['alice', 'router'],
    ['router', 'stun'],
    ['stun', 'router2'],
    ['router', 'router2'],
    ['router2', 'bob'],
  ],
}

export function placeOf({ name }: World, machine: string): Place {
  return PLACES[name][machine] ?? [50, 50, 50, 50]
}

export function cablesOf({ name }: World): readonly (readonly [string, string])[] {
  return CABLES[name]
}

/** The machines of a path that are drawn: not the routers of the internet. */
export function drawnPath(path: readonly string[]): readonly string[] {
  return path.filter((name) => name !== 'isp')
}
