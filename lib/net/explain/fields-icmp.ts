import type { FieldTexts } from './field-text'

const MESSAGES = { rfc: 792 }

export const icmpFields: FieldTexts = {
  'icmp.type': {
    label: 'Type',
    says: 'What the message is: 8 asks for an echo and 0 answers, 3 says unreachable, 5 redirects, 11 says that the TTL ran out.',
    source: MESSAGES,
  },
  'icmp.code': {
    label: 'Code',
    says: 'The kind within the type: of type 3, code 0 is no route to the network, 1 no such host, 3 no such port, 4 too big and DF set, 13 forbidden by a firewall.',
    source: { rfc: 1812, section: '5.2.7.1' },
  },
  'icmp.checksum': { label: 'Checksum', says: 'Covers the whole ICMP message.', source: MESSAGES },
  'icmp.ident': {
    label: 'Identifier',
    says: 'Stands in for a port: the answer repeats it, and a translation tells conversations apart by it.',
    source: MESSAGES,
  },
  'icmp.seq': {
    label: 'Sequence number',
    says: 'Counts the requests of one identifier. The answer repeats it.',
    source: MESSAGES,
  },
  'icmp.unused': { label: 'Unused', says: 'Zero in an error that has nothing to add.', source: MESSAGES },
  'icmp.mtu': {
    label: 'Next-hop MTU',
    says: 'The largest packet that fits the next link, in bytes: what path MTU discovery lives on.',
    source: { rfc: 1191, section: '4' },
  },
  'icmp.redir_gw': {
    label: 'Gateway address',
    says: 'The router that is nearer to the destination.',
    source: MESSAGES,
  },
}
