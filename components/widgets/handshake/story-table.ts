import { makeTable } from '@/lib/net/wire/dissect'
import { ethernet } from '@/lib/net/wire/ethernet-dissect'
import { icmp } from '@/lib/net/wire/icmp-dissect'
import { ipv4 } from '@/lib/net/wire/ipv4-dissect'
import { tcp } from '@/lib/net/wire/tcp-dissect'

/** What two machines of the engine put on their cable: nothing else has to go to the browser. */
export const storyTable = makeTable([ethernet, ipv4, icmp, tcp])
