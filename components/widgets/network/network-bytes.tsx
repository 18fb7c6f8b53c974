'use client'

import { useState } from 'react'
import { BytesView } from '@/components/packet/bytes-view'
import { fromBase64 } from '@/lib/net/bytes/base64'
import { arp } from '@/lib/net/wire/arp-dissect'
import { dhcp } from '@/lib/net/wire/dhcp-dissect'
import { makeTable } from '@/lib/net/wire/dissect'
import { ethernet, vlan } from '@/lib/net/wire/ethernet-dissect'
import { icmp } from '@/lib/net/wire/icmp-dissect'
import { icmpv6 } from '@/lib/net/wire/icmpv6-dissect'
import { ipv4 } from '@/lib/net/wire/ipv4-dissect'
import { ipv6 } from '@/lib/net/wire/ipv6-dissect'
import { tcp } from '@/lib/net/wire/tcp-dissect'
import { udp } from '@/lib/net/wire/udp-dissect'
import type { StoryFrame } from './network-story'

/** What travels in the figures of lessons; the payload of anything else is shown as bytes. */
const table = makeTable([ethernet, vlan, arp, ipv4, icmp, ipv6, icmpv6, udp, tcp, dhcp])

/** One frame of a figure, field by field and byte by byte. Fetched when a reader asks for bytes. */
export function NetworkBytes({
  frame,
  before,
}: {
  readonly frame: StoryFrame
  readonly before: StoryFrame | null
}) {
  const [field, setField] = useState('eth.dst')
  return (
    <BytesView
      frame={captured(frame)}
      before={before && captured(before)}
      table={table}
      field={field}
      onField={setField}
      heading="h4"
    />
  )
}

const ETHERNET = 1

function captured({ bytes, length }: StoryFrame) {
  return { bytes: fromBase64(bytes), linkType: ETHERNET, originalLength: length }
}
