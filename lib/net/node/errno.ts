/** Names of errno(3) values that sockets of this engine give. */
export type Errno =
  | 'EACCES'
  | 'EADDRINUSE'
  | 'EADDRNOTAVAIL'
  | 'ECONNABORTED'
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'EHOSTDOWN'
  | 'EHOSTUNREACH'
  | 'EINVAL'
  | 'EISCONN'
  | 'EMSGSIZE'
  | 'ENETUNREACH'
  | 'ENONET'
  | 'ENOPROTOOPT'
  | 'ENOTCONN'
  | 'EOPNOTSUPP'
  | 'EPERM'
  | 'EPIPE'
  | 'EPROTO'
  | 'ETIMEDOUT'

export type IcmpErrno = {
  readonly errno: Errno
  /** whether a connected UDP socket without IP_RECVERR hears of it */
  readonly fatal: boolean
}

/** icmp_err_convert (Linux net/ipv4/icmp.c): codes of destination unreachable, in order. */
const UNREACHABLE: readonly IcmpErrno[] = [
  { errno: 'ENETUNREACH', fatal: false }, // net
  { errno: 'EHOSTUNREACH', fatal: false }, // host
  { errno: 'ENOPROTOOPT', fatal: true }, // protocol
  { errno: 'ECONNREFUSED', fatal: true }, // port
  { errno: 'EMSGSIZE', fatal: false }, // fragmentation needed
  { errno: 'EOPNOTSUPP', fatal: false }, // source route failed
  { errno: 'ENETUNREACH', fatal: true }, // net unknown
  { errno: 'EHOSTDOWN', fatal: true }, // host unknown
  { errno: 'ENONET', fatal: true }, // host isolated
  { errno: 'ENETUNREACH', fatal: true }, // net prohibited
  { errno: 'EHOSTUNREACH', fatal: true }, // host prohibited
  { errno: 'ENETUNREACH', fatal: false }, // net, for this type of service
  { errno: 'EHOSTUNREACH', fatal: false }, // host, for this type of service
  { errno: 'EHOSTUNREACH', fatal: true }, // administratively prohibited
  { errno: 'EHOSTUNREACH', fatal: true }, // host precedence violation
  { errno: 'EHOSTUNREACH', fatal: true }, // precedence cutoff
]

/** The errno behind an ICMP error; null for a message that is none. */
export function icmpErrno4(type: number, code: number): IcmpErrno | null {
  if (type === 3) return UNREACHABLE[code] ?? { errno: 'EHOSTUNREACH', fatal: false }
  if (type === 11) return { errno: 'EHOSTUNREACH', fatal: false }
  if (type === 12) return { errno: 'EPROTO', fatal: true }
  return null
}

/** icmpv6_err_convert (net/ipv6/icmp.c): destination unreachable, packet too big, time exceeded, parameter problem. */
const UNREACHABLE6: readonly IcmpErrno[] = [
  { errno: 'ENETUNREACH', fatal: false }, // no route
  { errno: 'EACCES', fatal: true }, // administratively prohibited
  { errno: 'EHOSTUNREACH', fatal: false }, // beyond scope
  { errno: 'EHOSTUNREACH', fatal: false }, // address
  { errno: 'ECONNREFUSED', fatal: true }, // port
  { errno: 'EACCES', fatal: true }, // policy
  { errno: 'EACCES', fatal: true }, // reject route
]

export function icmpErrno6(type: number, code: number): IcmpErrno | null {
  if (type === 1) return UNREACHABLE6[code] ?? { errno: 'EPROTO', fatal: false }
  if (type === 2) return { errno: 'EMSGSIZE', fatal: false }
  if (type === 3) return { errno: 'EHOSTUNREACH', fatal: false }
  if (type === 4) return { errno: 'EPROTO', fatal: true }
  return null
}
