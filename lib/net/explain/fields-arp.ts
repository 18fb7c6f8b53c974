import type { FieldTexts } from './field-text'

const FORMAT = { rfc: 826 }

export const arpFields: FieldTexts = {
  'arp.hw.type': { label: 'Hardware type', says: '1 is Ethernet.', source: FORMAT },
  'arp.proto.type': {
    label: 'Protocol type',
    says: 'Whose addresses are asked for: 0x0800 is IPv4.',
    source: FORMAT,
  },
  'arp.hw.size': {
    label: 'Hardware size',
    short: 'HW size',
    says: 'Bytes of a MAC address: 6.',
    source: FORMAT,
  },
  'arp.proto.size': {
    label: 'Protocol size',
    short: 'Proto size',
    says: 'Bytes of an IPv4 address: 4.',
    source: FORMAT,
  },
  'arp.opcode': { label: 'Operation', says: '1 asks who has an address, 2 answers.', source: FORMAT },
  'arp.src.hw_mac': {
    label: 'Sender MAC address',
    says: 'In an answer, this is what was asked for.',
    source: FORMAT,
  },
  'arp.src.proto_ipv4': {
    label: 'Sender IPv4 address',
    says: 'Whoever hears a request may learn the sender’s pair of addresses from it.',
    source: FORMAT,
  },
  'arp.dst.hw_mac': {
    label: 'Target MAC address',
    says: 'Zero in a request: it is what the sender wants to know.',
    source: FORMAT,
  },
  'arp.dst.proto_ipv4': {
    label: 'Target IPv4 address',
    says: 'The machine that is to answer.',
    source: FORMAT,
  },
}
