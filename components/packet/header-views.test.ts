import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { allProtocols } from '@/lib/net/wire/all'
import { readCapture } from '@/lib/net/wire/pcap'
import { changedFields, headerViews } from './header-views'

function view(capture: string, frame: number, kind = 'pcap') {
  const file = new URL(`../../public/captures/${capture}.${kind}`, import.meta.url)
  return headerViews(readCapture(readFileSync(file)).frames[frame - 1], allProtocols)
}

it('tells the headers of an ICMP error from those that it quotes', () => {
  const views = view('tcp-reject-icmp', 2)
  expect(views.map(({ title, from, to }) => [title, from, to])).toEqual([
    ['Ethernet', 0, 14],
    ['IPv4', 14, 34],
    ['ICMP', 34, 42],
    ['IPv4, quoted', 42, 62],
    ['TCP, quoted', 62, 102],
  ])
  expect(views[2].cells.map(({ text, value }) => [text.label, value])).toEqual([
    ['Type', '3'],
    ['Code', '3'],
    ['Checksum', 'right'],
    ['Unused', '00:00:00:00'],
  ])
})

it('finds what a router that translates has changed, with the values from before', () => {
  const was = changedFields(view('nat-lan-side', 13), view('nat-wan-side', 13))
  expect(Object.keys(was)).toEqual(
    expect.arrayContaining(['eth.dst', 'eth.src', 'ip.ttl', 'ip.src', 'ip.checksum', 'tcp.checksum']),
  )
  expect(was['ip.ttl']).toBe('64')
  expect(was['ip.dst']).toBeUndefined()
})

it('lists a ClientHello to its last extension', () => {
  const tls = view('tls13-handshake', 4, 'pcapng').at(-1)
  const cells = tls?.cells ?? []
  expect(cells).toHaveLength(117)
  expect(cells.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'tls.handshake.extensions.supported_version',
      'tls.handshake.extensions_key_share_key_exchange',
    ]),
  )
  const last = cells[cells.length - 1]
  expect(last.offset + last.length).toBe(tls?.to)
})
