import { fibreRoundTripMs, greatCircleKm } from '@/lib/net/sim/propagation'
import { type City, cities } from './cities'

/** What light allows between two cities, and what is known of real paths. Times are round trips in ms. */
export type Floor = {
  readonly km: number
  readonly floorMs: number
  /** by the rule of thumb for paths over land, 2.1 times the floor (arXiv:1811.10737) */
  readonly usualMs: number
  readonly measured: Measured | null
}

/** A round trip that somebody measured on a real cable, and where it is written. */
export type Measured = {
  readonly ms: number
  readonly what: string
  readonly source: string
}

const USUAL = 2.1

const MEASURED: readonly { readonly between: readonly [string, string]; readonly measured: Measured }[] = [
  {
    between: ['London', 'New York'],
    measured: {
      ms: 58.95,
      what: 'Measured on Hibernia Express, a cable laid for the shortest time, 2015',
      source: 'https://thebroadcastbridge.com/content/entry/3988/trans-atlantic-network-latency-reduced',
    },
  },
]

/** Throws on a name that is not in the list of cities. */
export function cityNamed(name: string): City {
  const city = cities.find((each) => each.name === name)
  if (!city) throw new Error(`latency-floor: there is no city ${name}`)
  return city
}

export function floorBetween(from: City, to: City): Floor {
  const km = greatCircleKm(from, to)
  const floorMs = fibreRoundTripMs(km)
  const names = [from.name, to.name].sort()
  const found = MEASURED.find(({ between }) => between.join() === names.join())
  return { km, floorMs, usualMs: floorMs * USUAL, measured: found?.measured ?? null }
}

/** "5,570 km" */
export function kilometres(km: number): string {
  return `${Math.round(km).toLocaleString('en-GB')} km`
}

/** "55.7 ms" */
export function milliseconds(ms: number): string {
  return `${ms.toFixed(1)} ms`
}

/** As it was measured: "58.95 ms", "117.9 ms" */
export function asMeasured(ms: number): string {
  return `${Number(ms.toFixed(2))} ms`
}

/** One sentence for one pair. */
export function describeFloor(from: City, to: City): string {
  const { km, floorMs, measured } = floorBetween(from, to)
  const real = measured ? ` ${measured.what}: ${measured.ms} ms.` : ''
  return `${from.name} to ${to.name}: ${kilometres(km)}, a round trip of at least ${milliseconds(floorMs)}.${real}`
}
