import { ICMP } from './tuple'

/** [name, type, code]; code null means any. Order and words of libip_icmp (`iptables -p icmp -h`). */
const ICMP4: readonly (readonly [string, number, number | null])[] = [
  ['any', 255, null],
  ['echo-reply', 0, null],
  ['destination-unreachable', 3, null],
  ['network-unreachable', 3, 0],
  ['host-unreachable', 3, 1],
  ['protocol-unreachable', 3, 2],
  ['port-unreachable', 3, 3],
  ['fragmentation-needed', 3, 4],
  ['source-route-failed', 3, 5],
  ['network-unknown', 3, 6],
  ['host-unknown', 3, 7],
  ['network-prohibited', 3, 9],
  ['host-prohibited', 3, 10],
  ['TOS-network-unreachable', 3, 11],
  ['TOS-host-unreachable', 3, 12],
  ['communication-prohibited', 3, 13],
  ['host-precedence-violation', 3, 14],
  ['precedence-cutoff', 3, 15],
  ['source-quench', 4, null],
  ['redirect', 5, null],
  ['network-redirect', 5, 0],
  ['host-redirect', 5, 1],
  ['TOS-network-redirect', 5, 2],
  ['TOS-host-redirect', 5, 3],
  ['echo-request', 8, null],
  ['router-advertisement', 9, null],
  ['router-solicitation', 10, null],
  ['time-exceeded', 11, null],
  ['ttl-zero-during-transit', 11, 0],
  ['ttl-zero-during-reassembly', 11, 1],
  ['parameter-problem', 12, null],
  ['ip-header-bad', 12, 0],
  ['required-option-missing', 12, 1],
  ['timestamp-request', 13, null],
  ['timestamp-reply', 14, null],
  ['address-mask-request', 17, null],
  ['address-mask-reply', 18, null],
  ['ping', 8, null],
  ['pong', 0, null],
  ['ttl-exceeded', 11, null],
]

/** libip6t_icmp6. */
const ICMP6: readonly (readonly [string, number, number | null])[] = [
  ['destination-unreachable', 1, null],
  ['no-route', 1, 0],
  ['communication-prohibited', 1, 1],
  ['beyond-scope', 1, 2],
  ['address-unreachable', 1, 3],
  ['port-unreachable', 1, 4],
  ['failed-policy', 1, 5],
  ['reject-route', 1, 6],
  ['packet-too-big', 2, null],
  ['time-exceeded', 3, null],
  ['ttl-zero-during-transit', 3, 0],
  ['ttl-zero-during-reassembly', 3, 1],
  ['parameter-problem', 4, null],
  ['bad-header', 4, 0],
  ['unknown-header-type', 4, 1],
  ['unknown-option', 4, 2],
  ['echo-request', 128, null],
  ['echo-reply', 129, null],
  ['router-solicitation', 133, null],
  ['router-advertisement', 134, null],
  ['neighbour-solicitation', 135, null],
  ['neighbour-advertisement', 136, null],
  ['redirect', 137, null],
  ['ping', 128, null],
  ['pong', 129, null],
  ['ttl-exceeded', 3, null],
  ['neighbor-solicitation', 135, null],
  ['neighbor-advertisement', 136, null],
]

/** nft's names of types (`nft describe icmp type`). */
const NFT4: Readonly<Record<string, number>> = {
  'echo-reply': 0,
  'destination-unreachable': 3,
  'source-quench': 4,
  redirect: 5,
  'echo-request': 8,
  'router-advertisement': 9,
  'router-solicitation': 10,
  'time-exceeded': 11,
  'parameter-problem': 12,
  'timestamp-request': 13,
  'timestamp-reply': 14,
  'info-request': 15,
  'info-reply': 16,
  'address-mask-request': 17,
  'address-mask-reply': 18,
}
const NFT6: Readonly<Record<string, number>> = {
  'destination-unreachable': 1,
  'packet-too-big': 2,
  'time-exceeded': 3,
  'parameter-problem': 4,
  'echo-request': 128,
  'echo-reply': 129,
  'mld-listener-query': 130,
  'mld-listener-report': 131,
  'mld-listener-done': 132,
  'nd-router-solicit': 133,
  'nd-router-advert': 134,
  'nd-neighbor-solicit': 135,
  'nd-neighbor-advert': 136,
  'nd-redirect': 137,
  'router-renumbering': 138,
  'mld2-listener-report': 143,
}

/** `echo-request`, a unique beginning of a name, `8`, `3/4`. Null: unknown; 'ambiguous': several names begin so. */
export function parseIcmpType(
  text: string,
  protocol: number,
): { readonly type: number; readonly code: number | null } | null | 'ambiguous' {
  const names = protocol === ICMP ? ICMP4 : ICMP6
  const wanted = text.toLowerCase()
  const exact = names.find(([name]) => name.toLowerCase() === wanted)
  if (exact) return { type: exact[1], code: exact[2] }
  const numbers = /^(\d+)(?:\/(\d+))?$/.exec(text)
  if (numbers) {
    const [type, code] = [Number(numbers[1]), numbers[2] === undefined ? null : Number(numbers[2])]
    return type > 255 || (code ?? 0) > 255 ? null : { type, code }
  }
  const found = names.filter(([name]) => name.toLowerCase().startsWith(wanted))
  if (found.length > 1) return 'ambiguous'
  return found.length === 1 ? { type: found[0][1], code: found[0][2] } : null
}

/** iptables -L without -n; null when there is no name. */
export function icmpName(type: number, code: number | null, protocol: number): string | null {
  const names = protocol === ICMP ? ICMP4 : ICMP6
  return names.find(([, knownType, knownCode]) => knownType === type && knownCode === code)?.[0] ?? null
}

export function nftIcmpType(text: string, protocol: number): number | null {
  if (/^\d+$/.test(text)) return Number(text) <= 255 ? Number(text) : null
  return (protocol === ICMP ? NFT4 : NFT6)[text] ?? null
}

export function nftIcmpName(type: number, protocol: number): string {
  const found = Object.entries(protocol === ICMP ? NFT4 : NFT6).find(([, known]) => known === type)
  return found?.[0] ?? String(type)
}
