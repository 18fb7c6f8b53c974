import type { FieldTexts } from './field-text'

const HEADER = { rfc: 8200, section: '3' }

export const ipv6Fields: FieldTexts = {
  'ipv6.version': { label: 'Version', short: 'Ver', says: 'Always 6 in this header.', source: HEADER },
  'ipv6.tclass': {
    label: 'Traffic class',
    short: 'Class',
    says: 'Six bits ask routers for a kind of treatment (DSCP), two let them signal congestion without dropping (ECN).',
    source: { rfc: 8200, section: '7' },
  },
  'ipv6.flow': {
    label: 'Flow label',
    says: 'The same for all packets of one flow, so that routers with several paths keep them on one.',
    source: { rfc: 6437, section: '2' },
  },
  'ipv6.plen': {
    label: 'Payload length',
    says: 'Bytes after this header. Unlike in IPv4, the header itself does not count.',
    source: HEADER,
  },
  'ipv6.nxt': {
    label: 'Next header',
    says: 'What comes after this header: 6 is TCP, 17 is UDP, 58 is ICMPv6; or an extension header.',
    source: HEADER,
  },
  'ipv6.hlim': {
    label: 'Hop limit',
    says: 'Every router takes one off. At 0 the packet is thrown away: the TTL of IPv4 under a better name.',
    source: HEADER,
  },
  'ipv6.src': { label: 'Source address', says: 'Who sent the packet: 128 bits.', source: HEADER },
  'ipv6.dst': {
    label: 'Destination address',
    says: 'Where the packet is going: 128 bits.',
    source: HEADER,
  },
}
