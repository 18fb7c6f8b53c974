import type { FieldTexts } from './field-text'

/** The parts of a DNS question, in the order of the message. */
export const dnsQuestionFields: FieldTexts = {
  'dns.id': {
    label: 'Identifier',
    says: 'A number that the answer repeats, so that the resolver knows which question it belongs to.',
    source: { rfc: 1035, section: '4.1.1' },
  },
  'dns.flags': {
    label: 'Flags',
    says: 'Question or answer, and whether the other side is asked to find the answer by itself (recursion desired).',
    source: { rfc: 1035, section: '4.1.1' },
  },
  'dns.count.queries': {
    label: 'Questions',
    says: 'How many questions follow. In practice one.',
    source: { rfc: 1035, section: '4.1.1' },
  },
  'dns.count.answers': {
    label: 'Answers',
    says: 'How many records answer. In a question none.',
    source: { rfc: 1035, section: '4.1.1' },
  },
  'dns.count.auth_rr': {
    label: 'Authority records',
    says: 'How many records name servers that know more.',
    source: { rfc: 1035, section: '4.1.1' },
  },
  'dns.count.add_rr': {
    label: 'Additional records',
    says: 'How many records come along because they may be of use.',
    source: { rfc: 1035, section: '4.1.1' },
  },
  'dns.qry.name': {
    label: 'Name',
    says: 'The name that is asked for, label by label: a length, then so many letters. A length of 0 ends it.',
    source: { rfc: 1035, section: '4.1.2' },
  },
  'dns.qry.type': {
    label: 'Type',
    says: 'What is asked for: 1 is A, an IPv4 address; 28 is AAAA, an IPv6 address.',
    source: { rfc: 1035, section: '4.1.2' },
  },
  'dns.qry.class': {
    label: 'Class',
    says: '1 is IN, the internet.',
    source: { rfc: 1035, section: '4.1.2' },
  },
}

/** A TLS record that carries encrypted data. */
export const tlsRecordFields: FieldTexts = {
  'tls.record.content_type': {
    label: 'Content type',
    says: '23 is application data. From TLS 1.3 on nearly everything is marked so; what it really is, is encrypted too.',
    source: { rfc: 9846, section: '5.1' },
  },
  'tls.record.version': {
    label: 'Version',
    says: 'Always 0x0303, “TLS 1.2”, for the sake of old boxes on the way. The version in use is agreed elsewhere.',
    source: { rfc: 9846, section: '5.1' },
  },
  'tls.record.length': {
    label: 'Length',
    says: 'How many bytes of this record follow.',
    source: { rfc: 9846, section: '5.1' },
  },
  'tls.app_data': {
    label: 'Encrypted data',
    says: 'The HTTP request, enciphered, and a tag that betrays any change. Only the two programs have the keys.',
    source: { rfc: 9846, section: '5.2' },
  },
}
