import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readHeaders } from './header-table'

const cellsOf = (frame: number, capture = 'tcp-handshake-teardown') =>
  Object.fromEntries(
    readHeaders(capture, frame, 'eth.type').flatMap(({ cells }) =>
      cells.map(({ field, value }) => [field, value]),
    ),
  )

describe('the header table of a recorded frame', () => {
  it('has the fields of the SYN that opens the recording', () => {
    expect(cellsOf(1)).toMatchObject({
      'eth.type': 'IPv4',
      'ip.src': '192.168.1.10',
      'ip.dst': '198.51.100.80',
      'ip.flags': 'DF',
      'tcp.dstport': '5001',
      'tcp.ack_raw': '0',
      'tcp.flags': 'SYN',
      'tcp.options.mss': '1460 B',
    })
  })

  it('fills whole rows of 32 columns', () => {
    for (const { title, cells } of readHeaders('tcp-handshake-teardown', 1, 'tcp.flags')) {
      if (title === 'Ethernet') continue
      expect(cells.reduce((sum, { columns }) => sum + columns, 0) % 32).toBe(0)
    }
  })

  it('names every field once, so that one choice is one field', () => {
    for (let frame = 1; frame <= 8; frame += 1) {
      const names = readHeaders('tcp-handshake-teardown', frame, 'eth.type').flatMap(({ cells }) =>
        cells.map(({ field }) => field),
      )
      expect(new Set(names).size).toBe(names.length)
    }
  })

  it('acknowledges in frame 2 one more than the SYN of frame 1', () => {
    expect(Number(cellsOf(2)['tcp.ack_raw'])).toBe(Number(cellsOf(1)['tcp.seq_raw']) + 1)
  })

  it.runIf(existsSync('/usr/bin/tshark'))('reads the same numbers as tshark in every frame', () => {
    const fields = [
      'ip.ttl',
      'ip.proto',
      'tcp.srcport',
      'tcp.dstport',
      'tcp.seq_raw',
      'tcp.ack_raw',
      'tcp.window_size_value',
      'eth.src',
    ]
    const lines = execFileSync(
      'tshark',
      [
        '-r',
        'public/captures/tcp-handshake-teardown.pcap',
        '-T',
        'fields',
        ...fields.flatMap((field) => ['-e', field]),
      ],
      { encoding: 'utf8' },
    )
    const frames = lines.trim().split('\n')
    expect(frames.length).toBeGreaterThan(6)
    frames.forEach((line, index) => {
      const cells = cellsOf(index + 1)
      expect(fields.map((field) => cells[field]).join('\t')).toBe(line)
    })
  })

  it.each([
    ['a frame that there is not', 99, 'tcp.ack_raw', 'has no frame 99'],
    ['a field that the frame has not', 1, 'udp.length', 'has no field udp.length'],
  ])('refuses %s', (_what, frame, target, message) => {
    expect(() => readHeaders('tcp-handshake-teardown', frame, target)).toThrow(message)
  })
})
