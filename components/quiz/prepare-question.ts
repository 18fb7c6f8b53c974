import type { QuizItem } from '@/lib/course/quiz'
import { generate } from '@/lib/study/generate'
import { seededRandom, seedFrom, shuffle } from '@/lib/study/seeded-random'
import { readHeaders } from './header-table'
import type { Question } from './question'

/** Adds what the player cannot work out. Throws naming lesson and item when the item asks for what there is not. */
export function prepareQuestion(lesson: string, item: QuizItem): Question {
  const seed = seedFrom(`${lesson}#${item.id}`)
  try {
    switch (item.kind) {
      case 'order':
        return { ...item, shown: mixedUp(seed, item.steps.length) }
      case 'match': {
        const rights = new Set([...item.pairs.map((pair) => pair.right), ...item.extra])
        return { ...item, rights: shuffle(seededRandom(seed), [...rights]) }
      }
      case 'field':
        return { ...item, headers: readHeaders(item.capture, item.frame, item.target) }
      case 'generated':
        return { ...item, seed, made: generate(item.generator, item.params, seed) }
      default:
        return item
    }
  } catch (error) {
    throw new Error(`content/${lesson}/quiz.yaml, item ${item.id}: ${(error as Error).message}`)
  }
}

/** An order of `count` things that is not the right one already. */
function mixedUp(seed: number, count: number): readonly number[] {
  const right = Array.from({ length: count }, (_, index) => index)
  const shown = shuffle(seededRandom(seed), right)
  return shown.every((step, at) => step === at) ? shown.reverse() : shown
}
