import { parsePrefix } from '../addr/prefix'
import type { Address } from '../node/address'
import type { Machine } from '../node/machine'
import { covers, lookupRoute } from '../node/route'

// RFC 6724 section 6, with the tables that glibc 2.36 has built in (gai.conf(5)): those of RFC 3484, where IPv4 comes last.

const LABELS = table({
  '::1/128': 0,
  '2002::/16': 2,
  '::/96': 3,
  '::ffff:0:0/96': 4,
  'fec0::/10': 5,
  'fc00::/7': 6,
  '2001::/32': 7,
  '::/0': 1,
})
const PRECEDENCES = table({ '::1/128': 50, '2002::/16': 30, '::/96': 20, '::ffff:0:0/96': 10, '::/0': 40 })

type Candidate = {
  readonly address: Address
  readonly usable: boolean
  readonly sameScope: boolean
  readonly sameLabel: boolean
  readonly precedence: number
  readonly scope: number
}

/**
 * Best destination first: one that there is a route to (rule 1), whose source has the same scope (2) and label (5), of higher
 * precedence (6), of smaller scope (8); otherwise the order stays (10). Rules about deprecated, home and tunnelled addresses and
 * the longest matching prefix are not here.
 */
export function sortDestinations(
  machine: Machine,
  addresses: readonly Address[],
  now: number,
): readonly Address[] {
  const candidates = addresses.map((address): Candidate => {
    const route = lookupRoute(machine, address, now)
    const source = route.type === 'unicast' || route.type === 'local' ? route.source : null
    return {
      address,
      usable: source !== null,
      sameScope: source !== null && scopeOf(source) === scopeOf(address),
      sameLabel: source !== null && valueIn(LABELS, source) === valueIn(LABELS, address),
      precedence: valueIn(PRECEDENCES, address),
      scope: scopeOf(address),
    }
  })
  return candidates.sort(compare).map(({ address }) => address)
}

function compare(a: Candidate, b: Candidate): number {
  return (
    Number(b.usable) - Number(a.usable) ||
    Number(b.sameScope) - Number(a.sameScope) ||
    Number(b.sameLabel) - Number(a.sameLabel) ||
    b.precedence - a.precedence ||
    a.scope - b.scope
  )
}

const LINK = 2
const GLOBAL = 14

/** RFC 6724 sections 3.1 and 3.2: loopback and link-local addresses of both families have link-local scope. */
function scopeOf(address: Address): number {
  if (typeof address === 'number') return address >>> 24 === 127 || address >>> 16 === 0xa9fe ? LINK : GLOBAL
  if (address >> 120n === 0xffn) return Number((address >> 112n) & 0xfn)
  return address >> 118n === 0x3fan || address === 1n ? LINK : GLOBAL
}

function table(rows: Readonly<Record<string, number>>) {
  return Object.entries(rows).map(([text, value]) => {
    const prefix = parsePrefix(text)
    if (!prefix) throw new Error(`${text} is no prefix`)
    return { prefix, value }
  })
}

/** The value of the first prefix that covers the address; IPv4 as IPv4-mapped. */
function valueIn(rows: ReturnType<typeof table>, address: Address): number {
  const mapped = typeof address === 'number' ? 0xffff_0000_0000n + BigInt(address) : address
  const row = rows.find(({ prefix }) => covers(prefix, mapped as Address))
  if (!row) throw new Error('::/0 covers everything')
  return row.value
}
