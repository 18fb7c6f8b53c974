import { makeTable } from '@/lib/net/wire/dissect'
import { ethernet, vlan } from '@/lib/net/wire/ethernet-dissect'
import { ipv4 } from '@/lib/net/wire/ipv4-dissect'
import { ipv6 } from '@/lib/net/wire/ipv6-dissect'
import { tcp } from '@/lib/net/wire/tcp-dissect'

/** What it takes to take a TCP segment apart down to its payload, and no more: this goes to the browser. */
export const segmentTable = makeTable([ethernet, vlan, ipv4, ipv6, tcp])
