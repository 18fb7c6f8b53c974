import type { Instrument } from '../frame/instrument'
import { HandshakeTool } from './handshake-tool'

export const handshake: Instrument = {
  name: 'handshake',
  title: 'TCP stepper',
  summary:
    'A connection that one Linux machine made to another, segment by segment, as it was captured. Time runs downwards. Every field of every header is explained, with the RFC that lays it down.',
  layers: [4],
  Tool: HandshakeTool,
}
