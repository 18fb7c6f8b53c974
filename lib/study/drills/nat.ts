import type { Drill } from './drill'
import { passesDrill } from './nat-passes'
import { translateDrill } from './nat-translate'
import { whoDrill } from './nat-who'

/** The drills of the NAT simulator; the engine's router gives the answers. */
export const natDrills = [translateDrill, passesDrill, whoDrill] as unknown as readonly Drill[]
