import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const MB = 1 << 20
/** What caches and the compiler may take between two looks. */
const ALLOWED_MB = 64

/** Megabytes in use after a garbage collection. */
export function heapInUse(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed / MB
}

/** Throws when a run that keeps nothing holds more memory at its end than after its beginning. */
export function insistNoGrowth(early: number, late: number): void {
  if (late > early + ALLOWED_MB)
    throw new Error(
      `memory grew from ${early.toFixed(0)} MB to ${late.toFixed(0)} MB, though nothing is kept`,
    )
}
