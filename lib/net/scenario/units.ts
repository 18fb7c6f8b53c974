import { refuse } from './problem'

// Units of tc(8): time `50ms`, rate `10mbit`, chance `1%`, size `100kb`.

const TIMES: Readonly<Record<string, number>> = { us: 1, ms: 1000, s: 1_000_000 }
const RATES: Readonly<Record<string, number>> = { bit: 1, kbit: 1e3, mbit: 1e6, gbit: 1e9 }
const SIZES: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 * 1024 }

/** In µs. */
export function readTime(value: unknown, path: string): number {
  return Math.round(readUnit(value, path, TIMES, 'a time such as "50ms"'))
}

/** In bits a second. */
export function readRate(value: unknown, path: string): number {
  const rate = readUnit(value, path, RATES, 'a rate such as "10mbit"')
  if (rate <= 0) refuse(path, 'a rate above 0', value)
  return rate
}

/** In bytes. */
export function readSize(value: unknown, path: string): number {
  return readUnit(value, path, SIZES, 'a size such as "100kb"')
}

/** From 0 to 1. */
export function readChance(value: unknown, path: string): number {
  const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?)%$/.exec(value) : null
  if (!match || Number(match[1]) > 100) refuse(path, 'a percentage such as "1%"', value)
  return Number(match[1]) / 100
}

function readUnit(
  value: unknown,
  path: string,
  units: Readonly<Record<string, number>>,
  expected: string,
): number {
  const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(value) : null
  if (!match || !(match[2] in units)) refuse(path, expected, value)
  return Number(match[1]) * units[match[2]]
}
