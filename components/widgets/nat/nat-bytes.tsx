'use client'

import { useState } from 'react'
import { BytesView } from '@/components/packet/bytes-view'
import { makeTable } from '@/lib/net/wire/dissect'
import { ethernet } from '@/lib/net/wire/ethernet-dissect'
import { icmp } from '@/lib/net/wire/icmp-dissect'
import { ipv4 } from '@/lib/net/wire/ipv4-dissect'
import { tcp } from '@/lib/net/wire/tcp-dissect'
import { udp } from '@/lib/net/wire/udp-dissect'

const table = makeTable([ethernet, ipv4, tcp, udp, icmp])
const ETHERNET = 1

/** The bytes of a packet of the simulator; fetched when a reader asks for them. */
export function NatBytes({
  frame,
  before,
  heading,
}: {
  readonly frame: Uint8Array
  readonly before: Uint8Array | null
  readonly heading: 'h3' | 'h4'
}) {
  const [field, setField] = useState('ip.src')
  return (
    <BytesView
      frame={frameOf(frame)}
      before={before && frameOf(before)}
      table={table}
      field={field}
      onField={setField}
      heading={heading}
    />
  )
}

function frameOf(bytes: Uint8Array) {
  return { bytes, linkType: ETHERNET, originalLength: bytes.length }
}
