import type { Metadata } from 'next'
import { HeaderLayout } from '@/components/reference/header-layout'
import { TextPage } from '@/components/site/text-page'
import { readHeaderLayouts } from '@/lib/course/header-layouts'

export const metadata: Metadata = {
  title: 'Header layouts',
  description:
    'The headers of the course, bit by bit: Ethernet, VLAN tag, ARP, IPv4, IPv6, ICMP, UDP and TCP.',
}

export default function HeaderLayouts() {
  return (
    <TextPage
      current="reference"
      title="Header layouts"
      summary="Each header as its standard draws it, 32 bits a row, filled with the bytes of a recorded frame. Below it every field, with its bits counted from the header’s first."
    >
      {readHeaderLayouts().map((layout) => (
        <HeaderLayout key={layout.id} layout={layout} />
      ))}
    </TextPage>
  )
}
