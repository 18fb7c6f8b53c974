import { Island } from '@/components/widgets/frame/island'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { readLessonFile } from '@/lib/course/lesson-file'
import { readReachFile } from '@/lib/course/reach-file'
import { ContentError } from '@/lib/course/read-yaml'
import { formatProblem, Refusal } from '@/lib/net/scenario/problem'
import { AddressReachPlayer } from './address-reach-player'
import { type ReachStory, tellReach } from './reach-story'

/**
 * The same packet sent from several places to several addresses, from `<file>` of the lesson (lib/course/reach-file.ts). The
 * engine tries all of them when the page is built.
 */
export function AddressReach({
  lesson,
  file,
  ask,
}: {
  /** `module/lesson`; put in by the build. */
  readonly lesson: string
  readonly file: string
  readonly ask?: string
}) {
  const story = readStory(lesson, file)
  const { from, to, attempts } = story
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island name="address-reach" of={AddressReachPlayer} player={{ story }} textId="text-reach" />
      <figcaption className="cap">
        One UDP packet to port 5000 each time, at which every machine here listens. All attempts were computed
        by the course’s network engine.
        <TextTwin
          id="text-reach"
          summary="Read all attempts as text"
          sentences={to.flatMap(({ address }, row) =>
            from.map(({ label }, column) => `${address} from ${label}: ${attempts[row][column].sentence}`),
          )}
        />
      </figcaption>
    </figure>
  )
}

function readStory(lesson: string, file: string): ReachStory {
  const where = `content/${lesson}/${file}`
  const text = readLessonFile(lesson, file)
  try {
    return tellReach(readReachFile(JSON.parse(text)))
  } catch (error) {
    if (error instanceof Refusal) throw new ContentError(`${where}: ${formatProblem(error.problem)}`)
    if (error instanceof SyntaxError) throw new ContentError(`${where}: ${error.message}`)
    throw error
  }
}
