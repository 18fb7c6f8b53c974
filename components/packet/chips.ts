import type { LayerNumber } from '@/lib/course/layers'
import { flagNames } from '@/lib/net/explain/flag-names'
import { icmpName4, icmpName6 } from '@/lib/net/node/icmp-name'
import { DHCP_TYPES } from '@/lib/net/wire/dhcp'
import type { Dissection, Layer } from '@/lib/net/wire/dissect'
import { DNS_TYPES } from '@/lib/net/wire/dns-record'
import type { Field } from '@/lib/net/wire/field'
import { type HeaderTitle, headerTitles } from './header-titles'

export type ChipField = {
  /** Wireshark's name; for a value put together from two fields, the first one's */
  readonly name: string
  readonly label: string
  readonly value: string
}

/** One header as a packet drawing shows it. */
export type Chip = {
  readonly protocol: string
  readonly title: string
  readonly layer: LayerNumber | null
  readonly fields: readonly ChipField[]
}

type Shown = {
  readonly name: string
  readonly label: string
  /** `read` gives the value of another field of the same layer, '' when it is not there */
  readonly show?: (field: Field, read: (name: string) => string) => string
}

/** RFC 2328, A.3.1. */
const OSPF_MESSAGES: Readonly<Record<string, string>> = {
  1: 'hello',
  2: 'database description',
  3: 'request',
  4: 'update',
  5: 'acknowledgment',
}

const ADDRESSES = (protocol: string, ttl: string, label: string): Shown[] => [
  { name: `${protocol}.src`, label: 'from' },
  { name: `${protocol}.dst`, label: 'to' },
  { name: ttl, label },
]

/** Same order and same names everywhere: from, to, TTL (in IPv6: hop limit), ports, SEQ, ACK, flags. */
const SHOWN: Readonly<Record<string, readonly Shown[]>> = {
  eth: [
    { name: 'eth.dst', label: 'to' },
    { name: 'eth.src', label: 'from' },
  ],
  vlan: [{ name: 'vlan.id', label: 'id' }],
  arp: [
    { name: 'arp.opcode', label: 'operation', show: ({ value }) => (value === '1' ? 'request' : 'reply') },
    { name: 'arp.src.proto_ipv4', label: 'sender' },
    { name: 'arp.dst.proto_ipv4', label: 'target' },
  ],
  ip: ADDRESSES('ip', 'ip.ttl', 'TTL'),
  ipv6: ADDRESSES('ipv6', 'ipv6.hlim', 'hop limit'),
  icmp: [
    {
      name: 'icmp.type',
      label: 'type',
      show: ({ value }, read) => icmpType(value, read('icmp.code'), icmpName4),
    },
    { name: 'icmp.code', label: 'code' },
  ],
  icmpv6: [
    {
      name: 'icmpv6.type',
      label: 'type',
      show: ({ value }, read) => icmpType(value, read('icmpv6.code'), icmpName6),
    },
    { name: 'icmpv6.code', label: 'code' },
    { name: 'icmpv6.nd.ns.target_address', label: 'target' },
    { name: 'icmpv6.nd.na.target_address', label: 'target' },
    {
      name: 'icmpv6.opt.prefix',
      label: 'prefix',
      show: ({ value }, read) => `${value}/${read('icmpv6.opt.prefix.length')}`,
    },
    { name: 'icmpv6.nd.ra.router_lifetime', label: 'router lifetime', show: ({ value }) => `${value} s` },
    { name: 'icmpv6.opt.linkaddr', label: 'MAC address' },
  ],
  ospf: [
    { name: 'ospf.msg', label: 'message', show: ({ value }) => OSPF_MESSAGES[value] ?? value },
    { name: 'ospf.srcrouter', label: 'router' },
    { name: 'ospf.hello.active_neighbor', label: 'hears' },
    { name: 'ospf.lsa.id', label: 'LSA of' },
    { name: 'ospf.lsa.seqnum', label: 'number' },
  ],
  tcp: [
    { name: 'tcp.srcport', label: 'ports', show: ({ value }, read) => `${value} > ${read('tcp.dstport')}` },
    { name: 'tcp.seq', label: 'SEQ' },
    { name: 'tcp.ack', label: 'ACK', show: ({ value }) => (value === '0' ? '' : value) },
    { name: 'tcp.flags', label: 'flags', show: ({ raw }) => flagNames(Number(raw) & 0xff) },
    {
      name: 'tcp.options.sack_le',
      label: 'SACK block',
      show: ({ value }, read) => `${value} to ${read('tcp.options.sack_re')}`,
    },
  ],
  udp: [
    { name: 'udp.srcport', label: 'ports', show: ({ value }, read) => `${value} > ${read('udp.dstport')}` },
    { name: 'udp.length', label: 'length' },
  ],
  dhcp: [
    { name: 'dhcp.option.dhcp', label: 'message', show: ({ value }) => dhcpType(value) },
    { name: 'dhcp.ip.your', label: 'your address', show: ({ value }) => (value === '0.0.0.0' ? '' : value) },
    { name: 'dhcp.option.requested_ip_address', label: 'requested' },
    { name: 'dhcp.option.dhcp_server_id', label: 'server' },
  ],
  dns: [
    { name: 'dns.qry.name', label: 'name' },
    { name: 'dns.qry.type', label: 'type', show: ({ value }) => dnsType(value) },
    { name: 'dns.flags.response', label: 'kind', show: ({ raw }) => (raw ? 'response' : 'query') },
    { name: 'dns.a', label: 'A' },
    { name: 'dns.aaaa', label: 'AAAA' },
  ],
  bgp: [
    { name: 'bgp.type', label: 'message', show: ({ value }) => BGP_TYPES[value] ?? value },
    { name: 'bgp.nlri_prefix', label: 'announced', show: prefixOf },
    { name: 'bgp.withdrawn_prefix', label: 'withdrawn', show: prefixOf },
    { name: 'bgp.update.path_attribute.as_path_segment.as4', label: 'AS_PATH' },
    { name: 'bgp.update.path_attribute.next_hop', label: 'NEXT_HOP' },
  ],
  data: [
    { name: 'data.data', label: 'text', show: ({ raw }) => textOf(raw) },
    { name: 'data.len', label: 'bytes' },
  ],
}

