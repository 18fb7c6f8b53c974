import type { FieldTexts } from './field-text'

const HEADER = { rfc: 791, section: '3.1' }

export const ipv4Fields: FieldTexts = {
  'ip.version': { label: 'Version', short: 'Ver', says: 'Always 4 in this header.', source: HEADER },
  'ip.hdr_len': {
    label: 'Header length (IHL)',
    short: 'IHL',
    says: 'Length of this header in units of 4 bytes. 5 means 20 bytes: no options.',
    source: HEADER,
  },
  'ip.dsfield': {
    label: 'Differentiated services, ECN',
    short: 'DS, ECN',
    says: 'Six bits ask routers for a kind of treatment (DSCP), two let them signal congestion without dropping (ECN).',
    source: { rfc: 2474, section: '3' },
  },
  'ip.len': {
    label: 'Total length',
    says: 'Header and payload together, in bytes. Anything in the frame after that is padding.',
    source: HEADER,
  },
  'ip.id': {
    label: 'Identification',
    says: 'Tells which fragments belong together. It has no meaning in a packet that may not be fragmented.',
    source: { rfc: 6864, section: '4' },
  },
  'ip.flags': {
    label: 'Flags',
    short: 'Flags',
    says: 'DF forbids routers to fragment this packet; MF says that more fragments follow.',
    source: HEADER,
  },
  'ip.frag_offset': {
    label: 'Fragment offset',
    says: 'Where this piece belongs in the original packet, in units of 8 bytes. 0 for a whole packet or the first piece.',
    source: HEADER,
  },
  'ip.ttl': {
    label: 'Time to live (TTL)',
    short: 'TTL',
    says: 'Every router takes one off. At 0 the packet is thrown away and an ICMP error goes back, so no packet can circle for ever.',
    source: HEADER,
  },
  'ip.proto': {
    label: 'Protocol',
    says: 'What comes after this header: 6 is TCP, 17 is UDP, 1 is ICMP.',
    source: HEADER,
  },
  'ip.checksum': {
    label: 'Header checksum',
    says: 'Covers this header only. Every router computes it anew, since it has changed the TTL.',
    source: HEADER,
  },
  'ip.src': {
    label: 'Source address',
    says: 'Who sent the packet. It stays the same from end to end, unless a NAT router rewrites it.',
    source: HEADER,
  },
  'ip.dst': {
    label: 'Destination address',
    says: 'Where the packet is going. Routers read this and nothing after it.',
    source: HEADER,
  },
}
