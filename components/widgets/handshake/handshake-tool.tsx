import type { InstrumentPlace } from '../frame/instrument'
import { Island } from '../frame/island'
import { CaptureOpener } from './capture-opener'
import { Handshake } from './handshake'

export function HandshakeTool({ place }: { readonly place: InstrumentPlace }) {
  return (
    <>
      <Handshake
        capture="tcp-handshake-teardown"
        title="One connection, from SYN to TIME-WAIT"
        heading="h2"
      />
      {place === 'tool' && (
        <>
          <div id="own-capture">
            <Island name="capture-opener" of={CaptureOpener} player={{}} wakes="sign" />
          </div>
          <noscript>
            <p className="cap">
              With JavaScript this page also opens a capture of your own. Without it, read every step as text
              above.
            </p>
          </noscript>
        </>
      )}
    </>
  )
}
