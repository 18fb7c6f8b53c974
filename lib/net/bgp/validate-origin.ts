/** Route origin validation: RFC 6811 section 2. What a ROA says: RFC 9582. */

import { containsPrefix, type Prefix4 } from '../addr/prefix'
import { type AsPath, originOfPath } from './as-path'

/** Who may originate a prefix, and how long the announced prefix may be at most. */
export type Roa = { readonly prefix: Prefix4; readonly maxLength: number; readonly as: number }

export type OriginState = 'valid' | 'invalid' | 'not-found'

/** `originAs` null (an AS_SET at the end) matches no ROA; so does AS 0. */
export function validateOrigin(roas: readonly Roa[], prefix: Prefix4, originAs: number | null): OriginState {
  const covering = roas.filter((roa) => containsPrefix(roa.prefix, prefix))
  if (covering.length === 0) return 'not-found'
  const matched = covering.some(
    ({ maxLength, as }) => as !== 0 && as === originAs && prefix.bits <= maxLength,
  )
  return matched ? 'valid' : 'invalid'
}

/** `ownAs` originates a route whose path is empty. */
export function originStateOf(
  roas: readonly Roa[],
  prefix: Prefix4,
  asPath: AsPath,
  ownAs: number,
): OriginState {
  return validateOrigin(roas, prefix, asPath.length === 0 ? ownAs : originOfPath(asPath))
}
