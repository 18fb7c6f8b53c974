import { Island } from '@/components/widgets/frame/island'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { runSituation } from '@/lib/net/situation/run'
import { type SituationName, settingsOf } from '@/lib/net/situation/situation'
import { situationNamed } from '@/lib/net/situation/situations'
import { tellStory } from '@/lib/net/situation/story'
import { liveCodec, stateOf } from './live-state'
import { packStory } from './packed-story'
import { StoryFigurePlayer } from './story-figure-player'
import { storyTables } from './story-tables'

/** A situation of the engine, run while the page is built. `ask` replaces the situation's own question. */
export function SituationFigure({
  scenario,
  ask,
  title,
  bytes = true,
}: {
  readonly scenario: SituationName
  readonly ask?: string
  readonly title?: string
  readonly bytes?: boolean
}) {
  const situation = situationNamed(scenario)
  const settings = settingsOf(situation)
  const run = runSituation(situation, settings)
  const story = tellStory(run, settings)
  const textId = `text-run-${scenario}`
  return (
    <figure className="wide figw">
      <p className="ask">{ask ?? situation.ask}</p>
      <Island
        name="handshake-story"
        of={StoryFigurePlayer}
        player={{
          title: title ?? situation.title,
          bytes,
          packed: packStory(story, run),
          alone: `/tools/handshake/${liveCodec.write(stateOf(scenario, settings))}`,
        }}
        textId={textId}
      />
      <figcaption className="cap">
        Run on the course’s engine: two Linux machines, {settings.rttMs} ms from one to the other and back.
        <TextTwin
          id={textId}
          sentences={story.moments.map(({ sentence }) => sentence)}
          tables={storyTables(story)}
        />
      </figcaption>
    </figure>
  )
}
