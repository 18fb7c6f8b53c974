import type { Address } from '../address'
import type { Because } from '../because'
import type { Hook, RejectWith } from '../netfilter-port'
import type { NatRange } from './nat-tuple'

export type AddressRange = { readonly from: Address; readonly to: Address }
export type NumberRange = { readonly from: number; readonly to: number }
export type InterfaceName = { readonly name: string; readonly wildcard: boolean }
export type IcmpKind = { readonly type: number; readonly codes: NumberRange }

export const CT_STATES = ['INVALID', 'ESTABLISHED', 'RELATED', 'NEW', 'SNAT', 'DNAT', 'UNTRACKED'] as const
export type CtState = (typeof CT_STATES)[number]

export const ADDRESS_TYPES = [
  'UNSPEC',
  'UNICAST',
  'LOCAL',
  'BROADCAST',
  'ANYCAST',
  'MULTICAST',
  'BLACKHOLE',
  'UNREACHABLE',
  'PROHIBIT',
] as const
export type AddressType = (typeof ADDRESS_TYPES)[number]

/** A condition. `set` names a set of the rule's table instead of `among`. */
export type Match =
  | { readonly kind: 'family'; readonly family: 4 | 6 }
  | {
      readonly kind: 'address'
      readonly side: 'source' | 'destination'
      readonly negated: boolean
      readonly among: readonly AddressRange[]
      readonly set: string | null
    }
  | {
      readonly kind: 'interface'
      readonly side: 'in' | 'out'
      readonly negated: boolean
      readonly among: readonly InterfaceName[]
    }
  | { readonly kind: 'protocol'; readonly negated: boolean; readonly among: readonly number[] }
  | { readonly kind: 'fragment'; readonly negated: boolean }
  | {
      readonly kind: 'ports'
      readonly side: 'source' | 'destination' | 'either'
      readonly negated: boolean
      readonly among: readonly NumberRange[]
      readonly set: string | null
    }
  | { readonly kind: 'tcp-flags'; readonly negated: boolean; readonly mask: number; readonly flags: number }
  | { readonly kind: 'icmp'; readonly negated: boolean; readonly among: readonly IcmpKind[] }
  | { readonly kind: 'ct-state'; readonly negated: boolean; readonly states: readonly CtState[] }
  | {
      readonly kind: 'ct-tuple'
      readonly negated: boolean
      readonly direction: 'original' | 'reply'
      readonly field: 'source' | 'destination' | 'sport' | 'dport' | 'protocol'
      readonly addresses: readonly AddressRange[]
      readonly numbers: readonly NumberRange[]
    }
  | { readonly kind: 'mac'; readonly negated: boolean; readonly mac: number }
  | {
      readonly kind: 'addrtype'
      readonly side: 'source' | 'destination'
      readonly negated: boolean
      readonly types: readonly AddressType[]
    }
  | {
      readonly kind: 'mark'
      readonly of: 'packet' | 'connection'
      readonly negated: boolean
      readonly value: number
      readonly mask: number
    }
  | {
      readonly kind: 'number'
      readonly field: 'length' | 'ttl'
      readonly negated: boolean
      readonly among: readonly NumberRange[]
    }
  /** the type of service or traffic class, under a mask */
  | { readonly kind: 'tos'; readonly negated: boolean; readonly value: number; readonly mask: number }
  | { readonly kind: 'tcp-option'; readonly negated: boolean; readonly option: number }
  /** the MSS option of a SYN */
  | { readonly kind: 'tcp-mss'; readonly negated: boolean; readonly among: readonly NumberRange[] }
  /** bytes anywhere from offset `from` to `to` of the packet, its headers included (xt_string) */
  | {
      readonly kind: 'text'
      readonly negated: boolean
      readonly bytes: readonly number[]
      readonly from: number
      readonly to: number
      readonly ignoreCase: boolean
      readonly algorithm: string
    }
  | {
      readonly kind: 'packet-kind'
      readonly negated: boolean
      readonly type: 'unicast' | 'broadcast' | 'multicast'
    }
  /** xt_rpfilter: the way back to the source is the interface it came in by */
  | {
      readonly kind: 'reverse-path'
      readonly negated: boolean
      readonly loose: boolean
      readonly acceptLocal: boolean
    }
  /** xt_owner: every program of these machines is root's */
  | {
      readonly kind: 'owner'
      readonly of: 'uid' | 'gid' | 'socket'
      readonly negated: boolean
      readonly among: readonly NumberRange[]
    }
  | { readonly kind: 'ct-direction'; readonly reply: boolean }
  | { readonly kind: 'ct-status'; readonly negated: boolean; readonly statuses: readonly CtStatus[] }
  | Statistic
  | Quota
  | {
      readonly kind: 'connbytes'
      readonly negated: boolean
      readonly among: readonly NumberRange[]
      readonly of: 'packets' | 'bytes' | 'avgpkt'
      readonly direction: 'original' | 'reply' | 'both'
    }
  | Limit
  | HashLimit
  | Recent
  | {
      readonly kind: 'connlimit'
      readonly above: boolean
      readonly count: number
      readonly bits: number
      readonly by: 'source' | 'destination'
    }

export const CT_STATUSES = ['NONE', 'EXPECTED', 'SEEN_REPLY', 'ASSURED', 'CONFIRMED'] as const
export type CtStatus = (typeof CT_STATUSES)[number]

/** Every `every`-th packet, beginning with number `packet`; or each with a probability. */
export type Statistic = {
  readonly kind: 'statistic'
  readonly negated: boolean
  readonly every: number
  readonly probability: number | null
  /** how many packets until the next that counts (xt_statistic.c) */
  count: number
}

