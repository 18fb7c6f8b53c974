import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readCapture } from '@/lib/net/wire/pcap'
import { frameHeaders } from './frame-headers'

const { frames } = readCapture(
  readFileSync(new URL('../../public/captures/one-router-laptop.pcap', import.meta.url)),
)

it('gives every byte of an HTTP request to one header and one field', () => {
  const headers = frameHeaders(frames[9])
  expect(headers.map(({ title, layer, from, to }) => [title, layer, from, to])).toEqual([
    ['Ethernet', 2, 0, 14],
    ['IPv4', 3, 14, 34],
    ['TCP', 4, 34, 66],
    ['HTTP', 7, 66, 145],
  ])
  for (const { cells, from, to } of headers) {
    let bit = 0
    for (const cell of cells) {
      expect(cell.bit).toBe(bit)
      expect(cell.offset).toBe(from + Math.floor(bit / 8))
      bit += cell.bits
    }
    expect(bit).toBe((to - from) * 8)
  }
})

it('reads the payload line by line', () => {
  const http = frameHeaders(frames[9]).at(-1)
  expect(http?.cells.map(({ text, value }) => [text.label, value])).toEqual([
    ['Request line', 'GET / HTTP/1.1'],
    ['Field line: Host', 'Host: www.example.net'],
    ['Field line: User-Agent', expect.stringMatching(/^User-Agent: curl/)],
    ['Field line: Accept', 'Accept: */*'],
    ['Empty line', '(CR LF)'],
  ])
})

it('says where content begins', () => {
  const http = frameHeaders(frames[11]).at(-1)
  expect(http?.cells[0].text.label).toBe('Status line')
  expect(http?.cells.at(-1)?.value).toBe('65 bytes')
})
