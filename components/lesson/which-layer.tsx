import { Inline } from '@/components/quiz/inline'
import { type Failure, readFailures } from '@/lib/course/failures'
import { layerName } from '@/lib/course/layers'
import { PredictionOption, PredictionReveal } from './prediction-parts'
import { Transcript } from './transcript'

const LAYERS = [1, 2, 3, 4, 7] as const

/**
 * “At which layer did this fail?” on recorded messages, each answered by what was recorded on the wire at the same time. All of
 * it is native, as in `Predict`. `file` is a list of failures in the lesson's folder (lib/course/failures.ts).
 */
export function WhichLayer({
  lesson,
  file,
  ask,
}: {
  /** `module/lesson`; put in by the build. */
  readonly lesson: string
  readonly file: string
  readonly ask: string
}) {
  const failures = readFailures(lesson, file)
  return (
    <div className="which wide">
      <p className="ask">{ask}</p>
      {failures.map((failure, index) => (
        <Case
          key={failure.id}
          lesson={lesson}
          failure={failure}
          place={`Message ${index + 1} of ${failures.length}`}
        />
      ))}
    </div>
  )
}

function Case({
  lesson,
  failure: { id, message, evidence, tried, layer, explanation },
  place,
}: {
  readonly lesson: string
  readonly failure: Failure
  readonly place: string
}) {
  const name = `which-${id}`
  return (
    <section className="pred" aria-label={place}>
      <div className="top-l">
        <span>{place}</span>
        <span className="muted">not graded</span>
      </div>
      <Transcript lesson={lesson} file={message} title={tried} />
      <fieldset className="ops">
        <legend>At which layer did it fail?</legend>
        {LAYERS.map((each) => (
          <PredictionOption key={each} name={name} value={each} right={each === layer}>
            <span>
              {each} {layerName(each)}
            </span>
          </PredictionOption>
        ))}
      </fieldset>
      <PredictionReveal commit="Commit and look at the wire" first="Pick a layer first.">
        <Transcript lesson={lesson} file={evidence} title="The evidence, recorded at the same time" />
        <div className="prose">
          <p>
            <Inline text={explanation} />
          </p>
        </div>
      </PredictionReveal>
    </section>
  )
}
