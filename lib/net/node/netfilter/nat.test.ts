import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANY_IPV4, parseIpv4 } from '../../addr/ipv4'
import { listConntrack } from './conntrack-listing'
import { expectConnection } from './expectation'
import { ends, Gateway } from './fixtures/gateway'
import { ACK, echo, icmpError, SYN, tcp, udp, wrongChecksums } from './fixtures/made-packet'
import { LINUX_SETTINGS } from './settings'

const MASQUERADE = '-t nat -A POSTROUTING -o wan -j MASQUERADE'
const FORWARD_8080 =
  '-t nat -A PREROUTING -i wan -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.12:80'
const WEB = '198.51.100.80'

describe('source NAT', () => {
  it('keeps a free port, and translates answers back without looking at rules again', () => {
    const gw = new Gateway([MASQUERADE])
    const out = gw.forward(tcp('192.168.1.10:40000', `${WEB}:80`), 'lan', 'wan')
    expect(ends(out.packet)).toBe('203.0.113.5:40000 > 198.51.100.80:80')
    expect(out.because.map(({ key }) => key)).toEqual(['nat.bound', 'nat.source'])
    const back = gw.forward(
      tcp(`${WEB}:80`, '203.0.113.5:40000', { flags: SYN | ACK, ack: 1001 }),
      'wan',
      'lan',
    )
    expect(ends(back.packet)).toBe('198.51.100.80:80 > 192.168.1.10:40000')
    expect(back.track.ctState).toBe('ESTABLISHED')
    expect(gw.state.tables[0].chains[0].rules[0].parts).toContainEqual({
      kind: 'counter',
      packets: 1,
      bytes: 40,
    })
  })

  it('gives a taken port up for a random one from 1024 on, and keeps one translation per inside port', () => {
    const gw = new Gateway([MASQUERADE])
    const sent = (from: string, to: string) =>
      ends(gw.forward(tcp(from, to), 'lan', 'wan').packet).split(' ')[0]
    expect(sent('192.168.1.10:40000', `${WEB}:80`)).toBe('203.0.113.5:40000')
    const second = sent('192.168.1.11:40000', `${WEB}:80`)
    expect(second).not.toBe('203.0.113.5:40000')
    expect(Number(second.split(':')[1])).toBeGreaterThanOrEqual(1024)
    expect(sent('192.168.1.11:40000', `${WEB}:81`), 'the source prefers the mapping that it has').toBe(second)
    expect(sent('192.168.1.12:40000', `${WEB}:82`), 'another server: the port is free there').toBe(
      '203.0.113.5:40000',
    )
  })

  it('treats the identifier of a ping as a port', () => {
    const gw = new Gateway([MASQUERADE])
    expect(ends(gw.forward(echo('192.168.1.10', WEB, 7), 'lan', 'wan').packet)).toBe(
      '203.0.113.5 > 198.51.100.80 id 7',
    )
    const second = gw.forward(echo('192.168.1.11', WEB, 7), 'lan', 'wan').packet
    expect(ends(second)).not.toContain('id 7')
    const id = Number(ends(second).split(' ').at(-1))
    expect(ends(gw.forward(echo(WEB, '203.0.113.5', id, 0), 'wan', 'lan').packet)).toBe(
      '198.51.100.80 > 192.168.1.11 id 7',
    )
  })

  it('says why nobody gets in: there is no mapping', () => {
    const gw = new Gateway([MASQUERADE])
    const { because } = gw.receive(tcp('203.0.113.9:5555', '203.0.113.5:8080'), 'wan')
    expect(because).toEqual([
      { key: 'nat.no-mapping', layer: 3, data: { from: '203.0.113.9:5555', to: '203.0.113.5:8080' } },
    ])
  })

  it('keeps low ports low', () => {
    const gw = new Gateway([MASQUERADE])
    gw.forward(udp('192.168.1.10:53', `${WEB}:53`), 'lan', 'wan')
    const port = Number(
      ends(gw.forward(udp('192.168.1.11:53', `${WEB}:53`), 'lan', 'wan').packet).split(/[: ]/)[1],
    )
    expect(port).toBeLessThan(512)
  })

  it('spreads over a range of ports until it is used up, then drops', () => {
    const gw = new Gateway(['-t nat -A POSTROUTING -o wan -p tcp -j SNAT --to-source 203.0.113.5:2000-2002'])
    const results = [10, 11, 12, 13].map((host) =>
      gw.forward(tcp(`192.168.1.${host}:40000`, `${WEB}:80`), 'lan', 'wan'),
    )
    const ports = results.slice(0, 3).map(({ packet }) => ends(packet).split(' ')[0])
    expect(new Set(ports).size).toBe(3)
    expect(results[3].dropped).toBe('POSTROUTING')
    expect(results[3].because.at(-1)?.key).toBe('conntrack.clash')
  })

  it('never gives a port of the router itself to somebody else: null bindings reserve it', () => {
    const gw = new Gateway([MASQUERADE])
    gw.send(tcp('203.0.113.5:40000', `${WEB}:80`), 'wan')
    const inside = gw.forward(tcp('192.168.1.10:40000', `${WEB}:80`), 'lan', 'wan')
    expect(ends(inside.packet)).not.toContain('203.0.113.5:40000')
  })
})

