import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { allProtocols } from '@/lib/net/wire/all'
import { readCapture } from '@/lib/net/wire/pcap'
import { type Frame, headerViews } from './header-views'
import { hexWindow } from './hex-window'

function frameOf(capture: string, number: number): Frame {
  const file = new URL(`../../public/captures/${capture}`, import.meta.url)
  return readCapture(readFileSync(file)).frames[number - 1]
}

function windowAt(frame: Frame, field: string) {
  const headers = headerViews(frame, allProtocols)
  const cell = headers.flatMap(({ cells }) => cells).find(({ name }) => name === field)
  if (!cell) throw new Error(`no field ${field}`)
  return { ...hexWindow(frame, headers, cell), cell }
}

const clientHello = frameOf('tls13-handshake.pcapng', 4)

it.each([
  ['tcp.seq', 0, 160, 'The first 160 of 583 bytes. Choose a field further on to see its bytes.'],
  [
    'tls.handshake.extensions_server_name',
    144,
    304,
    'Bytes 144 to 303 of 583, counted from 0. Choose a field further on to see its bytes.',
  ],
  [
    'tls.handshake.extensions_padding_data',
    312,
    472,
    'Bytes 312 to 471 of 583, counted from 0. The chosen field goes on to byte 582.',
  ],
])('moves to %s of a ClientHello, and says what is drawn', (field, from, to, note) => {
  const { cell, ...window } = windowAt(clientHello, field)
  expect(window).toEqual({ from, to, note })
  expect(cell.offset).toBeGreaterThanOrEqual(from)
  expect(cell.offset).toBeLessThan(to)
})

it('draws at least the first bytes of every field that it lists, and all of a short one', () => {
  const headers = headerViews(clientHello, allProtocols)
  for (const cell of headers.flatMap(({ cells }) => cells)) {
    const { from, to } = hexWindow(clientHello, headers, cell)
    expect(cell.offset).toBeGreaterThanOrEqual(from)
    expect(cell.offset + Math.min(cell.length, 128)).toBeLessThanOrEqual(to)
  }
})

it('ends with the frame', () => {
  const frame = { ...clientHello, bytes: clientHello.bytes.subarray(0, 345), originalLength: 345 }
  const headers = headerViews(clientHello, allProtocols)
  const cell = headers.flatMap(({ cells }) => cells).find(({ offset }) => offset === 333)
  expect(hexWindow(frame, headers.slice(0, 3), cell)).toEqual({
    from: 192,
    to: 345,
    note: 'Bytes 192 to 344 of 345, counted from 0. Choose a field further up to see the bytes before.',
  })
})

it('tells payload from what the capture did not keep', () => {
  const headers = headerViews(clientHello, allProtocols).slice(0, 3)
  const seq = headers[2].cells[0]
  expect(hexWindow(clientHello, headers, seq).note).toBe(
    'The first 160 of 583 bytes. What follows is payload.',
  )
  const cut = { ...clientHello, bytes: clientHello.bytes.subarray(0, 66) }
  expect(hexWindow(cut, headers, seq).note).toBe(
    'The first 66 of 583 bytes. The capture kept no more of them.',
  )
  const syn = frameOf('tls13-handshake.pcapng', 1)
  expect(hexWindow(syn, headerViews(syn, allProtocols), undefined).note).toBeUndefined()
})
