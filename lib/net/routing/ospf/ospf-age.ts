import { type Lsa, type LsaHeader, MAX_AGE_S, withAge } from '../../wire/ospf-lsa'
import { SECOND_US, type StoredLsa } from './ospf-process'

/** Ages further apart than this are different (MaxAgeDiff, RFC 2328 appendix B). */
const MAX_AGE_DIFF_S = 900

/** Its age now, in seconds. */
export function ageOf({ header, at }: StoredLsa, now: number): number {
  return Math.min(header.age + Math.floor((now - at) / SECOND_US), MAX_AGE_S)
}

export function agedHeader(lsa: StoredLsa, now: number): LsaHeader {
  return { ...lsa.header, age: ageOf(lsa, now) }
}

/** The LSA as it is sent: older by the time that a link takes (InfTransDelay, 1 s). */
export function agedLsa(lsa: StoredLsa, now: number, transitS: number): Lsa {
  const age = Math.min(ageOf(lsa, now) + transitS, MAX_AGE_S)
  return { header: { ...lsa.header, age }, bytes: withAge(lsa.bytes, age) }
}

/** RFC 2328, 13.1: above 0 when `a` is the newer instance, 0 when they are the same. Sequence numbers first. */
export function compareLsas(a: LsaHeader, b: LsaHeader): number {
  if (a.sequence !== b.sequence) return (a.sequence | 0) - (b.sequence | 0) > 0 ? 1 : -1
  if (a.checksum !== b.checksum) return a.checksum > b.checksum ? 1 : -1
  if (a.age >= MAX_AGE_S !== b.age >= MAX_AGE_S) return a.age >= MAX_AGE_S ? 1 : -1
  if (Math.abs(a.age - b.age) > MAX_AGE_DIFF_S) return a.age < b.age ? 1 : -1
  return 0
}
