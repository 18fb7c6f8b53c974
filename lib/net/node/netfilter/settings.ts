/** How long an entry lives without a packet, in seconds: net.netfilter.nf_conntrack_*_timeout*. */
export type ConntrackTimeouts = {
  readonly tcp: Readonly<Record<TcpTimeout, number>>
  readonly udp: number
  readonly udpStream: number
  readonly icmp: number
  readonly icmpv6: number
  readonly generic: number
}

export type TcpTimeout =
  | 'SYN_SENT'
  | 'SYN_RECV'
  | 'ESTABLISHED'
  | 'FIN_WAIT'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'TIME_WAIT'
  | 'CLOSE'
  | 'SYN_SENT2'
  | 'RETRANS'
  | 'UNACK'

/**
 * How a NAT treats an inside endpoint (RFC 4787 sections 4.1, 4.2.1, 5). `linux` is what the kernel does: the source
 * port is kept while the resulting five-tuple is free, a source keeps the mapping that it already has, and only the
 * peer of a connection may answer.
 */
export type NatBehaviour = {
  readonly mapping: 'linux' | 'endpoint-independent' | 'address-dependent' | 'address-and-port-dependent'
  readonly filtering: 'linux' | 'endpoint-independent' | 'address-dependent' | 'address-and-port-dependent'
  readonly ports: 'preserve' | 'random' | 'sequential'
}

export type NetfilterSettings = {
  readonly timeouts: ConntrackTimeouts
  /** nf_conntrack_tcp_loose: pick up connections whose start was not seen */
  readonly tcpLoose: boolean
  /** nf_conntrack_tcp_be_liberal: only out-of-window RST are INVALID */
  readonly tcpBeLiberal: boolean
  readonly tcpMaxRetrans: number
  /** nf_conntrack_max */
  readonly max: number
  readonly nat: NatBehaviour
}

/** Linux 6.18, Documentation/networking/nf_conntrack-sysctl.rst. */
export const LINUX_SETTINGS: NetfilterSettings = {
  timeouts: {
    tcp: {
      SYN_SENT: 120,
      SYN_RECV: 60,
      ESTABLISHED: 432000,
      FIN_WAIT: 120,
      CLOSE_WAIT: 60,
      LAST_ACK: 30,
      TIME_WAIT: 120,
      CLOSE: 10,
      SYN_SENT2: 120,
      RETRANS: 300,
      UNACK: 300,
    },
    udp: 30,
    udpStream: 120,
    icmp: 30,
    icmpv6: 30,
    generic: 600,
  },
  tcpLoose: true,
  tcpBeLiberal: false,
  tcpMaxRetrans: 3,
  max: 65536,
  nat: { mapping: 'linux', filtering: 'linux', ports: 'preserve' },
}

const TCP_NAMES: Readonly<Record<string, TcpTimeout>> = {
  syn_sent: 'SYN_SENT',
  syn_recv: 'SYN_RECV',
  established: 'ESTABLISHED',
  fin_wait: 'FIN_WAIT',
  close_wait: 'CLOSE_WAIT',
  last_ack: 'LAST_ACK',
  time_wait: 'TIME_WAIT',
  close: 'CLOSE',
  max_retrans: 'RETRANS',
  unacknowledged: 'UNACK',
}

/** Names that Linux 6.18 has and that change nothing here: what is counted and logged, and protocols that nobody speaks. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(
  `acct buckets checksum events expect_max frag6_high_thresh frag6_low_thresh frag6_timeout gre_timeout gre_timeout_stream
  log_invalid tcp_ignore_invalid_rst timestamp sctp_timeout_closed sctp_timeout_cookie_echoed sctp_timeout_cookie_wait
  sctp_timeout_established sctp_timeout_heartbeat_sent sctp_timeout_shutdown_ack_sent sctp_timeout_shutdown_recd
  sctp_timeout_shutdown_sent`.split(/\s+/),
)

/** The settings after `sysctl -w net.netfilter.NAME=VALUE`; null when there is no such name. */
export function withSysctl(
  settings: NetfilterSettings,
  name: string,
  value: number,
): NetfilterSettings | null {
  const key = name.replace(/^net\.netfilter\.nf_conntrack_/, '')
  const { timeouts } = settings
  const tcp = /^tcp_timeout_([a-z_]+)$/.exec(key)
  if (tcp) {
    const state = TCP_NAMES[tcp[1]]
    return state ? { ...settings, timeouts: { ...timeouts, tcp: { ...timeouts.tcp, [state]: value } } } : null
  }
  switch (key) {
    case 'udp_timeout':
      return { ...settings, timeouts: { ...timeouts, udp: value } }
    case 'udp_timeout_stream':
      return { ...settings, timeouts: { ...timeouts, udpStream: value } }
    case 'icmp_timeout':
      return { ...settings, timeouts: { ...timeouts, icmp: value } }
    case 'icmpv6_timeout':
      return { ...settings, timeouts: { ...timeouts, icmpv6: value } }
    case 'generic_timeout':
      return { ...settings, timeouts: { ...timeouts, generic: value } }
    case 'tcp_loose':
      return { ...settings, tcpLoose: value !== 0 }
    case 'tcp_be_liberal':
      return { ...settings, tcpBeLiberal: value !== 0 }
    case 'tcp_max_retrans':
      return { ...settings, tcpMaxRetrans: value }
    case 'max':
      return { ...settings, max: value }
    default:
      return WITHOUT_EFFECT.has(key) ? settings : null
  }
}
