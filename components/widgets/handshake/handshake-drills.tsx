'use client'

import { DrillPanel } from '@/components/widgets/frame/drill-panel'
import { whichLost } from '@/lib/study/drills/handshake-lost'
import { nextSegment } from '@/lib/study/drills/handshake-next-segment'
import { statesNow } from '@/lib/study/drills/handshake-states'

/** The stepper's drills; every question is a run of the engine with numbers of its own. */
export function HandshakeDrills() {
  return (
    <DrillPanel
      name="handshake"
      title="Drill: TCP, segment by segment"
      drills={[nextSegment, statesNow, whichLost]}
    />
  )
}
