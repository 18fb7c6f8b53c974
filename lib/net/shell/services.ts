/** Of /etc/services, what the course uses. */
const SERVICES: Readonly<Record<number, string>> = {
  7: 'echo',
  22: 'ssh',
  25: 'smtp',
  53: 'domain',
  67: 'bootps',
  68: 'bootpc',
  80: 'http',
  123: 'ntp',
  143: 'imap2',
  179: 'bgp',
  443: 'https',
  546: 'dhcpv6-client',
  547: 'dhcpv6-server',
  993: 'imaps',
  3306: 'mysql',
  5353: 'mdns',
  5432: 'postgresql',
  8080: 'http-alt',
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
