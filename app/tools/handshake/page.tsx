import type { Metadata } from 'next'
import { PageFrame } from '@/components/site/page-frame'
import { CaptureIsland } from '@/components/widgets/handshake/capture-island'
import { Handshake } from '@/components/widgets/handshake/handshake'

export const metadata: Metadata = {
  title: 'TCP stepper',
  description:
    'Step through a recorded TCP connection segment by segment: states of both ends, every header field explained. Open a capture of your own; it stays in your browser.',
}

export default function HandshakeTool() {
  return (
    <PageFrame current="tools">
      <main id="main" className="wrap tool">
        <div className="pgh">
          <div>
            <h1>TCP stepper</h1>
            <p>
              A connection that one Linux machine made to another, segment by segment, as it was captured.
              Time runs downwards. Every field of every header is explained, with the RFC that lays it down.
            </p>
          </div>
        </div>
        <Handshake
          capture="tcp-handshake-teardown"
          title="One connection, from SYN to TIME-WAIT"
          heading="h2"
        />
        <div id="own-capture">
          <CaptureIsland textId="main" />
        </div>
        <noscript>
          <p className="cap">
            With JavaScript this page also opens a capture of your own. Without it, read every step as text
            above.
          </p>
        </noscript>
      </main>
    </PageFrame>
  )
}
