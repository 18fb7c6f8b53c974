import type { FieldTexts } from './field-text'

const HEADER = { rfc: 9293, section: '3.1' }

export const tcpFields: FieldTexts = {
  'tcp.srcport': {
    label: 'Source port',
    says: 'Names the socket on the sending machine. A client’s is picked by its operating system for this connection.',
    source: HEADER,
  },
  'tcp.dstport': {
    label: 'Destination port',
    says: 'Names the socket on the receiving machine. On a server it tells which program gets the connection.',
    source: HEADER,
  },
  'tcp.seq': {
    label: 'Sequence number (SEQ)',
    short: 'SEQ',
    says: 'The number of the first byte in this segment. In a SYN it is the initial sequence number, and the SYN itself takes that number.',
    source: { rfc: 9293, section: '3.4' },
  },
  'tcp.ack': {
    label: 'Acknowledgment number (ACK)',
    short: 'ACK',
    says: 'The next byte that the sender of this segment expects from the other end: everything before it has arrived.',
    source: { rfc: 9293, section: '3.4' },
  },
  'tcp.hdr_len': {
    label: 'Data offset',
    short: 'Off.',
    says: 'Length of this header in units of 4 bytes: 5 without options, up to 15.',
    source: HEADER,
  },
  'tcp.flags.res': {
    label: 'Reserved',
    short: 'Res.',
    says: 'Four bits kept for later, 0 by default. The last of them is AE, used by accurate ECN feedback.',
    source: HEADER,
    place: { bit: 100, bits: 4 },
  },
  'tcp.flags': {
    label: 'Flags',
    short: 'Flags',
    says: 'One bit each: SYN opens, ACK says that the acknowledgment number counts, FIN closes one direction, RST breaks off, PSH asks to hand the data on now.',
    source: HEADER,
    place: { bit: 104, bits: 8 },
  },
  'tcp.window_size_value': {
    label: 'Window',
    says: 'How many bytes the sender of this segment has room for. After the handshake it is multiplied by the window scale.',
    source: { rfc: 9293, section: '3.8' },
  },
  'tcp.checksum': {
    label: 'Checksum',
    says: 'Covers this header, the data and a pseudo-header with both IP addresses, so a segment delivered to the wrong address is noticed.',
    source: HEADER,
  },
  'tcp.urgent_pointer': {
    label: 'Urgent pointer',
    short: 'Urgent',
    says: 'Counts only with the URG flag. New programs do not use it.',
    source: { rfc: 6093, section: '5' },
  },
  'tcp.options.mss': {
    label: 'Option: maximum segment size',
    says: 'The most payload, in bytes, that this end will take in one segment: its MTU less 40 bytes for the IPv4 and TCP headers, 60 with IPv6. Only in a SYN.',
    source: { rfc: 9293, section: '3.7.1' },
  },
  'tcp.options.sack_perm': {
    label: 'Option: SACK permitted',
    says: 'This end understands selective acknowledgments. Only in a SYN.',
    source: { rfc: 2018, section: '2' },
  },
  'tcp.options.sack': {
    label: 'Option: SACK',
    says: 'Blocks of bytes that have arrived beyond a hole, so that only the hole is sent again.',
    source: { rfc: 2018, section: '3' },
  },
  'tcp.options.timestamp': {
    label: 'Option: timestamps',
    says: 'The sender’s clock and the last clock value that it got from the other end: they measure the round trip and give away old duplicates.',
    source: { rfc: 7323, section: '3' },
  },
  'tcp.options.nop': {
    label: 'Option: no operation',
    short: 'NOP',
    says: 'One byte of filling, so that the next option begins at a 4-byte boundary.',
    source: { rfc: 9293, section: '3.1' },
  },
  'tcp.options.wscale': {
    label: 'Option: window scale',
    says: 'From the end of the handshake on, windows of this end are multiplied by two to this power. Only in a SYN.',
    source: { rfc: 7323, section: '2' },
  },
  'tcp.options.eol': {
    label: 'Option: end of list',
    short: 'End',
    says: 'No more options; zeros fill the header up to its length.',
    source: { rfc: 9293, section: '3.1' },
  },
  'tcp.payload': {
    label: 'Payload',
    says: 'Bytes of the stream, handed on to the program as they are. TCP does not know what they mean.',
    source: { rfc: 9293, section: '3.1' },
  },
}
