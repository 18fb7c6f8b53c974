import type { FieldTexts } from './field-text'

const standard = 'IEEE 802.1Q'

/** What follows the EtherType 0x8100: the rest of the 802.1Q tag, and the EtherType of what is inside. */
export const vlanFields: FieldTexts = {
  'vlan.priority': {
    label: 'Priority (PCP) and DEI',
    short: 'PCP, DEI',
    says: 'Three bits say how urgent the frame is, from 0 to 7: a switch may serve higher numbers first. The fourth marks a frame that may be dropped first when a queue is full.',
    source: { standard, section: '6.9.3' },
    place: { bit: 0, bits: 4 },
  },
  'vlan.id': {
    label: 'VLAN identifier (VID)',
    short: 'VID',
    says: 'The VLAN that the frame belongs to, 1 to 4094. 0 means that the tag carries a priority only, and 4095 is reserved.',
    source: { standard, section: '9.6' },
  },
  'vlan.etype': {
    label: 'EtherType',
    says: 'What the frame carries: the EtherType that stood behind the source address before the tag was put in.',
    source: { standard, section: '9.3' },
  },
}
