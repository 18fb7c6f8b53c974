import { useEffect, useRef, useState } from 'react'
import type { Generated } from '@/lib/study/generators/generated'
import type { Question } from './question'

/**
 * The instance on show of a generated question, and the way to another. Who comes back gets other numbers than the last time.
 * `attempts` is null until storage has been read; `busy` while an answer is on show, which must not change under the reader.
 * The generators are fetched only when other numbers are wanted.
 */
export function useGenerated(
  question: Question,
  { attempts, busy }: { readonly attempts: number | null; readonly busy: boolean },
): [Generated | null, () => Promise<void>] {
  const generated = question.kind === 'generated' ? question : null
  const [made, setMade] = useState(generated?.made ?? null)
  const turn = useRef(0)

  async function make(nextTurn: number) {
    if (!generated) return
    turn.current = nextTurn
    const { generate } = await import('@/lib/study/generate')
    setMade(generate(generated.generator, generated.params, generated.seed + nextTurn))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when storage has been read; later attempts are this visit's own
  useEffect(() => {
    if (attempts && !busy) make(attempts)
  }, [attempts === null])

  return [made, () => make(Math.max(turn.current, attempts ?? 0) + 1)]
}
