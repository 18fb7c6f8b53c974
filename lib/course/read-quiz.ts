import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Interview, parseInterview } from './interview'
import { parseQuiz, type Quiz } from './quiz'

/** The quiz of a written lesson (`module/lesson`). Throws naming file, line and field; also when there is no file. */
export function readQuiz(lesson: string, root = join(process.cwd(), 'content')): Quiz {
  return parseQuiz(`content/${lesson}/quiz.yaml`, readFileSync(join(root, lesson, 'quiz.yaml'), 'utf8'))
}

/** The interview questions of a written lesson, likewise. */
export function readInterview(lesson: string, root = join(process.cwd(), 'content')): Interview {
  return parseInterview(
    `content/${lesson}/interview.yaml`,
    readFileSync(join(root, lesson, 'interview.yaml'), 'utf8'),
  )
}
