import { handshakeDrills } from '@/lib/study/drills/handshake'
import type { Instrument } from '../frame/instrument'
import { HandshakeTool } from './handshake-tool'

export const handshake: Instrument = {
  name: 'handshake',
  title: 'TCP stepper',
  summary:
    'Open, lose, refuse, reset and close TCP connections, segment by segment: two Linux machines run here and now, and you set the delay, the losses and who closes first. Or play what was recorded on a real network, or a capture of your own.',
  layers: [4],
  drills: handshakeDrills,
  Tool: HandshakeTool,
}
