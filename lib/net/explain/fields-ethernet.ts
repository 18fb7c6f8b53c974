import type { FieldTexts } from './field-text'

const HEADER = { standard: 'IEEE 802.3', section: '3.2' }

export const ethernetFields: FieldTexts = {
  'eth.dst': {
    label: 'Destination address',
    says: 'The MAC address of the next machine on this link, not of the far end. A router puts its own neighbour’s address here on every link.',
    source: HEADER,
  },
  'eth.src': {
    label: 'Source address',
    says: 'The MAC address of the machine that put this frame on this link.',
    source: HEADER,
  },
  'eth.type': {
    label: 'EtherType',
    says: 'What the frame carries: 0x0800 is IPv4, 0x86dd is IPv6, 0x0806 is ARP, 0x8100 an 802.1Q tag.',
    source: { rfc: 9542, section: '3' },
  },
}
