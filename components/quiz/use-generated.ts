import { useEffect, useRef } from 'react'
import type { Generated } from '@/lib/study/generators/generated'
import type { Question } from './question'

/**
 * The way to other numbers for a generated question. Who comes back gets other numbers than the last time, without asking.
 * `attempts` is null until storage has been read; `busy` while an answer is on show, which must not change under the reader.
 * The generators are fetched only when other numbers are wanted.
 */
export function useGenerated(
  question: Question,
  {
    attempts,
    busy,
    onMade,
  }: {
    readonly attempts: number | null
    readonly busy: boolean
    readonly onMade: (made: Generated) => void
  },
): () => Promise<void> {
  const turn = useRef(0)

  async function make(nextTurn: number) {
    if (question.kind !== 'generated') return
    turn.current = nextTurn
    const { generate } = await import('@/lib/study/generate')
    onMade(generate(question.generator, question.params, question.seed + nextTurn))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when storage has been read; later attempts are this visit's own
  useEffect(() => {
    if (attempts && !busy) make(attempts)
  }, [attempts === null])

  return () => make(Math.max(turn.current, attempts ?? 0) + 1)
}
