import type { Prefix } from '@/lib/net/addr/prefix'
import type { Address } from '@/lib/net/subnet/address'
import { factsOf } from '@/lib/net/subnet/facts'
import { scopeOf } from '@/lib/net/subnet/scope'
import { countText } from './sentence'

/** The answers that most people come for. */
export function ResultGrid({ address, prefix }: { readonly address: Address; readonly prefix: Prefix }) {
  const facts = factsOf(address, prefix)
  const scope = scopeOf(prefix)
  const usable = countText(BigInt(facts.usable))
  const cells: [string, string][] =
    facts.family === 4
      ? [
          ['Network', facts.network],
          ['First host', facts.first],
          ['Mask', facts.mask ?? ''],
          ['Broadcast', facts.broadcast ?? `none in a /${facts.bits}`],
          ['Last host', facts.last],
          ['Wildcard', facts.wildcard ?? ''],
          ['Usable hosts', usable],
          ['Next subnet', facts.next ?? 'none: the space ends'],
          ['Scope', scope.rfc ? `${scope.name}, ${shortRfc(scope.rfc)}` : scope.name],
        ]
      : [
          ['Network', facts.network],
          ['Addresses', usable],
          ['First address', facts.first],
          ['Networks of /64', facts.bits <= 64 ? countText(1n << BigInt(64 - facts.bits)) : 'a part of one'],
          ['Last address', facts.last],
          ['Next subnet', facts.next ?? 'none: the space ends'],
          ['In full', facts.expanded ?? ''],
          ['Solicited-node group', facts.solicitedNode ?? ''],
          ['MAC in EUI-64', facts.embeddedMac ?? 'none: no ff:fe in the middle'],
          ['Scope', scope.rfc ? `${scope.name}, ${shortRfc(scope.rfc)}` : scope.name],
        ]
  return (
    <dl className={`res v${facts.family}`}>
      {cells.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function shortRfc(rfc: string): string {
  return rfc.replace(/,.*$/, '')
}
