import { readQuiz } from '@/lib/course/read-quiz'
import { prepareQuestion } from './prepare-question'
import { QuizPlayer } from './quiz-player'

/** The quiz of a lesson (`module/lesson`), from its `quiz.yaml`. Complete HTML; the player takes the same HTML over. */
export function Quiz({ lesson }: { readonly lesson: string }) {
  const questions = readQuiz(lesson).items.map((item) => prepareQuestion(lesson, item))
  return <QuizPlayer lesson={lesson} questions={questions} />
}
