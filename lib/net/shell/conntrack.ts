import { listConntrack, listedSentence } from '../node/netfilter/conntrack-listing'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 }

/** `conntrack -L [-p PROTOCOL]`, conntrack(8). */
export function runConntrack(terminal: Terminal, words: readonly string[]): Output {
  if (words[0] !== '-L') return failed('conntrack v1.4.7 (conntrack-tools): No command specified', 2)
  const at = words.indexOf('-p')
  const protocol = at < 0 ? undefined : PROTOCOLS[words[at + 1]]
  const lines = listConntrack(machineOf(terminal).netfilter, terminal.simulation.now, { protocol })
  return wrote([...lines, listedSentence(lines.length)])
}
