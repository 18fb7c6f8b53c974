import type { FieldTexts } from './field-text'

const HEADER = { rfc: 768 }

export const udpFields: FieldTexts = {
  'udp.srcport': {
    label: 'Source port',
    says: 'The sender’s end. An answer comes back to this port. 0 if none is wanted.',
    source: HEADER,
  },
  'udp.dstport': {
    label: 'Destination port',
    says: 'Picks the program on the receiving machine. There is no connection: whatever is bound to the port gets it.',
    source: HEADER,
  },
  'udp.length': {
    label: 'Length',
    says: 'Header and payload together, in bytes: 8 more than the payload.',
    source: HEADER,
  },
  'udp.checksum': {
    label: 'Checksum',
    says: 'Covers header, payload and a pseudo header with both IP addresses, so that a translation has to change it too. 0 over IPv4 means that none was computed.',
    source: HEADER,
  },
}
