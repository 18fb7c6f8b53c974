import { refuse, refuseWord } from './problem'

/** A JSON object whose keys must all be among `known`. */
export function readObject(
  value: unknown,
  path: string,
  known: readonly string[] | null,
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(path || 'scenario', 'an object', value)
  const object = value as Record<string, unknown>
  if (known) {
    for (const key of Object.keys(object)) {
      if (!known.includes(key)) refuseWord(at(path, key), `one of ${known.join(', ')}`, key, known)
    }
  }
  return object
}

export function readArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) refuse(path, 'a list', value)
  return value
}

export function readText(value: unknown, path: string): string {
  if (typeof value !== 'string') refuse(path, 'text', value)
  return value
}

export function readBoolean(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') refuse(path, 'true or false', value)
  return value
}

/** A finite number from `least` to `most`; `whole` refuses fractions. */
export function readNumber(value: unknown, path: string, least: number, most: number, whole = true): number {
  const fits = typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most
  if (!fits || (whole && !Number.isInteger(value))) {
    refuse(path, `${whole ? 'a whole number' : 'a number'} from ${least} to ${most}`, value)
  }
  return value
}

/** Reads each element of a list that may be missing. */
export function readList<T>(value: unknown, path: string, read: (element: unknown, path: string) => T): T[] {
  if (value === undefined) return []
  return readArray(value, path).map((element, index) => read(element, `${path}[${index}]`))
}

/** `read`, or `absent` when the key is missing. */
export function optional<T>(value: unknown, absent: T, read: () => T): T {
  return value === undefined ? absent : read()
}

export function at(path: string, key: string): string {
  const step = /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key)
  return path ? `${path}.${step}` : step
}
