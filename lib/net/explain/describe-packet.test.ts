import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { allProtocols } from '../wire/all'
import { dissect } from '../wire/dissect'
import { readCapture } from '../wire/pcap'
import { describePacket } from './describe-packet'

function said(file: string, above: string | null = null): readonly (string | null)[] {
  const { frames } = readCapture(readFileSync(new URL(`../../../public/captures/${file}`, import.meta.url)))
  return frames.map(({ bytes, linkType }) => describePacket(dissect(bytes, linkType, allProtocols), above))
}

it('tells who asks for an address and who answers', () => {
  expect(said('arp-resolution.pcap').slice(0, 2)).toEqual([
    'ARP asks who has 192.168.1.11',
    'ARP answers that 192.168.1.11 is at 02:00:c0:a8:01:0b',
  ])
})

it('tells the four messages of DHCP', () => {
  expect(said('dhcp-dora.pcap').map((text) => text?.split(':')[0])).toEqual([
    'DHCP DISCOVER',
    'DHCP OFFER',
    'DHCP REQUEST',
    'DHCP ACK',
  ])
})

it('tells a question from its answer, and how the answer ends', () => {
  expect(said('dns-nxdomain.pcap').slice(0, 2)).toEqual([
    'DNS asks for nosuch.acme.example (A)',
    'DNS answers about nosuch.acme.example (A): NXDOMAIN, 0 records',
  ])
})

it('says nothing about a segment that carries nothing', () => {
  const tls = said('tls13-handshake.pcapng', 'tcp')
  expect(tls.slice(0, 3)).toEqual([null, null, null])
  expect(tls[3]).toBe('TLS Client Hello')
})

it('names the upgrade to WebSocket', () => {
  const words = said('websocket-upgrade.pcap', 'tcp').filter(Boolean).join('\n')
  expect(words).toContain('HTTP asks: GET')
  expect(words).toContain('HTTP answers: 101')
})
