import { parseAddress } from '../node/address'

/** The name under which the name of an address is asked for (RFC 1035 section 3.5, RFC 3596 section 2.5); null when it is none. */
export function reverseName(text: string): string | null {
  const address = parseAddress(text)
  if (address === null) return null
  if (typeof address === 'number') return `${text.split('.').reverse().join('.')}.in-addr.arpa`
  const digits = address.toString(16).padStart(32, '0')
  return `${[...digits].reverse().join('.')}.ip6.arpa`
}
