import type { Dissection, Layer } from '../wire/dissect'

/**
 * What the innermost message of a packet says, without a full stop: "DNS asks for nosuch.acme.example (A)". With `above`, only
 * what rides on that protocol; null when nothing does, or nothing that has words here.
 */
export function describePacket({ layers }: Dissection, above: string | null): string | null {
  const from = above === null ? 0 : layers.findIndex(({ protocol }) => protocol === above) + 1
  const said = layers.slice(from).flatMap((layer) => SAYS[layer.protocol]?.(layer) ?? [])
  return said.length > 0 ? said.join(', then ') : null
}

const SAYS: Readonly<Record<string, (layer: Layer) => string | null>> = {
  arp: (layer) =>
    value(layer, 'arp.opcode') === '1'
      ? `ARP asks who has ${value(layer, 'arp.dst.proto_ipv4')}`
      : `ARP answers that ${value(layer, 'arp.src.proto_ipv4')} is at ${value(layer, 'arp.src.hw_mac')}`,
  icmp: (layer) => `ICMP type ${value(layer, 'icmp.type')}, code ${value(layer, 'icmp.code')}`,
  dns: sayDns,
  dhcp: (layer) => `DHCP ${DHCP_TYPES[Number(value(layer, 'dhcp.option.dhcp'))] ?? 'message'}`,
  tls: sayTls,
  ssh: (layer) => {
    const version = value(layer, 'ssh.protocol')
    const code = value(layer, 'ssh.message_code')
    if (version) return `SSH names its version: ${version}`
    return code ? `SSH message ${code}` : 'SSH, encrypted'
  },
  http: (layer) => {
    const line = value(layer, 'http.request.line') && value(layer, 'http.request.uri')
    const method = value(layer, 'http.request.method')
    const status = value(layer, 'http.response.code')
    if (method) return `HTTP asks: ${method} ${line || value(layer, 'http.request.uri')}`
    return status ? `HTTP answers: ${status} ${value(layer, 'http.response.phrase')}`.trim() : null
  },
  websocket: (layer) => {
    const opcode = WEBSOCKET_OPCODES[Number(value(layer, 'websocket.opcode'))]
    return opcode ? `a WebSocket ${opcode} frame` : 'a WebSocket frame'
  },
}

/** RFC 2132, section 9.6. */
const DHCP_TYPES: Readonly<Record<number, string>> = {
  1: 'DISCOVER: who has an address for me?',
  2: 'OFFER: this one is free',
  3: 'REQUEST: I take it',
  4: 'DECLINE',
  5: 'ACK: it is yours',
  6: 'NAK',
  7: 'RELEASE',
  8: 'INFORM',
}

/** RFC 6455, section 5.2. */
const WEBSOCKET_OPCODES: Readonly<Record<number, string>> = {
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
}

/** RFC 1035, section 4.1.1, and RFC 3596. */
const RCODES: Readonly<Record<string, string>> = { 0: 'NOERROR', 2: 'SERVFAIL', 3: 'NXDOMAIN', 5: 'REFUSED' }
const RR_TYPES: Readonly<Record<string, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
}

function sayDns(layer: Layer): string {
  const name = value(layer, 'dns.qry.name')
  const type = value(layer, 'dns.qry.type')
  const asked = `${name} (${RR_TYPES[type] ?? `type ${type}`})`
  if (!isOn(value(layer, 'dns.flags.response'))) return `DNS asks for ${asked}`
  const rcode = value(layer, 'dns.flags.rcode')
  return `DNS answers about ${asked}: ${RCODES[rcode] ?? `code ${rcode}`}, ${value(layer, 'dns.count.answers')} records`
}

/** RFC 8446, sections 4 and 5.1. */
const TLS_HANDSHAKES: Readonly<Record<number, string>> = {
  1: 'Client Hello',
  2: 'Server Hello',
  4: 'New Session Ticket',
  8: 'Encrypted Extensions',
  11: 'Certificate',
  12: 'Server Key Exchange',
  13: 'Certificate Request',
  14: 'Server Hello Done',
  15: 'Certificate Verify',
  16: 'Client Key Exchange',
  20: 'Finished',
}
const TLS_RECORDS: Readonly<Record<number, string>> = {
  20: 'Change Cipher Spec',
  21: 'Alert',
  22: 'Handshake, encrypted',
  23: 'Application Data (encrypted)',
}

function sayTls(layer: Layer): string | null {
  const messages = layer.fields
    .filter(({ name }) => name === 'tls.handshake.type')
    .map(({ raw }) => TLS_HANDSHAKES[Number(raw)] ?? `handshake message ${raw}`)
  if (messages.length > 0) return `TLS ${messages.join(', ')}`
  const records = layer.fields
    .filter(({ name }) => name === 'tls.record.content_type' || name === 'tls.record.opaque_type')
    .map(({ raw }) => TLS_RECORDS[Number(raw)] ?? `record type ${raw}`)
  return records.length > 0 ? `TLS ${[...new Set(records)].join(', ')}` : null
}

function value(layer: Layer, name: string): string {
  return layer.fields.find((field) => field.name === name)?.value ?? ''
}

function isOn(text: string): boolean {
  return text === '1' || text.toLowerCase() === 'true'
}
