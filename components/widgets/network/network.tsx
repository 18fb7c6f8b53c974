import { Island } from '@/components/widgets/frame/island'
import { readLessonFile } from '@/lib/course/lesson-file'
import { readNetworkFile } from '@/lib/course/network-file'
import { ContentError } from '@/lib/course/read-yaml'
import { formatProblem, Refusal } from '@/lib/net/scenario/problem'
import { NetworkPlayer } from './network-player'
import { type NetworkStory, tellNetwork } from './network-story'
import { NetworkTwin } from './network-twin'

/**
 * A network that the reader steps through, from `networks/<file>` of the lesson (its README says what may stand there). The
 * engine runs every situation at build time; the first frame and all steps as text are in the HTML.
 */
export function Network({
  lesson,
  file,
  ask,
  caption,
}: {
  /** `module/lesson`; put in by the build. */
  readonly lesson: string
  readonly file: string
  readonly ask?: string
  readonly caption?: string
}) {
  const story = readNetwork(lesson, file)
  const textId = `text-${file.replace(/\.json$/, '')}`
  return (
    <figure className="wide figw network">
      {ask && <p className="ask">{ask}</p>}
      <Island name="network" of={NetworkPlayer} player={{ story }} textId={textId} />
      <figcaption className="cap">
        {caption ?? 'Every frame and every table was computed by the course’s network engine.'}
        <NetworkTwin id={textId} story={story} />
      </figcaption>
    </figure>
  )
}

function readNetwork(lesson: string, file: string): NetworkStory {
  const where = `content/${lesson}/networks/${file}`
  const text = readLessonFile(lesson, `networks/${file}`)
  try {
    return tellNetwork(readNetworkFile(JSON.parse(text)), where)
  } catch (error) {
    if (error instanceof Refusal) throw new ContentError(`${where}: ${formatProblem(error.problem)}`)
    if (error instanceof SyntaxError) throw new ContentError(`${where}: ${error.message}`)
    throw error
  }
}
