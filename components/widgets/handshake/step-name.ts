import { flagNames } from '@/lib/net/explain/flag-names'
import type { Story } from '@/lib/net/situation/story'

/** What a step is called in short: "SYN, ACK", "ICMP port-unreachable", "2 MSL passed". */
export function nameOf({ conversation }: Pick<Story, 'conversation'>, at: number): string {
  const { kind, flags, label } = conversation.steps[at]
  if (kind === 'icmp') return `ICMP ${label}`
  return kind === 'moment' ? (label ?? '') : flagNames(flags)
}
