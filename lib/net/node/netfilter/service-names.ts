/** The part of /etc/services that people use; names as Debian writes them. */
const SERVICES: Readonly<Record<string, readonly ['tcp' | 'udp' | 'both', number]>> = {
  echo: ['both', 7],
  discard: ['both', 9],
  daytime: ['both', 13],
  'ftp-data': ['tcp', 20],
  ftp: ['tcp', 21],
  ssh: ['tcp', 22],
  telnet: ['tcp', 23],
  smtp: ['tcp', 25],
  domain: ['both', 53],
  bootps: ['udp', 67],
  bootpc: ['udp', 68],
  tftp: ['udp', 69],
  gopher: ['tcp', 70],
  finger: ['tcp', 79],
  http: ['tcp', 80],
  kerberos: ['both', 88],
  pop3: ['tcp', 110],
  sunrpc: ['both', 111],
  nntp: ['tcp', 119],
  ntp: ['udp', 123],
  'netbios-ns': ['udp', 137],
  'netbios-dgm': ['udp', 138],
  'netbios-ssn': ['tcp', 139],
  imap2: ['tcp', 143],
  snmp: ['both', 161],
  'snmp-trap': ['both', 162],
  bgp: ['tcp', 179],
  ldap: ['both', 389],
  https: ['both', 443],
  'microsoft-ds': ['both', 445],
  submissions: ['tcp', 465],
  isakmp: ['udp', 500],
  shell: ['tcp', 514],
  syslog: ['udp', 514],
  submission: ['tcp', 587],
  ldaps: ['both', 636],
  'domain-s': ['both', 853],
  rsync: ['tcp', 873],
  imaps: ['tcp', 993],
  pop3s: ['tcp', 995],
  socks: ['tcp', 1080],
  openvpn: ['both', 1194],
  'ms-sql-s': ['tcp', 1433],
  radius: ['both', 1812],
  nfs: ['both', 2049],
  mysql: ['tcp', 3306],
  'ms-wbt-server': ['tcp', 3389],
  stun: ['both', 3478],
  'ipsec-nat-t': ['udp', 4500],
  sip: ['both', 5060],
  postgresql: ['tcp', 5432],
  redis: ['tcp', 6379],
  'http-alt': ['both', 8080],
}

/** Other names of the same, also in /etc/services. */
const ALIASES: Readonly<Record<string, string>> = {
  www: 'http',
  imap: 'imap2',
  mail: 'smtp',
  'pop-3': 'pop3',
  ssmtp: 'submissions',
  smtps: 'submissions',
  webcache: 'http-alt',
}

/** getservbyname(3): the port of a name, or null. */
export function portOfService(name: string, protocol: 'tcp' | 'udp'): number | null {
  const service = SERVICES[ALIASES[name] ?? name]
  return service && (service[0] === 'both' || service[0] === protocol) ? service[1] : null
}

/** getservbyport(3): the name of a port, else its number. */
export function serviceOfPort(port: number, protocol: number): string {
  const wanted = protocol === 17 ? 'udp' : 'tcp'
  for (const [name, [where, number]] of Object.entries(SERVICES)) {
    if (number === port && (where === 'both' || where === wanted)) return name
  }
  return String(port)
}
