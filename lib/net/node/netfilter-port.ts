import type { Because } from './because'

/**
 * The seam between IP (`node/ipv4-*.ts`, `node/ipv6-*.ts`) and `node/netfilter/`.
 *
 * `node/netfilter/` exports:
 *   parse.ts       parseIptables(words, family): { ok: rule operation } | { problem, at }; parsing the lines of `iptables(8)` words
 *   state.ts       makeNetfilter(settings): NetfilterState     (plain data: tables, chains, conntrack, counters, limits)
 *                  applyIptables(state, line, family): problem or null       in place
 *                  wantsDefragmented(state, family): boolean   true as soon as conntrack is in use (rules in nat or with -m conntrack/state)
 *   traverse.ts    traverse(state, hook, packet, context): Traversal
 *   conntrack-listing.ts  listConntrack(state, now): string[] lines as `conntrack -L` prints them
 *
 * Everything in NetfilterState is plain data (Maps allowed); structuredClone gives an exact copy. `traverse` may change the
 * state in place and may rewrite `packet` in place (IP owns the buffer and has recorded a copy of what was on the wire);
 * when the length changes it returns a new one. Checksums are right afterwards.
 */
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING'

/** What travels with a packet through one node and is not in its bytes (skb->_nfct, skb->mark). One object per packet and node. */
export type PacketTrack = {
  /** conntrack entry number, or null before PREROUTING/OUTPUT saw the packet; 'untracked' after CT --notrack */
  connection: number | 'untracked' | null
  /** ctinfo */
  direction: 'original' | 'reply'
  ctState: 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED' | null
  mark: number
  /** CT --helper: what is to watch the connection that this packet opens */
  helper?: 'ftp'
}

export type TraverseContext = {
  readonly family: 4 | 6
  /** interface names; null where the hook has none */
  readonly in: string | null
  readonly out: string | null
  readonly now: number // µs
  readonly random: () => number // [0, 1)
  readonly track: PacketTrack // changed in place
  /** whom the frame was for, `-m pkttype` */
  readonly packetKind?: 'unicast' | 'broadcast' | 'multicast'
  /** whether the way back to the source is where the packet came in, `-m rpfilter` */
  readonly reversePath?: (loose: boolean, acceptLocal: boolean) => boolean
  /** source MAC of the frame, for `-m mac` and LOG */
  readonly sourceMac?: Uint8Array
  /** primary address of an interface towards `destination`, for MASQUERADE and REDIRECT: 4 or 16 bytes, null if none */
  readonly addressOf: (iface: string, destination: Uint8Array) => Uint8Array | null
  /** `-m addrtype` (RTN_*): how the routing table sees an address */
  readonly addressType: (
    address: Uint8Array,
  ) => 'UNICAST' | 'LOCAL' | 'BROADCAST' | 'MULTICAST' | 'BLACKHOLE' | 'UNREACHABLE' | 'PROHIBIT' | 'UNSPEC'
  /** MTU of the route the packet takes (learned path MTU included), for TCPMSS --clamp-mss-to-pmtu */
  readonly pathMtu: () => number
}

/** REJECT's `--reject-with`, names of iptables-extensions(8). IP makes and sends the answer. */
export type RejectWith =
  | 'icmp-net-unreachable'
  | 'icmp-host-unreachable'
  | 'icmp-port-unreachable'
  | 'icmp-proto-unreachable'
  | 'icmp-net-prohibited'
  | 'icmp-host-prohibited'
  | 'icmp-admin-prohibited'
  | 'tcp-reset'
  | 'icmp6-no-route'
  | 'icmp6-adm-prohibited'
  | 'icmp6-addr-unreachable'
  | 'icmp6-port-unreachable'

export type Traversal = {
  readonly verdict: 'ACCEPT' | 'DROP'
  /** with DROP: also send this answer */
  readonly reject?: RejectWith
  /** the same buffer, perhaps rewritten, or a new one */
  readonly packet: Uint8Array
  /** the destination was changed at OUTPUT: route again (the other hooks that change it come before routing) */
  readonly reroute?: boolean
  readonly because: readonly Because[]
}
