import { Inline } from '@/components/quiz/inline'
import { parseInterview } from '@/lib/course/interview'
import { readLessonFile } from '@/lib/course/lesson-file'

const levels = { junior: 'Junior', mid: 'Mid', senior: 'Senior' } as const

/** The lesson's interview questions: say the answer first, then open it. */
export function SayItAloud({
  lesson,
}: {
  /** `module/lesson`; put in by the build. */ readonly lesson: string
}) {
  const source = readLessonFile(lesson, 'interview.yaml')
  const { questions } = parseInterview(`content/${lesson}/interview.yaml`, source)
  return (
    <div className="say-aloud">
      <p className="how">Say your answer aloud before you open the model answer. It takes about a minute.</p>
      {questions.map(({ id, level, question, answer, points, followUp, mistake }) => (
        <details key={id} id={`say-${id}`}>
          <summary>
            <span className="lv">{levels[level]}</span>
            <span>
              <Inline text={question} />
            </span>
          </summary>
          <div className="body">
            <h3>A model answer</h3>
            {answer
              .trim()
              .split(/\n\s*\n/)
              .map((paragraph) => (
                <p key={paragraph}>
                  <Inline text={paragraph.replaceAll('\n', ' ')} />
                </p>
              ))}
            <h3>An interviewer listens for</h3>
            <ul>
              {points.map((point) => (
                <li key={point}>
                  <Inline text={point} />
                </li>
              ))}
            </ul>
            <h3>Then asks</h3>
            <p>
              <Inline text={followUp} />
            </p>
            <h3>A common mistake</h3>
            <p>
              <Inline text={mistake} />
            </p>
          </div>
        </details>
      ))}
    </div>
  )
}