describe('destination NAT', () => {
  it('forwards a port and hides the machine behind it', () => {
    const gw = new Gateway([MASQUERADE, FORWARD_8080])
    const into = gw.forward(tcp('203.0.113.9:5555', '203.0.113.5:8080'), 'wan', 'lan')
    expect(ends(into.packet)).toBe('203.0.113.9:5555 > 192.168.1.12:80')
    const back = gw.forward(
      tcp('192.168.1.12:80', '203.0.113.9:5555', { flags: SYN | ACK, ack: 1001 }),
      'lan',
      'wan',
    )
    expect(ends(back.packet)).toBe('203.0.113.5:8080 > 203.0.113.9:5555')
  })

  it('hairpins when the source is translated too', () => {
    const gw = new Gateway([
      '-t nat -A PREROUTING -d 203.0.113.5 -p tcp --dport 8080 -j DNAT --to-destination 192.168.1.12:80',
      '-t nat -A POSTROUTING -s 192.168.1.0/24 -d 192.168.1.12 -p tcp --dport 80 -j MASQUERADE',
    ])
    const there = gw.forward(tcp('192.168.1.10:40000', '203.0.113.5:8080'), 'lan', 'lan')
    expect(ends(there.packet)).toBe('192.168.1.1:40000 > 192.168.1.12:80')
    const back = gw.forward(
      tcp('192.168.1.12:80', '192.168.1.1:40000', { flags: SYN | ACK, ack: 1001 }),
      'lan',
      'lan',
    )
    expect(ends(back.packet)).toBe('203.0.113.5:8080 > 192.168.1.10:40000')
  })

  it('redirects to the address of the interface, and to loopback for local packets, which are then routed again', () => {
    const rule = '-p tcp --dport 80 -j REDIRECT --to-ports 8080'
    const gw = new Gateway([`-t nat -A PREROUTING ${rule}`, `-t nat -A OUTPUT ${rule}`])
    expect(ends(gw.receive(tcp('192.168.1.10:40000', `${WEB}:80`), 'lan').packet)).toBe(
      '192.168.1.10:40000 > 192.168.1.1:8080',
    )
    expect(ends(gw.send(tcp('203.0.113.5:40001', `${WEB}:80`), 'wan').packet)).toBe(
      '203.0.113.5:40001 > 127.0.0.1:8080',
    )
  })
})

