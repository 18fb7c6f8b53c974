import type { InstrumentPlace } from '../frame/instrument'
import { Island } from '../frame/island'
import { CaptureOpener } from './capture-opener'
import { Handshake } from './handshake'
import { HandshakeDrills } from './handshake-drills'
import { LivePlayer } from './live-player'

export function HandshakeTool({ place }: { readonly place: InstrumentPlace }) {
  return (
    <>
      <Island name="handshake-live" of={LivePlayer} player={{}} textId="live-text" wakes="sign" />
      <Island name="handshake-drills" of={HandshakeDrills} player={{}} textId="live-text" />
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
