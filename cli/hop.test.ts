import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { writePcap } from '@/lib/net/wire/pcap'

const hop = fileURLToPath(new URL('./hop.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hop-'))

function run(args: string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [hop, ...args], {
    encoding: 'utf8',
    input,
    cwd: folder,
  })
  return { lines: stdout.split('\n').filter(Boolean), stderr, status }
}

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

const arp = Uint8Array.from(
  Buffer.from('ffffffffffff0200c0a8010a080600010800060400010200c0a8010ac0a8010a000000000000c0a80163', 'hex'),
)
const capture = writePcap([{ seconds: 1700000000, nanoseconds: 123456000, bytes: arp }])

it('names every field of an ARP request with its bytes, from any working folder', () => {
  const { lines, status, stderr } = run(['dissect', file('arp.pcap', capture)])
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const frame = JSON.parse(lines[0])
  expect(frame).toMatchObject({ frame: 1, time: '1700000000.123456', length: 42, protocols: ['eth', 'arp'] })
  expect(frame.fields).toContainEqual({
    name: 'arp.dst.proto_ipv4',
    value: '192.168.1.99',
    offset: 38,
    length: 4,
  })
})

it('prints what could be read of a capture that was cut, then one line with the place, and leaves with 2', () => {
  const two = writePcap([
    { seconds: 1, nanoseconds: 0, bytes: arp },
    { seconds: 2, nanoseconds: 0, bytes: arp },
  ])
  const path = file('cut.pcap', two.subarray(0, two.length - 10))
  const { lines, status, stderr } = run(['dissect', path])
  expect(lines).toHaveLength(1)
  expect(stderr).toBe(`hop: ${path}: byte 82: expected frame 2 of 42 bytes at byte 98, found 32\n`)
  expect(status).toBe(2)
})

it.each([
  ['a file that is not there', ['dissect', 'nowhere.pcap'], /nowhere\.pcap: no such file/],
  ['a folder', ['dissect', '.'], /is a directory/],
  ['no file named', ['dissect'], /usage: hop dissect/],
  ['no prefix named', ['subnet'], /usage: hop subnet/],
  ['an unknown command', ['disect'], /no command "disect"/],
])('says in one line what is wrong with %s, and leaves with 2', (_, args, expected) => {
  const { lines, status, stderr } = run(args)
  expect(lines).toEqual([])
  expect(stderr).toMatch(expected)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(status).toBe(2)
})

it.each([
  ['an empty file', new Uint8Array(0), 'byte 0: the file is empty'],
  ['a text file', new TextEncoder().encode('hello, world'), 'byte 0: not a capture: it begins with 68656c6c'],
  ['a gzip file', Uint8Array.from([0x1f, 0x8b, 8, 0, 0]), 'byte 0: this is a gzip file'],
  [
    'a link type without a dissector',
    writePcap([{ seconds: 1, nanoseconds: 0, bytes: arp }], 147),
    'byte 20: link type 147',
  ],
])('names the byte where %s stops being a capture', (name, bytes, expected) => {
  const { status, stderr } = run(['dissect', file(`${name}.pcap`, bytes)])
  expect(stderr).toContain(expected)
  expect(status).toBe(2)
})

it('reads prefixes from standard input, refuses the bad ones and leaves with 2', () => {
  const { lines, status } = run(['subnet', '-'], '10.1.2.3/8\n10.0.0.0/33\n2001:db8::/127\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      network: '10.0.0.0',
      broadcast: '10.255.255.255',
      usable: '16777214',
      total: '16777216',
    }),
    { input: '10.0.0.0/33', error: 'prefix length above 32: "33"', at: 9 },
    expect.objectContaining({ mask: null, broadcast: null, last: '2001:db8::1', usable: '2' }),
  ])
  expect(status).toBe(2)
})

it('says how it is used when asked', () => {
  expect(execFileSync(process.execPath, [hop, 'help'], { encoding: 'utf8' })).toContain(
    'hop dissect FILE.pcap',
  )
})
