import { ah } from './ah'
import { arp } from './arp-dissect'
import { bgp } from './bgp-dissect'
import { dhcp } from './dhcp-dissect'
import { type DissectorTable, makeTable } from './dissect'
import { dns, mdns } from './dns-dissect'
import { echo } from './echo-dissect'
import { esp } from './esp'
import { ethernet, providerVlan, vlan } from './ethernet-dissect'
import { gre } from './gre-dissect'
import { http1 } from './http1-dissect'
import { icmp } from './icmp-dissect'
import { icmpv6 } from './icmpv6-dissect'
import { igmp } from './igmp'
import { isakmp, udpEncapsulation } from './ike-dissect'
import { ipv4, rawIp } from './ipv4-dissect'
import { ipv6 } from './ipv6-dissect'
import { bsdLoopback, linuxCooked, linuxCooked2 } from './linux-cooked'
import { ospf } from './ospf-dissect'
import { quic } from './quic-dissect'
import { socks } from './socks-dissect'
import { ssh } from './ssh-dissect'
import { stp } from './stp'
import { tcp } from './tcp-dissect'
import { tls } from './tls-dissect'
import { udp } from './udp-dissect'
import { vxlan } from './vxlan-dissect'
import { wireguard } from './wireguard-dissect'

/** Every protocol there is a file for. A page that needs a few makes its own table of those. */
export const allProtocols: DissectorTable = makeTable([
  ethernet,
  vlan,
  providerVlan,
  linuxCooked,
  linuxCooked2,
  bsdLoopback,
  rawIp,
  arp,
  ipv4,
  icmp,
  ipv6,
  icmpv6,
  udp,
  tcp,
  dns,
  mdns,
  http1,
  tls,
  dhcp,
  ssh,
  bgp,
  socks,
  isakmp,
  udpEncapsulation,
  quic,
  echo,
  gre,
  esp,
  ah,
  igmp,
  ospf,
  vxlan,
  wireguard,
  stp,
])