const BGP_TYPES: Readonly<Record<string, string>> = {
  '1': 'OPEN',
  '2': 'UPDATE',
  '3': 'NOTIFICATION',
  '4': 'KEEPALIVE',
}

function prefixOf({ value }: Field, read: (name: string) => string): string {
  return `${value}/${read('bgp.prefix_length')}`
}

/** "8 echo request" */
function icmpType(type: string, code: string, nameOf: (type: number, code: number) => string): string {
  const name = nameOf(Number(type), Number(code))
  return name.includes('/') ? type : `${type} ${name.replaceAll('-', ' ')}`
}

function dhcpType(value: string): string {
  return (
    Object.entries(DHCP_TYPES)
      .find(([, type]) => type === Number(value))?.[0]
      .toUpperCase() ?? value
  )
}

function dnsType(value: string): string {
  return Object.entries(DNS_TYPES).find(([, type]) => type === Number(value))?.[0] ?? value
}

const MOST_TEXT = 40

/** The bytes as text if they are short, printable ASCII; else nothing. */
function textOf(raw: Field['raw']): string {
  if (!(raw instanceof Uint8Array) || raw.length > MOST_TEXT) return ''
  const text = String.fromCharCode(...raw).trimEnd()
  return /^[ -~]+$/.test(text) ? text : ''
}

/** The headers of a frame, outermost first; one that has no drawing of its own is there by name. */
export function chipsOf({ layers }: Dissection): readonly Chip[] {
  return layers.map((layer) => {
    const header = headerTitles[layer.protocol]
    if (header) return chipOf(layer, header, SHOWN[layer.protocol] ?? [])
    return { protocol: layer.protocol, title: layer.protocol.toUpperCase(), layer: null, fields: [] }
  })
}

function chipOf(layer: Layer, { title, layer: number }: HeaderTitle, shown: readonly Shown[]): Chip {
  const read = (name: string) => layer.fields.find((field) => field.name === name)?.value ?? ''
  const fields = shown.flatMap(({ name, label, show }): ChipField[] => {
    const field = layer.fields.find((each) => each.name === name)
    const value = field && (show ? show(field, read) : field.value)
    return value ? [{ name, label, value }] : []
  })
  return { protocol: layer.protocol, title, layer: number, fields }
}
