import type { LayerNumber } from '@/lib/course/layers'

export type HeaderTitle = { readonly title: string; readonly layer: LayerNumber }

/** What a header is called and which layer's colour it has, by the dissector's protocol name. */
export const headerTitles: Readonly<Record<string, HeaderTitle>> = {
  eth: { title: 'Ethernet', layer: 2 },
  vlan: { title: 'VLAN', layer: 2 },
  arp: { title: 'ARP', layer: 2 },
  ip: { title: 'IPv4', layer: 3 },
  ipv6: { title: 'IPv6', layer: 3 },
  icmp: { title: 'ICMP', layer: 3 },
  icmpv6: { title: 'ICMPv6', layer: 3 },
  ospf: { title: 'OSPF', layer: 3 },
  tcp: { title: 'TCP', layer: 4 },
  udp: { title: 'UDP', layer: 4 },
  tls: { title: 'TLS', layer: 5 },
  bgp: { title: 'BGP', layer: 7 },
  dns: { title: 'DNS', layer: 7 },
  dhcp: { title: 'DHCP', layer: 7 },
  http: { title: 'HTTP', layer: 7 },
  ssh: { title: 'SSH', layer: 7 },
  websocket: { title: 'WebSocket', layer: 7 },
  data: { title: 'Payload', layer: 7 },
}