/** Matches as long as packets fit into what is left of so many bytes (xt_quota.c). */
export type Quota = { readonly kind: 'quota'; readonly negated: boolean; left: number }

/** A token bucket: credit in µs, a packet costs `period`, the bucket holds `burst` packets (xt_limit.c). */
export type Limit = {
  readonly kind: 'limit'
  readonly over: boolean
  readonly period: number
  readonly burst: number
  credit: number
  /** null until the first packet */
  filledAt: number | null
}

/** One bucket for each key (xt_hashlimit). */
export type HashLimit = {
  readonly kind: 'hashlimit'
  readonly over: boolean
  readonly period: number
  readonly burst: number
  readonly by: readonly ('srcip' | 'dstip' | 'srcport' | 'dstport')[]
  readonly buckets: Map<string, { credit: number; filledAt: number }>
}

/** `-m recent`: addresses seen, in a list that rules share by name. */
export type Recent = {
  readonly kind: 'recent'
  readonly negated: boolean
  readonly action: 'set' | 'rcheck' | 'update' | 'remove'
  readonly list: string
  /** length of the network that counts as one source */
  readonly bits: number
  readonly by: 'source' | 'destination'
  /** null: no such condition */
  readonly seconds: number | null
  readonly hitcount: number
  readonly sameTtl: boolean
}

export type Verdict =
  | { readonly kind: 'accept' | 'drop' | 'return' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  | { readonly kind: 'reject'; readonly with: RejectWith | 'icmpx' | null; readonly icmpx?: IcmpxType }
  | { readonly kind: 'snat' | 'dnat' | 'redirect' | 'masquerade'; readonly range: NatRange }
  /** NETMAP: the network part is replaced, the host part stays */
  | { readonly kind: 'netmap'; readonly network: Address; readonly bits: number }
  | {
      readonly kind: 'vmap'
      readonly entries: readonly { readonly match: Match; readonly verdict: Verdict }[]
    }

export type IcmpxType = 'port-unreachable' | 'admin-prohibited' | 'no-route' | 'host-unreachable'

/** What is done on the way, without deciding. */
export type Action =
  | { readonly kind: 'counter'; packets: number; bytes: number }
  | { readonly kind: 'log'; readonly prefix: string; readonly level: number }
  | {
      readonly kind: 'set-mark'
      readonly of: 'packet' | 'connection'
      readonly value: number
      readonly mask: number
    }
  | { readonly kind: 'save-mark' | 'restore-mark' }
  | { readonly kind: 'tcpmss'; readonly size: number | 'pmtu' }
  | { readonly kind: 'set-ttl'; readonly by: 'set' | 'increment' | 'decrement'; readonly value: number }
  | { readonly kind: 'set-tos'; readonly value: number; readonly mask: number }
  | { readonly kind: 'strip-tcp-options'; readonly options: readonly number[] }
  | { readonly kind: 'notrack' }
  /** CT --helper: who watches the connection that the packet opens */
  | { readonly kind: 'assign-helper'; readonly helper: string }

/** A part of a rule, evaluated from left to right; the first condition that fails ends the rule. */
export type Part = Match | Action | Verdict

export type Rule = {
  readonly handle: number
  readonly parts: readonly Part[]
  /** as iptables -S or nft list write it, for sentences */
  readonly text: string
  /** what a reader needs to look at: addresses and interfaces (3), or ports and states too (4) */
  readonly layer: 3 | 4
  /** how each tool prints it */
  readonly print: RulePrint
  /** sentences about this rule at its present place; thrown away when the ruleset changes */
  readonly because: Map<string, Because>
}

export type RulePrint =
  | { readonly tool: 'iptables'; readonly spec: IptablesPrint; readonly nft: string }
  | { readonly tool: 'nft'; readonly words: readonly NftWord[]; readonly comment: string | null }

/** nft text, or the place of a counter in the rule's parts. */
export type NftWord = string | { readonly counter: number }

/** The columns of `iptables -L` and the pieces of `iptables -S`. */
export type IptablesPrint = {
  readonly protocol: { readonly number: number; readonly name: string; readonly negated: boolean }
  readonly fragment: '--' | '-f' | '!f'
  readonly in: { readonly text: string; readonly negated: boolean }
  readonly out: { readonly text: string; readonly negated: boolean }
  readonly source: { readonly text: string; readonly save: string; readonly negated: boolean }
  readonly destination: { readonly text: string; readonly save: string; readonly negated: boolean }
  readonly modules: readonly PrintedModule[]
  readonly target: { readonly name: string; readonly goto: boolean; readonly printed: PrintedModule }
}

/** One match or target: as `-S`, `-n -L` and `-L` write it. */
export type PrintedModule = { readonly save: string; readonly numeric: string; readonly named: string }

export type TableFamily = 'ip' | 'ip6' | 'inet'

export type Base = {
  readonly type: 'filter' | 'nat' | 'route'
  readonly hook: Hook
  readonly priority: number
  policy: 'ACCEPT' | 'DROP'
}

export type Chain = {
  name: string
  readonly base: Base | null
  readonly rules: Rule[]
  /** packets that the policy decided */
  packets: number
  bytes: number
  readonly handle: number
}

export type NamedSet = {
  readonly name: string
  readonly type: 'ipv4_addr' | 'ipv6_addr' | 'inet_service'
  readonly interval: boolean
  readonly addresses: AddressRange[]
  readonly numbers: NumberRange[]
  readonly handle: number
}

export type Table = {
  readonly family: TableFamily
  readonly name: string
  readonly chains: Chain[]
  readonly sets: NamedSet[]
  readonly handle: number
  /** handles of chains, rules and sets count from here */
  nextHandle: number
  /** made by iptables-nft: nft warns about it */
  readonly byIptables: boolean
}
