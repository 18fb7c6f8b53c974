import { expect, it } from 'vitest'
import { commandsOf, readTranscript } from './transcript'

const recording = `$ sudo tcpdump -n -S
09:00:00.1 IP 192.168.1.10.49696 > 198.51.100.80.5001: Flags [S], length 0  #(1)
LISTEN 0 1 127.0.0.1:8888 0.0.0.0:*
8c:85:90:2b:9a:44 > ff:ff:ff:ff:ff:ff, ethertype ARP
$ ss -tan
`

it('tells commands from output and keeps the number of a note', () => {
  expect(readTranscript(recording).map(({ kind, mark }) => [kind, mark])).toEqual([
    ['command', null],
    ['output', 1],
    ['output', null],
    ['output', null],
    ['command', null],
  ])
})

it.each([
  [1, ['192.168.1.10', '198.51.100.80'], ['49696', '5001'], 'tcpdump writes the port after a dot'],
  [2, ['127.0.0.1', '0.0.0.0'], ['8888'], 'ss writes it after a colon'],
  [3, [], [], 'an ARP line has hardware addresses only'],
])('line %i: addresses %j, ports %j: %s', (index, addresses, ports) => {
  const spans = readTranscript(recording)[index]?.spans ?? []
  const at = (layer: number) => spans.filter((span) => span.layer === layer).map(({ text }) => text)
  expect(at(3)).toEqual(addresses)
  expect(at(4)).toEqual(ports)
})

it('loses nothing of a line but its mark', () => {
  expect(
    readTranscript(recording)[1]
      ?.spans.map(({ text }) => text)
      .join(''),
  ).toBe('09:00:00.1 IP 192.168.1.10.49696 > 198.51.100.80.5001: Flags [S], length 0')
})

it('copies commands without their prompt', () => {
  expect(commandsOf(readTranscript(recording))).toBe('sudo tcpdump -n -S\nss -tan')
})
