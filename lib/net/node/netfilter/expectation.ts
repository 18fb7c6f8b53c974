import type { Address } from '../address'
import type { Conntrack, Expectation } from './connection'
import { familyOfTuple, type Tuple } from './tuple'

/**
 * Announces a second connection, as a helper does that has read FTP's PORT or 227 answer (nf_ct_expect_related). It
 * will be RELATED, and when its master was translated NAT follows it (nf_nat_follow_master).
 */
export function expectConnection(conntrack: Conntrack, expectation: Expectation): void {
  const { expectations } = conntrack
  // ftp_exp_policy.max_expected is 1: a new announcement takes the place of the old one
  const old = expectations.findIndex(({ master }) => master === expectation.master)
  if (old >= 0) expectations.splice(old, 1)
  expectations.push(expectation)
}

/** Another connection's helper waits for a connection to this port already. */
export function isPortExpected(
  conntrack: Conntrack,
  master: number,
  to: { readonly protocol: number; readonly source: Address; readonly destination: Address },
  port: number,
): boolean {
  return conntrack.expectations.some(
    (it) =>
      it.master !== master &&
      it.protocol === to.protocol &&
      it.source === to.source &&
      it.destination === to.destination &&
      it.dport === port,
  )
}

/** What announced a connection; the expectation is used up. */
export function findExpectation(conntrack: Conntrack, tuple: Tuple, now: number): Expectation | null {
  const { expectations } = conntrack
  for (let i = 0; i < expectations.length; i++) {
    const expectation = expectations[i]
    if (expectation.expiresAt <= now || !isExpected(expectation, tuple)) continue
    if (!conntrack.connections.has(expectation.master)) continue
    expectations.splice(i, 1)
    return expectation
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
