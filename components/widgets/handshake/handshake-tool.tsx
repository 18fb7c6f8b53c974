import { runSituation } from '@/lib/net/situation/run'
import { situations } from '@/lib/net/situation/situations'
import { tellStory } from '@/lib/net/situation/story'
import { handshakeDrills } from '@/lib/study/drills/handshake'
import { startOf } from '../frame/drill-start'
import type { InstrumentPlace } from '../frame/instrument'
import { Island } from '../frame/island'
import { CaptureOpener } from './capture-opener'
import { Handshake } from './handshake'
import { HandshakeDrills } from './handshake-drills'
import { LivePlayer } from './live-player'
import { initialState, settingsFrom } from './live-state'
import { type PackedStory, packStory } from './packed-story'

/** What the stepper shows before anything is changed. */
function firstRun(): PackedStory {
  const settings = settingsFrom(initialState)
  const run = runSituation(situations[0], settings)
  return packStory(tellStory(run, settings), run)
}

export function HandshakeTool({ place }: { readonly place: InstrumentPlace }) {
  return (
    <>
      <Island
        name="handshake-live"
        of={LivePlayer}
        player={{ first: firstRun() }}
        textId="live-text"
        wakes="sign"
      />
      <Island
        name="handshake-drills"
        of={HandshakeDrills}
        player={{ start: startOf(handshakeDrills) }}
        wakesAt="#drill"
        textId="live-text"
      />
      {place === 'tool' && (
        <>
          <h2 className="th2">One connection as it was recorded</h2>
          <Handshake
            capture="tcp-handshake-teardown"
            title="One connection, from SYN to TIME-WAIT"
            heading="h2"
          />
          <div id="own-capture">
            <Island name="capture-opener" of={CaptureOpener} player={{}} wakes="sign" />
          </div>
          <noscript>
            <p className="cap">
              With JavaScript this page also opens a capture of your own, and runs every situation with any
              settings. Without it, read the steps as text above.
            </p>
          </noscript>
        </>
      )}
    </>
  )
}
