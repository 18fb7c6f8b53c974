import { formatIpv4, type Ipv4, parseIpv4 } from '../../../addr/ipv4'
import { formatIpv6, parseIpv6 } from '../../../addr/ipv6'
import { bitsOfMask, lastAddress4, lastAddress6, prefix4, prefix6 } from '../../../addr/prefix'
import type { AddressRange } from '../rule'

/** An address or network as `-s` takes it: what it covers, and how -L and -S write it. */
export type AddressWord = {
  readonly range: AddressRange
  readonly all: boolean
  readonly list: string
  readonly save: string
}

/** iptables(8) `-s address[/mask]`; host names are not looked up. A string is the complaint. */
export function parseAddressWord(text: string, family: 4 | 6): AddressWord | string {
  const slash = text.indexOf('/')
  const address = slash < 0 ? text : text.slice(0, slash)
  const mask = slash < 0 ? null : text.slice(slash + 1)
  return family === 4 ? parseWord4(address, mask) : parseWord6(address, mask)
}

function parseWord4(text: string, maskText: string | null): AddressWord | string {
  let bits: number | null = 32
  if (maskText !== null) {
    if (/^\d{1,2}$/.test(maskText)) bits = Number(maskText)
    else {
      const mask = parseIpv4(maskText)
      bits = mask === null ? null : bitsOfMask(mask)
    }
    if (bits === null || bits > 32) return `invalid mask \`${maskText}' specified`
  }
  // `10/8` and `10.0.0`: missing parts are zero
  const padded = /^\d+(\.\d+){0,2}$/.test(text) ? `${text}${'.0'.repeat(4 - text.split('.').length)}` : text
  const address = parseIpv4(padded)
  if (address === null) return `host/network \`${text}' not found`
  const prefix = prefix4(address, bits)
  const network = formatIpv4(prefix.network)
  const to = bits === 32 ? prefix.network : (lastAddress4(prefix) as Ipv4)
  return {
    range: { from: prefix.network, to },
    all: bits === 0,
    list: bits === 32 ? network : `${network}/${bits}`,
    save: `${network}/${bits}`,
  }
}

function parseWord6(text: string, maskText: string | null): AddressWord | string {
  const bits = maskText === null ? 128 : /^\d{1,3}$/.test(maskText) ? Number(maskText) : 129
  if (bits > 128) return `invalid mask \`${maskText}' specified`
  const address = parseIpv6(text)
  if (address === null) return `host/network \`${text}' not found`
  const prefix = prefix6(address, bits)
  const network = formatIpv6(prefix.network)
  return {
    range: { from: prefix.network, to: lastAddress6(prefix) },
    all: bits === 0,
    list: bits === 128 ? network : `${network}/${bits}`,
    save: `${network}/${bits}`,
  }
}
