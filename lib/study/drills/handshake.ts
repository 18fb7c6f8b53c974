import type { Drill } from './drill'
import { whichLost } from './handshake-lost'
import { nextSegment } from './handshake-next-segment'
import { statesNow } from './handshake-states'

/** The stepper's drills; every question is a run of the engine with numbers of its own. */
export const handshakeDrills = [nextSegment, statesNow, whichLost] as unknown as readonly Drill[]
