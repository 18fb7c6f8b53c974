import type { Machine } from './machine'

/**
 * Defaults of Linux 6.18, names as in Documentation/networking/ip-sysctl.rst. Anything else that is read must be here:
 * an unknown name is a mistake of ours and throws.
 */
const defaults: Readonly<Record<string, number | string>> = {
  'net.ipv4.ip_forward': 0,
  'net.ipv4.ip_default_ttl': 64,
  'net.ipv4.ip_local_port_range': '32768\t60999',
  'net.ipv4.ip_no_pmtu_disc': 0,
  'net.ipv4.ip_forward_use_pmtu': 0,
  'net.ipv4.ip_unprivileged_port_start': 1024,
  'net.ipv4.ip_nonlocal_bind': 0,
  'net.ipv4.route.mtu_expires': 600,
  'net.ipv4.route.min_pmtu': 552,
  'net.ipv4.route.redirect_silence': 20.48,
  'net.ipv4.icmp_ratelimit': 1000,
  'net.ipv4.icmp_ratemask': 6168,
  'net.ipv4.icmp_msgs_per_sec': 10000,
  'net.ipv4.icmp_msgs_burst': 10000,
  'net.ipv4.icmp_echo_ignore_all': 0,
  'net.ipv4.icmp_echo_ignore_broadcasts': 1,
  'net.ipv4.icmp_errors_use_inbound_ifaddr': 0,
  'net.ipv4.ipfrag_time': 30,
  'net.ipv4.tcp_syn_retries': 6,
  'net.ipv4.tcp_syn_linear_timeouts': 4,
  'net.ipv4.tcp_synack_retries': 5,
  'net.ipv4.tcp_retries2': 15,
  'net.ipv4.tcp_orphan_retries': 0,
  'net.ipv4.tcp_fin_timeout': 60,
  'net.ipv4.tcp_keepalive_time': 7200,
  'net.ipv4.tcp_keepalive_intvl': 75,
  'net.ipv4.tcp_keepalive_probes': 9,
  'net.ipv4.tcp_sack': 1,
  'net.ipv4.tcp_timestamps': 1,
  'net.ipv4.tcp_window_scaling': 1,
  'net.ipv4.tcp_ecn': 2,
  'net.ipv4.tcp_congestion_control': 'cubic',
  'net.ipv4.tcp_early_retrans': 3,
  'net.ipv4.tcp_mtu_probing': 0,
  'net.ipv4.tcp_base_mss': 1024,
  'net.ipv4.tcp_max_syn_backlog': 128,
  'net.ipv4.tcp_syncookies': 1,
  'net.ipv4.tcp_abort_on_overflow': 0,
  'net.ipv4.tcp_no_metrics_save': 0,
  'net.core.somaxconn': 4096,
  'net.ipv4.neigh.default.mcast_solicit': 3,
  'net.ipv4.neigh.default.ucast_solicit': 3,
  'net.ipv4.neigh.default.retrans_time_ms': 1000,
  'net.ipv4.neigh.default.base_reachable_time_ms': 30000,
  'net.ipv4.neigh.default.delay_first_probe_time': 5,
  'net.ipv4.neigh.default.unres_qlen': 101,
  'net.ipv4.conf.all.rp_filter': 0,
  'net.ipv4.conf.default.rp_filter': 0,
  'net.ipv4.conf.all.send_redirects': 1,
  'net.ipv4.conf.default.send_redirects': 1,
  'net.ipv4.conf.all.accept_redirects': 1,
  'net.ipv4.conf.default.accept_redirects': 1,
  'net.ipv4.conf.all.secure_redirects': 1,
  'net.ipv4.conf.default.secure_redirects': 1,
  'net.ipv4.conf.all.shared_media': 1,
  'net.ipv4.conf.default.shared_media': 1,
  'net.ipv4.conf.all.arp_ignore': 0,
  'net.ipv4.conf.default.arp_ignore': 0,
  'net.ipv4.conf.all.arp_announce': 0,
  'net.ipv4.conf.default.arp_announce': 0,
  'net.ipv4.conf.all.arp_filter': 0,
  'net.ipv4.conf.default.arp_filter': 0,
  'net.ipv4.conf.all.proxy_arp': 0,
  'net.ipv4.conf.default.proxy_arp': 0,
  'net.ipv4.conf.all.route_localnet': 0,
  'net.ipv4.conf.default.route_localnet': 0,
  'net.ipv4.conf.all.accept_local': 0,
  'net.ipv4.conf.default.accept_local': 0,
  'net.ipv4.conf.all.forwarding': 0,
  'net.ipv4.conf.default.forwarding': 0,
  'net.ipv4.conf.all.log_martians': 0,
  'net.ipv6.conf.all.forwarding': 0,
  'net.ipv6.conf.default.forwarding': 0,
  'net.ipv6.conf.all.disable_ipv6': 0,
  'net.ipv6.conf.default.disable_ipv6': 0,
  'net.ipv6.conf.all.accept_ra': 1,
  'net.ipv6.conf.default.accept_ra': 1,
  'net.ipv6.conf.all.accept_redirects': 1,
  'net.ipv6.conf.default.accept_redirects': 1,
  'net.ipv6.conf.all.autoconf': 1,
  'net.ipv6.conf.default.autoconf': 1,
  'net.ipv6.conf.all.dad_transmits': 1,
  'net.ipv6.conf.default.dad_transmits': 1,
  'net.ipv6.conf.all.hop_limit': 64,
  'net.ipv6.conf.default.hop_limit': 64,
  'net.ipv6.bindv6only': 0,
  'net.ipv6.icmp.ratelimit': 1000,
  'net.ipv6.ip6frag_time': 60,
}

/** The value that this machine has, else Linux's default. */
export function sysctl(machine: Machine, name: string): number {
  const value = machine.sysctl.get(name) ?? defaults[name]
  if (value === undefined) throw new Error(`sysctl ${name} has no default here`)
  return Number(value)
}

/** As `sysctl`, for the few that are words. */
export function sysctlText(machine: Machine, name: string): string {
  const value = machine.sysctl.get(name) ?? defaults[name]
  if (value === undefined) throw new Error(`sysctl ${name} has no default here`)
  return String(value)
}

/** `net.ipv4.conf.<iface>.<key>`, which starts as a copy of `default`. */
export function interfaceSysctl(machine: Machine, family: 4 | 6, iface: string, key: string): number {
  const own = machine.sysctl.get(`net.ipv${family}.conf.${iface}.${key}`)
  return own === undefined ? sysctl(machine, `net.ipv${family}.conf.default.${key}`) : Number(own)
}

/** The larger of `all` and the interface's own value (IN_DEV_MAXCONF, and IN_DEV_ORCONF for switches); ip-sysctl.rst says which. */
export function largerSysctl(machine: Machine, family: 4 | 6, iface: string, key: string): number {
  return Math.max(
    sysctl(machine, `net.ipv${family}.conf.all.${key}`),
    interfaceSysctl(machine, family, iface, key),
  )
}

export function knownSysctls(): readonly string[] {
  return Object.keys(defaults)
}

/** Whether the engine knows what Linux has there when nobody set it. */
export function hasDefault(name: string): boolean {
  return name in defaults
}
