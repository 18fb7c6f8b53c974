import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { buildScenario } from '../../scenario/build'
import { parseScenario } from '../../scenario/parse'
import type { Simulation } from '../../sim/simulation'
import { readCapture } from '../../wire/pcap'
import { runLine } from '../run-line'
import { frameLine } from './frame-line'
import { makePrinter } from './printer'

let simulation: Simulation

beforeEach(() => {
  const parsed = parseScenario({
    hosts: {
      pc: {
        ifaces: { eth0: ['10.0.1.2/24', '2001:db8:1::2/64'] },
        routes: ['default via 10.0.1.1', 'default via 2001:db8:1::1'],
        resolver: '10.0.2.80',
      },
      gw: {
        ifaces: { a: ['10.0.1.1/24', '2001:db8:1::1/64'], b: ['10.0.2.1/24', '2001:db8:2::1/64'] },
        forward: true,
      },
      web: {
        ifaces: { eth0: ['10.0.2.80/24', '2001:db8:2::80/64'] },
        routes: ['default via 10.0.2.1', 'default via 2001:db8:2::1'],
        listen: ['http 0.0.0.0:80'],
        pages: { '/': 'Hello\n' },
        dns: {
          zones: ['example.com'],
          records: [
            'web.example.com 60 A 10.0.2.80',
            'www.example.com 60 CNAME web.example.com',
            'example.com 60 MX 10 web.example.com',
            'example.com 60 TXT "hello there"',
          ],
        },
        iptables: [
          '-A INPUT -p tcp --dport 90 -j REJECT',
          '-A INPUT -p tcp --dport 91 -j REJECT --reject-with icmp-host-prohibited',
        ],
      },
    },
    links: [{ ends: ['pc:eth0', 'gw:a'] }, { ends: ['gw:b', 'web:eth0'], mtu: 1400 }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  simulation = buildScenario(parsed.scenario)
})

/** Something of everything that this network can send. */
const BUSY = [
  'ping -c 2 10.0.2.80',
  'curl -s http://www.example.com/',
  'dig MX example.com',
  'dig TXT example.com',
  'dig nope.example.com',
  'nc -zv 10.0.2.80 81',
  'nc -zv 10.0.2.80 90',
  'nc -zv 10.0.2.80 91',
  'nc -zv 10.0.2.1 80',
  'traceroute -n -q 1 10.0.2.80',
  'ping -c 1 -M do -s 1472 10.0.2.80',
  'ping -c 1 -s 3000 10.0.2.80',
  'ping -c 1 -t 1 10.0.2.80',
  'ping -c 1 10.0.1.99',
  'ping -c 1 2001:db8:2::80',
  'ping -c 1 2001:db8:1::99',
  'nc -zv 2001:db8:2::80 81',
].join('; ')

const recorded = (name: string) => readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url), 'utf8')
const type = (line: string, host = 'pc') => runLine({ simulation, host }, line).text
/** Between what tcpdump says when it starts and when it ends, without what the other commands print. */
const packets = (line: string, host = 'pc') =>
  type(line, host)
    .split('\n')
    .filter((text) => /^(\d\d:\d\d:\d\d\.\d{6} |\s{4}\S|\t)/.test(text) && !/^ {4}\s/.test(text))

describe('what the real tcpdump printed of the capture that this network makes', () => {
  it.each(['n', 'ne', 'nS', 'nq', 'nv'])('tcpdump -%s', (flags) => {
    const { frames } = readFrames()
    const printer = makePrinter({
      ether: flags.includes('e'),
      absolute: flags.includes('S'),
      quick: flags.includes('q'),
      verbose: flags.includes('v') ? 1 : 0,
    })
    const ours = frames.map((bytes) => `${frameLine(printer, bytes)}\n`).join('')
    expect(ours).toBe(recorded(flags))
  })
})

function readFrames(): { frames: Uint8Array[] } {
  runLine({ simulation, host: 'pc' }, BUSY)
  const seen = simulation.trace.frames.filter(({ node, iface }) => node === 'pc' && iface === 'eth0')
  return { frames: seen.map(({ bytes }) => bytes) }
}

describe('at the prompt', () => {
  it('listens behind the next command, says what it heard and how much', () => {
    expect(type('tcpdump -ni eth0 icmp & ping -c 1 10.0.1.1')).toMatch(
      /^tcpdump: verbose output suppressed, use -v\[v\]\.\.\. for full protocol decode\nlistening on eth0, link-type EN10MB \(Ethernet\), snapshot length 262144 bytes\nPING [\s\S]*\n00:00:00\.\d{6} IP 10\.0\.1\.2 > 10\.0\.1\.1: ICMP echo request, id \d+, seq 1, length 64\n00:00:00\.\d{6} IP 10\.0\.1\.1 > 10\.0\.1\.2: ICMP echo reply, id \d+, seq 1, length 64\n2 packets captured\n2 packets received by filter\n0 packets dropped by kernel\n$/,
    )
  })

  it.each([
    ['icmp', 2, 'a protocol'],
    ['arp', 2, 'not even IP'],
    ['icmp or arp', 4, 'or'],
    ['not arp', 2, 'not'],
    ['host 10.0.1.1 and icmp', 2, 'and'],
    ['src 10.0.1.1 and icmp', 1, 'one direction; `src` alone means a host'],
    ['icmp and dst host 10.0.1.1', 1, 'the other direction'],
    ['net 10.0.1.0/24 and icmp', 2, 'a network'],
    ['icmp[icmptype] == icmp-echo', 1, 'a byte by name'],
    ["'icmp[0] = 0'", 1, 'a byte by number'],
    ['ether src 02:00:0a:00:01:01', 2, 'a MAC address'],
    ['tcp', 0, 'nothing of the kind'],
    ['ip6', 0, 'the other IP'],
    ['greater 98', 2, 'length'],
    ["'(icmp or arp) and not src 10.0.1.2'", 2, 'brackets'],
  ])('%s keeps %i of a ping: %s', (filter, count) => {
    expect(packets(`tcpdump -ni eth0 ${filter} & ping -c 1 10.0.1.1`)).toHaveLength(count)
  })

  it.each([
    ['port 80', 10, 'both directions of a connection'],
    ["'tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn'", 1, 'only the first packet'],
    ["'tcp[tcpflags] & tcp-syn != 0'", 2, 'SYN and SYN-ACK'],
    ['tcp dst port 80 and src host 10.0.1.2', 6, 'one direction'],
    ['portrange 79-81', 10, 'a range'],
    ['port http', 10, 'a service by name'],
  ])('%s keeps %i of a download: %s', (filter, count) => {
    type('ping -c 1 10.0.2.80')
    expect(packets(`tcpdump -ni eth0 ${filter} & curl -s http://10.0.2.80/`)).toHaveLength(count)
  })

  it('stops at its count, in the foreground after ten seconds', () => {
    expect(type('tcpdump -c 1 -ni eth0 & ping -c 3 10.0.1.1')).toContain('\n1 packet captured\n')
    expect(type('tcpdump -ni eth0')).toMatch(/\^C\d+ packets captured\n/)
  })

  it('says what it does not understand', () => {
    expect(type('tcpdump -i eth9')).toBe('tcpdump: eth9: No such device exists\n(No such device exists)\n')
    expect(type('tcpdump -i eth0 prot 80')).toBe("tcpdump: can't parse filter expression: syntax error\n")
  })

  it('on all interfaces it names them, with the direction', () => {
    const lines = packets('tcpdump -ni any icmp & ping -c 1 10.0.2.80', 'gw')
    expect(lines[0]).toMatch(/ b {5}Out IP 10\.0\.2\.1 > 10\.0\.2\.80: ICMP echo request/)
    expect(lines[1]).toMatch(/ b {5}In {2}IP 10\.0\.2\.80 > 10\.0\.2\.1: ICMP echo reply/)
  })
})

const folder = fileURLToPath(new URL('../../../../../shared/captures/', import.meta.url))
/** Captures of what the machines here cannot send: IKE, spanning tree, and packets under another link layer. */
const OTHERS = /ikev2|^stp|wireguard-tunnel-inner|ssh-remote-forward/
const installed = isInstalled()

function isInstalled(): boolean {
  try {
    execFileSync('tcpdump', ['--version'], { stdio: 'ignore' })
    return existsSync(folder)
  } catch {
    return false
  }
}

describe.skipIf(!installed)(
  installed
    ? 'every recorded capture, as the tcpdump here prints it'
    : 'skipped: no tcpdump or no captures here',
  () => {
    const names = installed
      ? readdirSync(folder).filter((name) => name.endsWith('.pcap') && !OTHERS.test(name))
      : []
    it('tcpdump -ne', () => {
      const different = names.flatMap((name) => {
        const printer = makePrinter({ ether: true })
        const { frames } = readCapture(readFileSync(folder + name))
        const ours = frames.flatMap(({ bytes }) => frameLine(printer, bytes).split('\n'))
        const real = execFileSync('tcpdump', ['-tne', '-r', folder + name], {
          stdio: ['ignore', 'pipe', 'ignore'],
        })
        const theirs = real.toString().trimEnd().split('\n')
        return theirs.flatMap((line, index) =>
          line === ours[index] ? [] : [`${name}: ${ours[index]}\n${line}`],
        )
      })
      expect(different).toEqual([])
    })
  },
)
