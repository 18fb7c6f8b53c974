/**
 * Arithmetic on sequence numbers: unsigned 32-bit, modulo 2^32 (RFC 9293 section 3.4). "Before" means less than 2^31 away,
 * so 0xffffffff is before 0.
 */
export function advance(sequence: number, by: number): number {
  return (sequence + by) >>> 0
}

/** Bytes from one number forward to another, 0 to 2^32 - 1. */
export function distance(from: number, to: number): number {
  return (to - from) >>> 0
}

export function isBefore(a: number, b: number): boolean {
  return ((a - b) | 0) < 0
}

export function isAfter(a: number, b: number): boolean {
  return ((b - a) | 0) < 0
}

/** At or before. */
export function isUpTo(a: number, b: number): boolean {
  return ((b - a) | 0) >= 0
}

export function laterOf(a: number, b: number): number {
  return isBefore(a, b) ? b : a
}

export function earlierOf(a: number, b: number): number {
  return isBefore(a, b) ? a : b
}
