import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { readNetworkFile } from '@/lib/course/network-file'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'
import { readCapture } from '@/lib/net/wire/pcap'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const lesson = read('lesson.mdx')

describe('what the lesson says of its figure is what the engine did', () => {
  const { situations } = tellNetwork(readNetworkFile(JSON.parse(read('networks/path.json'))), 'path.json')
  const told = (name: string) => {
    const found = situations.find((situation) => situation.name === name)
    return JSON.stringify(found ?? name)
  }

  it.each([
    ['ping', 'with TTL 61'],
    ['ping', 'On the wire, Core to Server: ICMP echo request, TTL 61.'],
    [
      'traceroute',
      'On the wire, Laptop to Home router: UDP datagram to port 33434, 32 bytes of data, TTL 1.',
    ],
    ['traceroute', '192.168.1.1, 203.0.113.1, 192.0.2.2, 198.51.100.80; reached'],
    ['traceroute', 'port unreachable'],
    ['silent', '192.168.1.1, *, 192.0.2.2, 198.51.100.80; reached'],
    ['other-way', 'with TTL 60'],
    ['no-echo', 'chain INPUT in table filter drops the packet'],
    ['no-echo', 'TCP connection from Laptop to 198.51.100.80:80: open'],
    ['nobody', 'ICMP host-unreachable goes from 192.0.2.2'],
  ])('%s: %s', (name, words) => {
    expect(told(name)).toContain(words)
  })
})

describe('the recorded frames are what the captions say', () => {
  const fieldsOf = (name: string, number: number) => {
    const bytes = readFileSync(new URL(`../../../public/captures/${name}.pcap`, import.meta.url))
    const frame = readCapture(bytes).frames[number - 1]
    if (!frame) throw new Error(`${name} has no frame ${number}`)
    return dissect(frame.bytes, frame.linkType, allProtocols).layers.flatMap(({ fields }) =>
      fields.map(({ name, value }) => `${name} ${value}`),
    )
  }

  it('frame 2 of the traceroute is time exceeded from 192.168.1.1', () => {
    expect(fieldsOf('traceroute-udp', 2)).toEqual(
      expect.arrayContaining(['icmp.type 11', 'ip.src 192.168.1.1']),
    )
  })

  it('the first probe has TTL 1 and goes to port 33434', () => {
    expect(fieldsOf('traceroute-udp', 1)).toEqual(
      expect.arrayContaining(['ip.ttl 1', 'udp.dstport 33434', 'ip.len 60']),
    )
  })

  it('frame 2 of the discovery names 1400 bytes', () => {
    expect(fieldsOf('pmtud-frag-needed', 2)).toEqual(
      expect.arrayContaining(['icmp.type 3', 'icmp.code 4', 'icmp.mtu 1400', 'ip.src 203.0.113.1']),
    )
    expect(lesson).toContain('could not forward 1,500 bytes and says that 1,400 fit')
  })
})

it('the transcript of mtr has the losses that the notes name', () => {
  const rows = [...read('transcripts/mtr.txt').matchAll(/\|-- \S+\s+([\d.]+)%/g)].map(([, loss]) => loss)
  expect(rows).toEqual(['55.0', '55.0', '55.0', '0.0'])
})
