const names4: Readonly<Record<string, string>> = {
  '0/0': 'echo-reply',
  '8/0': 'echo-request',
  '3/0': 'net-unreachable',
  '3/1': 'host-unreachable',
  '3/2': 'protocol-unreachable',
  '3/3': 'port-unreachable',
  '3/4': 'fragmentation-needed',
  '3/9': 'net-prohibited',
  '3/10': 'host-prohibited',
  '3/13': 'admin-prohibited',
  '5/0': 'redirect-net',
  '5/1': 'redirect-host',
  '11/0': 'ttl-exceeded',
  '11/1': 'reassembly-time-exceeded',
}

const names6: Readonly<Record<string, string>> = {
  '1/0': 'no-route',
  '1/1': 'admin-prohibited',
  '1/3': 'address-unreachable',
  '1/4': 'port-unreachable',
  '2/0': 'packet-too-big',
  '3/0': 'hop-limit-exceeded',
  '3/1': 'reassembly-time-exceeded',
  '4/1': 'next-header-unknown',
  '128/0': 'echo-request',
  '129/0': 'echo-reply',
  '133/0': 'router-solicitation',
  '134/0': 'router-advertisement',
  '135/0': 'neighbour-solicitation',
  '136/0': 'neighbour-advertisement',
  '137/0': 'redirect',
}

/** The word for an ICMP message (RFC 792, iptables-extensions(8)); `type/code` for one without. */
export function icmpName4(type: number, code: number): string {
  return names4[`${type}/${code}`] ?? `${type}/${code}`
}

/** RFC 4443, RFC 4861. */
export function icmpName6(type: number, code: number): string {
  return names6[`${type}/${code}`] ?? `${type}/${code}`
}
