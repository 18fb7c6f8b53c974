import { natDrills } from '@/lib/study/drills/nat'
import type { Instrument } from '../frame/instrument'
import { NatTool } from './nat-tool'

export const nat: Instrument = {
  name: 'nat',
  title: 'NAT simulator',
  summary:
    'Three hosts share one public address. Send packets, watch the router write its table, and see which replies find their way back.',
  layers: [3, 4],
  drills: natDrills,
  Tool: NatTool,
}
