import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sourceLink } from '@/lib/net/explain/field-text'
import { segmentFields } from '@/lib/net/explain/fields'
import { flagNames } from '@/lib/net/explain/flag-names'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'
import { readCapture } from '@/lib/net/wire/pcap'
import { chipsOf } from './chips'
import { headerCells } from './header-cells'
import { headerRows } from './header-rows'

const { frames } = readCapture(
  readFileSync(new URL('../../public/captures/tcp-handshake-teardown.pcap', import.meta.url)),
)
const synAck = dissect(frames[1].bytes, frames[1].linkType, allProtocols)

function cells(protocol: string) {
  const layer = synAck.layers.find((each) => each.protocol === protocol)
  if (!layer) throw new Error(`no ${protocol}`)
  return headerCells(layer, segmentFields[protocol])
}

it.each(['eth', 'ip', 'tcp'])('%s: the cells cover every bit of the header once, in order', (protocol) => {
  const layer = synAck.layers.find((each) => each.protocol === protocol)
  let bit = 0
  for (const cell of cells(protocol)) {
    expect(cell.bit).toBe(bit)
    bit += cell.bits
  }
  expect(bit).toBe((layer?.length ?? 0) * 8)
})

it('writes hex and value as they stand in the frame', () => {
  expect(cells('tcp').map(({ text, hex, value }) => [text.label, hex, value])).toEqual([
    ['Source port', '13 89', '5001'],
    ['Destination port', 'c2 20', '49696'],
    ['Sequence number (SEQ)', '6d 99 3b ea', '1838758890'],
    ['Acknowledgment number (ACK)', '7e f2 23 e4', '2129798116'],
    ['Data offset', 'a', '40 B'],
    ['Reserved', '0', ''],
    ['Flags', '12', 'SYN, ACK'],
    ['Window', 'fe 88', '65160'],
    ['Checksum', 'c2 03', 'right'],
    ['Urgent pointer', '00 00', '0'],
    ['Option: maximum segment size', '02 04 05 b4', '1460 B'],
    ['Option: SACK permitted', '04 02', 'yes'],
    ['Option: timestamps', '08 0a e1 34 80 ec 13 29 03 df', '3778314476, echo 321455071'],
    ['Option: no operation', '01', ''],
    ['Option: window scale', '03 03 07', '× 128'],
  ])
})

it('cuts a field that goes over the end of a 32-bit row', () => {
  const rows = headerRows(cells('eth')).map(({ cell, columns, hex }) => [cell?.name ?? 'rest', columns, hex])
  expect(rows).toEqual([
    ['eth.dst', 32, '02 00 c0 a8'],
    ['eth.dst', 16, '01 0a'],
    ['eth.src', 16, '02 00'],
    ['eth.src', 32, 'c0 a8 01 01'],
    ['eth.type', 16, '08 00'],
    ['rest', 16, ''],
  ])
})

it('cites an RFC section, or a standard, for every field', () => {
  for (const fields of Object.values(segmentFields))
    for (const [name, { source, says }] of Object.entries(fields)) {
      expect(says, name).toMatch(/\.$/)
      expect(source.section, name).toMatch(/^\d/)
      if ('rfc' in source) expect(sourceLink(source), name).toContain(`rfc${source.rfc}#section-`)
    }
})

it('draws the frame outermost header first, with the same field names everywhere', () => {
  expect(chipsOf(synAck).map(({ title, fields }) => [title, ...fields.map(({ label }) => label)])).toEqual([
    ['Ethernet', 'to', 'from'],
    ['IPv4', 'from', 'to', 'TTL'],
    ['TCP', 'ports', 'SEQ', 'ACK', 'flags'],
  ])
})

it('calls the hop limit of IPv6 by its name', () => {
  const [{ bytes, linkType }] = readCapture(
    readFileSync(new URL('../../public/captures/ipv6-nd-slaac.pcap', import.meta.url)),
  ).frames
  const ipv6 = chipsOf(dissect(bytes, linkType, allProtocols)).find(({ protocol }) => protocol === 'ipv6')
  expect(ipv6?.fields.map(({ label }) => label)).toEqual(['from', 'to', 'hop limit'])
})

it.each([
  [0x02, 'SYN'],
  [0x12, 'SYN, ACK'],
  [0x19, 'FIN, PSH, ACK'],
  [0x04, 'RST'],
])('reads flags %i as %s', (flags, names) => {
  expect(flagNames(flags)).toBe(names)
})
