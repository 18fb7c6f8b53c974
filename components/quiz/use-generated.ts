import { useEffect, useRef, useState } from 'react'
import type { Generated } from '@/lib/study/generators/generated'
import { keyId } from './answer-key'
import type { Question } from './question'

/**
 * The numbers on show of a generated question (null for others), and the way to other ones. Who comes back gets other numbers
 * than the last time, without asking. `attempts` is null until storage has been read; `busy` while an answer is on show, which
 * must not change under the reader. The generators are fetched only when other numbers are wanted.
 */
export function useGenerated(
  question: Question,
  { attempts, busy }: { readonly attempts: number | null; readonly busy: boolean },
): readonly [made: Generated | null, makeAgain: () => Promise<void>] {
  const [made, setMade] = useState(question.kind === 'generated' ? question.made : null)
  const turn = useRef(0)

  async function make(nextTurn: number) {
    if (question.kind !== 'generated') return
    turn.current = nextTurn
    const { generate } = await import('@/lib/study/generate')
    setMade(generate(question.generator, question.params, question.seed + nextTurn))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when storage has been read; later attempts are this visit's own
  useEffect(() => {
    if (attempts && !busy) make(attempts)
  }, [attempts === null])

  // the answers on paper stand outside of the question
  useEffect(() => {
    const line = made && document.querySelector(`#${CSS.escape(keyId(question))} .qright`)
    if (line) line.textContent = [made.answer, made.unit].filter((part) => part !== undefined).join(' ')
  }, [made, question])

  return [made, () => make(Math.max(turn.current, attempts ?? 0) + 1)]
}
