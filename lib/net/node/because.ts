/**
 * Why a node did what it did: a key that `explain/describe.ts` turns into a sentence, the OSI layer at which it was
 * decided, and the values that the sentence needs. Plain data.
 */
export type Because = {
  readonly key: string
  readonly layer: 1 | 2 | 3 | 4 | 5 | 7
  readonly data?: Readonly<Record<string, string | number | boolean>>
}
