/** How a kind of event breaks a connection: which table of which machine to look at, and what to look with. */
export type Cause = {
  /** the table or list that decided, as an administrator names it */
  readonly table: string
  /** the command that shows it on that machine; `{name}` is a value of the event's data */
  readonly next: string
}

const LINK: Cause = { table: 'link', next: 'ip -s link show dev {iface}' }
const NEIGHBOURS: Cause = { table: 'neighbours', next: 'ip neighbour show' }
const ROUTES: Cause = { table: 'routes', next: 'ip route get {destination}' }
const FILTER: Cause = { table: 'netfilter', next: 'iptables -t {table} -L {chain} -v -n --line-numbers' }
const CONNTRACK: Cause = { table: 'conntrack', next: 'conntrack -L' }
const TCP_SOCKETS: Cause = { table: 'sockets', next: 'ss -tln' }

/** Events that can end an attempt. The order of a run decides which of them was the reason, not the order here. */
export const causes: Readonly<Record<string, Cause>> = {
  'link.unplugged': LINK,
  'link.down': LINK,
  'link.loss': LINK,
  'link.queue-full': LINK,
  'switch.vlan-refused': { table: 'VLANs of the switch', next: 'bridge vlan show' },
  'neighbour.failed': NEIGHBOURS,
  'nd.duplicate-address': { table: 'addresses', next: 'ip address show dev {iface}' },
  'route.none': ROUTES,
  'route.blackhole': ROUTES,
  'route.unreachable': ROUTES,
  'route.prohibit': ROUTES,
  'ipv4.forwarding-off': { table: 'sysctl', next: 'sysctl net.ipv4.ip_forward' },
  'ipv6.forwarding-off': { table: 'sysctl', next: 'sysctl net.ipv6.conf.all.forwarding' },
  'ipv4.reverse-path': {
    table: 'sysctl',
    next: 'sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.{iface}.rp_filter; ip route get {source}',
  },
  'ipv4.own-source': { table: 'addresses', next: 'ip address show' },
  'ipv4.martian-source': { table: 'addresses', next: 'ip address show dev {iface}' },
  'ipv4.martian-destination': ROUTES,
  'ipv4.ttl-exceeded': { table: 'routes', next: 'traceroute -n {destination}' },
  'ipv6.hop-limit-exceeded': { table: 'routes', next: 'traceroute -6 -n {destination}' },
  'ipv4.fragmentation-needed': {
    table: 'link',
    next: 'ip link show dev {out}; tcpdump -ni any "icmp[0]=3 and icmp[1]=4"',
  },
  'ipv6.packet-too-big': {
    table: 'link',
    next: 'ip link show dev {out}; tcpdump -ni any "icmp6 and ip6[40]=2"',
  },
  'ipv4.reassembly-timeout': { table: 'fragments', next: 'nstat -az IpReasmTimeout IpReasmFails' },
  'ipv4.protocol-unknown': { table: 'sockets', next: 'ss -wln' },
  'icmp.echo-ignored': { table: 'sysctl', next: 'sysctl net.ipv4.icmp_echo_ignore_all' },
  'icmp.rate-limited': { table: 'sysctl', next: 'sysctl net.ipv4.icmp_ratelimit' },
  'filter.drop': FILTER,
  'filter.reject': FILTER,
  'filter.policy-drop': FILTER,
  'conntrack.table-full': CONNTRACK,
  'conntrack.clash': CONNTRACK,
  'nat.no-address': { table: 'addresses', next: 'ip address show dev {iface}' },
  'tcp.no-socket': TCP_SOCKETS,
  'tcp.unasked-answer': { table: 'sockets', next: 'tcpdump -ni any tcp and host {peer}' },
  'socket.taken': { table: 'sockets', next: 'ss -tan' },
  'socket.too-big': { table: 'routes', next: 'ip route get {destination}' },
  'socket.broadcast-refused': { table: 'sockets', next: 'ip route get {destination}' },
  'socket.foreign-source': { table: 'addresses', next: 'ip address show' },
  'tcp.accept-queue-full': TCP_SOCKETS,
  'tcp.syn-queue-full': TCP_SOCKETS,
  'udp.no-socket': { table: 'sockets', next: 'ss -uln' },
}

/** Signs that mean something only when nothing in `causes` happened. */
export const minorCauses: Readonly<Record<string, Cause>> = {
  'socket.not-permitted': { table: 'netfilter', next: 'iptables -t nat -L OUTPUT -v -n --line-numbers' },
  'ethernet.not-for-us': NEIGHBOURS,
  'arp.request': NEIGHBOURS,
  'nd.solicitation': NEIGHBOURS,
}
