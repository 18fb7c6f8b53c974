/** A header taken off the front of bytes[offset, end), and where its payload lies; or what is wrong and where. */
export type Decoded<Header> =
  | {
      readonly ok: true
      readonly header: Header
      readonly payloadOffset: number
      /** Where the payload ends by the header's own length field; never past the end that was given. */
      readonly payloadEnd: number
    }
  | Malformed

export type Malformed = { readonly ok: false; readonly malformed: string; readonly at: number }

export function decoded<Header>(header: Header, payloadOffset: number, payloadEnd: number): Decoded<Header> {
  return { ok: true, header, payloadOffset, payloadEnd }
}

export function malformed(problem: string, at: number): Malformed {
  return { ok: false, malformed: problem, at }
}

export function tooShort(what: string, needed: number, offset: number, end: number): Malformed {
  return malformed(expected(what, needed, offset, end), offset)
}

/** The one wording for bytes that are missing. */
export function expected(what: string, needed: number, offset: number, end: number): string {
  const there = Math.max(0, end - offset)
  return `expected ${what} of ${needed} bytes at byte ${offset}, found ${there}`
}
