import { fromBase64, toBase64 } from '@/lib/net/bytes/base64'
import type { Run } from '@/lib/net/nat-lab/lab'
import type { Moment, Passage } from '@/lib/net/nat-lab/moment'

/** A run as the simulator shows it; `sentences` are those of its moments. */
export type Played = Pick<Run, 'moments' | 'settings'> & { readonly sentences: readonly string[] }

/** The same as plain data, for props that go from the server into the page; the frames are base64. */
export type PackedRun = Omit<Played, 'moments'> & { readonly moments: readonly PackedMoment[] }

type PackedMoment = Omit<Moment, 'passage'> & { readonly passage: PackedPassage | null }
type PackedPassage = Omit<Passage, 'before' | 'after'> & {
  readonly before: string
  readonly after: string | null
}

export function packRun({ moments, ...rest }: Played): PackedRun {
  return {
    ...rest,
    moments: moments.map(({ passage, ...moment }) => ({
      ...moment,
      passage: passage && {
        ...passage,
        before: toBase64(passage.before),
        after: passage.after && toBase64(passage.after),
      },
    })),
  }
}

export function unpackRun({ moments, ...rest }: PackedRun): Played {
  return {
    ...rest,
    moments: moments.map(({ passage, ...moment }) => ({
      ...moment,
      passage: passage && {
        ...passage,
        before: fromBase64(passage.before),
        after: passage.after === null ? null : fromBase64(passage.after),
      },
    })),
  }
}
