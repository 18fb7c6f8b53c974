import type { InstrumentPlace } from '../frame/instrument'
import { CaptureIsland } from './capture-island'
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
            <CaptureIsland textId="main" />
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
