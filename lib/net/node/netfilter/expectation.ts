import type { Conntrack, Expectation } from './connection'
import { familyOfTuple, type Tuple } from './tuple'

/**
 * Announces a second connection, as a helper does that has read FTP's PORT or 227 answer (nf_ct_expect_related). It
 * will be RELATED, and when its master was translated NAT follows it (nf_nat_follow_master).
 */
export function expectConnection(conntrack: Conntrack, expectation: Expectation): void {
  conntrack.expectations.push(expectation)
}

/** The master of a connection that was announced; the expectation is used up. */
export function findExpectation(conntrack: Conntrack, tuple: Tuple, now: number): number | null {
  const { expectations } = conntrack
  for (let i = 0; i < expectations.length; i++) {
    const expectation = expectations[i]
    if (expectation.expiresAt <= now || !isExpected(expectation, tuple)) continue
    if (!conntrack.connections.has(expectation.master)) continue
    expectations.splice(i, 1)
    return expectation.master
  }
  return null
}

function isExpected(expectation: Expectation, tuple: Tuple): boolean {
  return (
    expectation.family === familyOfTuple(tuple) &&
    expectation.protocol === tuple.protocol &&
    expectation.destination === tuple.destination &&
    expectation.dport === tuple.dport &&
    (expectation.source === null || expectation.source === tuple.source) &&
    (expectation.sport === null || expectation.sport === tuple.sport)
  )
}
