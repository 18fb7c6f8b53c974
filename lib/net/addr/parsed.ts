/** What a strict parser says: the value, or why not and at which character of the text (from 0). */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string; readonly at: number }

export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value }
}

export function refused(
  error: string,
  at: number,
): { readonly ok: false; readonly error: string; readonly at: number } {
  return { ok: false, error, at }
}
