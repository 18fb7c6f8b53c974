import type { QuizItemOf } from '@/lib/course/quiz'
import type { Generated } from '@/lib/study/generators/generated'
import type { HeaderTable } from './header-table'

/** A quiz item as the player gets it: with what only the build can know. */
export type Question =
  | QuizItemOf<'choice' | 'choices' | 'answer' | 'command'>
  /** `shown`: the indices of the steps in the order in which they are first shown. */
  | (QuizItemOf<'order'> & { readonly shown: readonly number[] })
  /** `rights`: every right side once, extras among them, in the order in which they are offered. */
  | (QuizItemOf<'match'> & { readonly rights: readonly string[] })
  | (QuizItemOf<'field'> & { readonly headers: readonly HeaderTable[] })
  /** `made`: the instance in the page's HTML, made from `seed`. */
  | (QuizItemOf<'generated'> & { readonly made: Generated; readonly seed: number })

export type QuestionOf<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>
