import { makeTable } from '@/lib/net/wire/dissect'
import { ethernet, vlan } from '@/lib/net/wire/ethernet-dissect'
import { ipv4, rawIp } from '@/lib/net/wire/ipv4-dissect'
import { ipv6 } from '@/lib/net/wire/ipv6-dissect'
import { bsdLoopback, linuxCooked, linuxCooked2 } from '@/lib/net/wire/linux-cooked'
import { tcp } from '@/lib/net/wire/tcp-dissect'

/** What it takes to take a TCP segment apart down to its payload, and no more: this goes to the browser. */
export const segmentTable = makeTable([
  ethernet,
  vlan,
  linuxCooked,
  linuxCooked2,
  bsdLoopback,
  rawIp,
  ipv4,
  ipv6,
  tcp,
])