describe('ICMP errors', () => {
  it('are RELATED, and translated outside and inside', () => {
    const gw = new Gateway([MASQUERADE])
    const out = gw.forward(udp('192.168.1.10:40000', `${WEB}:33434`), 'lan', 'wan').packet
    const error = icmpError('192.0.2.2', '203.0.113.5', 11, 0, out)
    const { packet, track } = gw.forward(error, 'wan', 'lan')
    expect(track.ctState).toBe('RELATED')
    expect(ends(packet, 28)).toBe('192.168.1.10:40000 > 198.51.100.80:33434')
    expect(ends(packet)).toMatch(/^192.0.2.2 > 192.168.1.10/)
    expect(wrongChecksums(packet)).toBe(0)
  })

  it('that quote something unknown are INVALID', () => {
    const gw = new Gateway([MASQUERADE])
    const error = icmpError('192.0.2.2', '203.0.113.5', 3, 1, udp('203.0.113.5:1', `${WEB}:2`))
    expect(gw.receive(error, 'wan').track.ctState).toBe('INVALID')
  })
})

describe('RFC 4787', () => {
  const open = (gw: Gateway, to: string) =>
    ends(gw.forward(udp('192.168.1.10:5000', to), 'lan', 'wan').packet).split(' ')[0]

  it.each([
    ['endpoint-independent', true, true],
    ['address-dependent', true, false],
    ['address-and-port-dependent', false, false],
  ] as const)(
    'mapping %s: same port to another port of the server %s, to another server %s',
    (mapping, port, server) => {
      const gw = new Gateway([MASQUERADE], { nat: { ...LINUX_SETTINGS.nat, mapping, ports: 'random' } })
      const first = open(gw, '198.51.100.1:3478')
      expect(open(gw, '198.51.100.1:3479') === first).toBe(port)
      expect(open(gw, '198.51.100.2:3478') === first).toBe(server)
    },
  )

  it.each([
    ['endpoint-independent', true, true],
    ['address-dependent', true, false],
    ['address-and-port-dependent', false, false],
    ['linux', false, false],
  ] as const)(
    'filtering %s: the peer from another port gets in %s, a stranger %s',
    (filtering, peer, stranger) => {
      const gw = new Gateway([MASQUERADE], {
        nat: { mapping: 'endpoint-independent', filtering, ports: 'preserve' },
      })
      const outside = open(gw, '198.51.100.1:3478')
      const getsIn = (from: string) =>
        ends(gw.forward(udp(from, outside), 'wan', 'lan').packet).includes('> 192.168.1.10:5000')
      expect(getsIn('198.51.100.1:9')).toBe(peer)
      expect(getsIn('198.51.100.7:9')).toBe(stranger)
    },
  )

  it('numbers ports one after the other when asked to', () => {
    const gw = new Gateway([MASQUERADE], {
      nat: { mapping: 'address-and-port-dependent', filtering: 'linux', ports: 'sequential' },
    })
    expect(['a', 'b', 'c'].map((_, i) => open(gw, `198.51.100.1:${i + 1}`))).toEqual([
      '203.0.113.5:1024',
      '203.0.113.5:1025',
      '203.0.113.5:1026',
    ])
  })
})

it('lets an announced connection in, as a helper for FTP wants it', () => {
  const gw = new Gateway([
    MASQUERADE,
    '-P FORWARD DROP',
    '-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
    '-A FORWARD -i lan -j ACCEPT',
  ])
  const { track } = gw.forward(tcp('192.168.1.10:40000', `${WEB}:21`), 'lan', 'wan')
  const data = tcp(`${WEB}:20`, '203.0.113.5:40100')
  expect(gw.forward(data, 'wan', 'lan').dropped).toBe('FORWARD')
  expectConnection(gw.state.conntrack, {
    master: track.connection as number,
    family: 4,
    protocol: 6,
    source: parseIpv4(WEB),
    destination: parseIpv4('203.0.113.5') ?? ANY_IPV4,
    sport: null,
    dport: 40100,
    expiresAt: 300_000_000,
    follow: null,
  })
  const passed = gw.forward(data, 'wan', 'lan')
  expect(passed.dropped).toBeNull()
  expect(ends(passed.packet)).toBe('198.51.100.80:20 > 192.168.1.10:40100')
})

