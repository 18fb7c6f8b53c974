import type { FieldTexts } from './field-text'

/** What Ethernet hardware puts around a frame; a capture does not hold it. */
export const signalFields: FieldTexts = {
  'hop.preamble': {
    label: 'Preamble',
    says: 'Seven bytes of alternating bits, so that the receiver can lock on to the sender’s clock.',
    source: { standard: 'IEEE 802.3', section: '3.2.1' },
  },
  'hop.start_frame_delimiter': {
    label: 'Start frame delimiter',
    says: 'Its last two bits are both 1: the next bit is the first of the frame.',
    source: { standard: 'IEEE 802.3', section: '3.2.2' },
  },
  'eth.fcs': {
    label: 'Frame check sequence (FCS)',
    says: 'A check (CRC-32) over everything from the destination address to here. The receiver’s card computes it anew and throws the frame away without a word if the two differ.',
    source: { standard: 'IEEE 802.3', section: '3.2.9' },
  },
}
