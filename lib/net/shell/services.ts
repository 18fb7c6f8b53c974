/** Of /etc/services, what the course uses. */
const SERVICES: Readonly<Record<number, string>> = {
  7: 'echo',
  20: 'ftp-data',
  21: 'ftp',
  22: 'ssh',
  23: 'telnet',
  25: 'smtp',
  53: 'domain',
  67: 'bootps',
  68: 'bootpc',
  69: 'tftp',
  80: 'http',
  110: 'pop3',
  111: 'sunrpc',
  119: 'nntp',
  123: 'ntp',
  143: 'imap2',
  161: 'snmp',
  179: 'bgp',
  389: 'ldap',
  443: 'https',
  445: 'microsoft-ds',
  465: 'submissions',
  500: 'isakmp',
  546: 'dhcpv6-client',
  547: 'dhcpv6-server',
  587: 'submission',
  636: 'ldaps',
  853: 'domain-s',
  993: 'imaps',
  995: 'pop3s',
  1080: 'socks',
  1194: 'openvpn',
  1812: 'radius',
  2049: 'nfs',
  3306: 'mysql',
  3389: 'ms-wbt-server',
  4500: 'ipsec-nat-t',
  5060: 'sip',
  5222: 'xmpp-client',
  5353: 'mdns',
  5432: 'postgresql',
  5672: 'amqp',
  6000: 'x11',
  6379: 'redis',
  8080: 'http-alt',
  9418: 'git',
}

/** services(5): the name of a port, or its number. */
export function serviceName(port: number): string {
  return SERVICES[port] ?? String(port)
}

/** The other way round; null for a name that is not known. */
export function servicePort(name: string): number | null {
  if (/^\d+$/.test(name)) return Number(name)
  const found = Object.entries(SERVICES).find(([, known]) => known === name)
  return found ? Number(found[0]) : null
}