describe('whatever is sent', () => {
  const port = fc.integer({ min: 1, max: 65535 })
  const host = fc.integer({ min: 2, max: 250 })
  const size = fc.integer({ min: 0, max: 200 })

  it.each([4, 6] as const)(
    'IPv%i: translation there and back is the identity, with right checksums all the way',
    (family) => {
      const inside = (n: number) => (family === 4 ? `192.168.1.${n}` : `2001:db8:1::${n.toString(16)}`)
      const server = (n: number) => (family === 4 ? `198.51.100.${n}` : `2001:db8:2::${n.toString(16)}`)
      const join = (address: string, p: number) => (family === 4 ? `${address}:${p}` : `[${address}]:${p}`)
      const flow = fc.record({
        kind: fc.constantFrom('tcp', 'udp', 'echo'),
        host,
        server: host,
        sport: port,
        dport: port,
        size,
      })
      fc.assert(
        fc.property(fc.array(flow, { minLength: 1, maxLength: 40 }), (flows) => {
          const gw = new Gateway([MASQUERADE], {}, family)
          const seen = new Map<string, string>()
          for (const it of flows) {
            const [from, to] = [join(inside(it.host), it.sport), join(server(it.server), it.dport)]
            const packet =
              it.kind === 'tcp'
                ? tcp(from, to, { data: it.size })
                : it.kind === 'udp'
                  ? udp(from, to, it.size)
                  : echo(inside(it.host), server(it.server), it.sport)
            const before = ends(packet)
            const out = gw.forward(packet, 'lan', 'wan')
            expect(out.dropped).toBeNull()
            expect(wrongChecksums(out.packet)).toBe(0)
            const wire = `${it.kind} ${ends(out.packet)}`
            expect(seen.get(wire) ?? before, 'two connections never look alike outside').toBe(before)
            seen.set(wire, before)
            const [source, destination] = ends(out.packet).replace(/ id.*/, '').split(' > ')
            const bracket = (text: string) => (family === 4 ? text : text.replace(/^(.*):(\d+)$/, '[$1]:$2'))
            const answer =
              it.kind === 'tcp'
                ? tcp(bracket(destination), bracket(source), {
                    flags: SYN | ACK,
                    seq: 9,
                    ack: 1001 + it.size,
                  })
                : it.kind === 'udp'
                  ? udp(bracket(destination), bracket(source), it.size)
                  : echo(
                      destination,
                      source,
                      Number(ends(out.packet).split(' ').at(-1)),
                      family === 4 ? 0 : 129,
                    )
            const back = gw.forward(answer, 'wan', 'lan')
            expect(wrongChecksums(back.packet)).toBe(0)
            const [client, target] = before.replace(/ id.*/, '').split(' > ')
            expect(ends(back.packet).replace(/ id.*/, '')).toBe(`${target} > ${client}`)
            expect(ends(back.packet).split(' id ')[1]).toBe(before.split(' id ')[1])
          }
        }),
        { numRuns: 60 },
      )
    },
  )
})

it('lists the table as conntrack -L printed it for the same traffic', () => {
  const gw = new Gateway([MASQUERADE])
  gw.forward(echo('192.168.1.10', '203.0.113.80', 14002), 'lan', 'wan')
  gw.forward(echo('203.0.113.80', '203.0.113.5', 14002, 0), 'wan', 'lan')
  gw.now = 1_000_000
  gw.forward(udp('192.168.1.10:40002', '203.0.113.80:9'), 'lan', 'wan')
  gw.forward(tcp('192.168.1.10:40003', '203.0.113.99:80'), 'lan', 'wan')
  gw.now = 2_500_000
  expect(listConntrack(gw.state, gw.now)).toEqual([
    'icmp     1 27 src=192.168.1.10 dst=203.0.113.80 type=8 code=0 id=14002 src=203.0.113.80 dst=203.0.113.5 type=0 code=0 id=14002 mark=0 use=1',
    'udp      17 28 src=192.168.1.10 dst=203.0.113.80 sport=40002 dport=9 [UNREPLIED] src=203.0.113.80 dst=203.0.113.5 sport=9 dport=40002 mark=0 use=1',
    'tcp      6 118 SYN_SENT src=192.168.1.10 dst=203.0.113.99 sport=40003 dport=80 [UNREPLIED] src=203.0.113.99 dst=203.0.113.5 sport=80 dport=40003 mark=0 use=1',
  ])
})
