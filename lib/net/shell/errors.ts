import type { Errno } from '../node/errno'
import type { QueuedError } from '../node/socket'

const TEXTS: Readonly<Record<Errno, string>> = {
  EACCES: 'Permission denied',
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  ECONNABORTED: 'Software caused connection abort',
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  EHOSTDOWN: 'Host is down',
  EHOSTUNREACH: 'No route to host',
  EINVAL: 'Invalid argument',
  EISCONN: 'Transport endpoint is already connected',
  EMSGSIZE: 'Message too long',
  ENETUNREACH: 'Network is unreachable',
  ENONET: 'Machine is not on the network',
  ENOPROTOOPT: 'Protocol not available',
  ENOTCONN: 'Transport endpoint is not connected',
  EOPNOTSUPP: 'Operation not supported',
  EPERM: 'Operation not permitted',
  EPIPE: 'Broken pipe',
  EPROTO: 'Protocol error',
  ETIMEDOUT: 'Connection timed out',
}

/** strerror(3). */
export function strerror(errno: Errno): string {
  return TEXTS[errno]
}

const UNREACHABLE4: Readonly<Record<number, string>> = {
  0: 'Destination Net Unreachable',
  1: 'Destination Host Unreachable',
  2: 'Destination Protocol Unreachable',
  3: 'Destination Port Unreachable',
  9: 'Destination Net Prohibited',
  10: 'Destination Host Prohibited',
  13: 'Packet filtered',
}

const UNREACHABLE6: Readonly<Record<number, string>> = {
  0: 'Destination unreachable: No route',
  1: 'Destination unreachable: Administratively prohibited',
  3: 'Destination unreachable: Address unreachable',
  4: 'Destination unreachable: Port unreachable',
}

/** How ping of iputils names an ICMP error (pr_icmph). */
export function reasonOfIcmp({ type, code, info, offender }: QueuedError): string {
  const four = typeof offender === 'number'
  if (four && type === 3 && code === 4) return `Frag needed and DF set (mtu = ${info})`
  if (four && type === 3) return UNREACHABLE4[code] ?? `Dest Unreachable, Bad Code: ${code}`
  if (four) return code === 0 ? 'Time to live exceeded' : 'Frag reassembly time exceeded'
  if (type === 2) return `Packet too big: mtu=${info}`
  if (type === 1) return UNREACHABLE6[code] ?? `Destination unreachable: Unknown code ${code}`
  return code === 0 ? 'Time exceeded: Hop limit' : 'Time exceeded: Defragmentation failure'
}

/** The mark that traceroute(8) puts behind a time; none for what is expected of the last hop. */
export function markOfIcmp({ type, code, info, offender }: QueuedError): string {
  if (typeof offender !== 'number') return type === 1 ? ({ 0: ' !N', 1: ' !X', 3: ' !H' }[code] ?? '') : ''
  if (type !== 3) return ''
  if (code === 4) return ` !F-${info}`
  return { 0: ' !N', 1: ' !H', 2: ' !P', 9: ' !X', 10: ' !X', 13: ' !X' }[code] ?? ''
}
