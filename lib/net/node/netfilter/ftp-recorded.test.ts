import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readCapture } from '../../wire/pcap'
import { listConntrack } from './conntrack-listing'
import { Gateway } from './fixtures/gateway'
import { wrongChecksums } from './fixtures/made-packet'

/**
 * Sessions through a gateway of Linux 6.18 with nf_conntrack_ftp and nf_nat_ftp, each captured on both of its sides: what
 * came in on one side must leave on the other as it did there, byte for byte but for the TTL. Client and server are
 * 192.168.1.10 inside and 203.0.113.9 outside; `ftp-port` and `ftp-eprt` fetch twice.
 */
const HELPER = '-t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp'
const RULES = [
  '-t nat -A POSTROUTING -o wan -j MASQUERADE',
  '-P FORWARD DROP',
  '-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
  '-A FORWARD -i lan -j ACCEPT',
]
const TO_SERVER_INSIDE = [
  '-t nat -A PREROUTING -i wan -p tcp --dport 21 -j DNAT --to-destination 192.168.1.10',
  '-A FORWARD -i wan -p tcp --dport 21 -j ACCEPT',
]
const MACS = { lan: '0200c0a80101', wan: '0200cb007105' }

type Passage = { from: 'lan' | 'wan'; packet: Uint8Array; atUs: number }

/** What came to the gateway, in order, and what left on each side. */
function recorded(name: string): { came: Passage[]; left: Record<'lan' | 'wan', Uint8Array[]> } {
  const came: Passage[] = []
  const left: Record<'lan' | 'wan', Uint8Array[]> = { lan: [], wan: [] }
  for (const side of ['lan', 'wan'] as const) {
    const file = new URL(`fixtures/ftp-${name}-${side}.pcap`, import.meta.url)
    for (const { bytes, seconds, nanoseconds } of readCapture(readFileSync(fileURLToPath(file))).frames) {
      const packet = bytes.slice(14)
      if (Buffer.from(bytes.subarray(6, 12)).toString('hex') === MACS[side]) left[side].push(packet)
      else came.push({ from: side, packet, atUs: seconds * 1_000_000 + Math.floor(nanoseconds / 1000) })
    }
  }
  came.sort((one, other) => one.atUs - other.atUs)
  return { came, left }
}

/** A gateway lowers the TTL, and so changes the checksum of the header; that is IP's work and not done here. */
function withoutTtl(packet: Uint8Array): string {
  const copy = packet.slice()
  copy.fill(0, 8, 9)
  copy.fill(0, 10, 12)
  return Buffer.from(copy).toString('latin1')
}

function replay(name: string, rules: readonly string[]): { gateway: Gateway; because: string[] } {
  const gateway = new Gateway(rules)
  const { came, left } = recorded(name)
  const because: string[] = []
  for (const { from, packet, atUs } of came) {
    gateway.now = atUs - came[0].atUs
    const to = from === 'lan' ? 'wan' : 'lan'
    const passed = gateway.forward(packet, from, to)
    expect(passed.dropped, `${passed.because.at(-1)?.key}`).toBeNull()
    expect(wrongChecksums(passed.packet)).toBe(0)
    expect(withoutTtl(passed.packet)).toBe(withoutTtl(left[to].shift()!))
    because.push(...passed.because.map(({ key }) => key).filter((key) => /ftp|expected/.test(key)))
  }
  expect([...left.lan, ...left.wan]).toEqual([])
  return { gateway, because }
}

const ONCE = ['conntrack.ftp-expects', 'nat.ftp-rewritten', 'conntrack.expected']

it.each([
  ['port', 'PORT from behind a masquerading router, twice', [HELPER, ...RULES], [...ONCE, ...ONCE]],
  ['eprt', 'EPRT likewise', [HELPER, ...RULES], [...ONCE, ...ONCE]],
  ['pasv', '227 of a server behind DNAT', [HELPER, ...RULES, ...TO_SERVER_INSIDE], ONCE],
  [
    'epsv',
    '229 has no address, and keeps its port',
    [HELPER, ...RULES, ...TO_SERVER_INSIDE],
    ['conntrack.ftp-expects', 'conntrack.expected'],
  ],
  ['port-first-line', 'the very first line of a client is never read', [HELPER, ...RULES], []],
  ['no-helper', 'without the helper the text goes out as it came', RULES, []],
])('passes on the session %s as the kernel did: %s', (name, _why, rules, reasons) => {
  expect(replay(name, rules).because).toEqual(reasons)
})

it('lists the control connection with its helper, and a reference for every connection that it announced', () => {
  const { gateway } = replay('port', [HELPER, ...RULES])
  const lines = listConntrack(gateway.state, gateway.now).map((line) =>
    line.replace(/^(\S+ +\d+) \d+/, '$1 N'),
  )
  expect(lines.sort()).toEqual([
    'tcp      6 N TIME_WAIT src=192.168.1.10 dst=203.0.113.9 sport=40000 dport=21 src=203.0.113.9 dst=203.0.113.5 sport=21 dport=40000 [ASSURED] mark=0 helper=ftp use=3',
    'tcp      6 N TIME_WAIT src=203.0.113.9 dst=203.0.113.5 sport=20 dport=50000 src=192.168.1.10 dst=203.0.113.9 sport=50000 dport=20 [ASSURED] mark=0 use=1',
    'tcp      6 N TIME_WAIT src=203.0.113.9 dst=203.0.113.5 sport=20 dport=50001 src=192.168.1.10 dst=203.0.113.9 sport=50001 dport=20 [ASSURED] mark=0 use=1',
  ])
})
