import { describe, expect, it } from 'vitest'
import { netfilterSentences } from './because'
import { listConntrack } from './conntrack-listing'
import { Gateway } from './fixtures/gateway'
import { ACK, echo, FIN, RST, SYN, tcp, udp, wrongChecksums } from './fixtures/made-packet'

const WEB = '198.51.100.80'
const STATEFUL = [
  '-P FORWARD DROP',
  '-A FORWARD -m conntrack --ctstate INVALID -j DROP',
  '-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
  '-A FORWARD -i lan -m conntrack --ctstate NEW -j ACCEPT',
]

describe('a stateful filter', () => {
  it('lets answers in and strangers not, and names the rule', () => {
    const gw = new Gateway(STATEFUL)
    const out = gw.forward(tcp('192.168.1.10:40000', `${WEB}:80`), 'lan', 'wan')
    expect(out.because).toEqual([
      {
        key: 'filter.accept',
        layer: 4,
        data: {
          table: 'filter',
          chain: 'FORWARD',
          rule: 3,
          text: '-i lan -m conntrack --ctstate NEW -j ACCEPT',
          tool: 'iptables',
          family: 'ip',
        },
      },
    ])
    const answer = tcp(`${WEB}:80`, '192.168.1.10:40000', { flags: SYN | ACK, ack: 1001 })
    expect(gw.forward(answer, 'wan', 'lan').dropped).toBeNull()
    const stranger = gw.forward(tcp(`${WEB}:5`, '192.168.1.10:80'), 'wan', 'lan')
    expect(stranger.dropped).toBe('FORWARD')
    expect(stranger.because.at(-1)?.key).toBe('filter.policy-drop')
  })

  it('finds a SYN-ACK INVALID when it never saw the SYN', () => {
    const gw = new Gateway(STATEFUL)
    const { dropped, because } = gw.forward(
      tcp(`${WEB}:80`, '192.168.1.10:4', { flags: SYN | ACK, ack: 1 }),
      'wan',
      'lan',
    )
    expect(dropped).toBe('FORWARD')
    expect(because.map(({ key }) => key)).toEqual(['conntrack.no-syn', 'filter.drop'])
  })

  it('forgets a connection whose first packet is dropped', () => {
    const gw = new Gateway(STATEFUL)
    gw.forward(udp(`${WEB}:53`, '192.168.1.10:5'), 'wan', 'lan')
    expect(gw.state.conntrack.connections.size).toBe(0)
  })
})

describe('TCP in conntrack', () => {
  const run = (steps: readonly (readonly ['>' | '<', Parameters<typeof tcp>[2]])[]) => {
    const gw = new Gateway(STATEFUL)
    const states: string[] = []
    for (const [way, parts] of steps) {
      const passed =
        way === '>'
          ? gw.forward(tcp('192.168.1.10:40000', `${WEB}:80`, parts), 'lan', 'wan')
          : gw.forward(tcp(`${WEB}:80`, '192.168.1.10:40000', parts), 'wan', 'lan')
      const [line = ''] = listConntrack(gw.state, gw.now + 2)
      states.push(
        passed.track.ctState === 'INVALID'
          ? 'INVALID'
          : `${line.split(/\s+/)[3] ?? 'gone'}${line.includes('ASSURED') ? '!' : ''}`,
      )
    }
    return states
  }
  const open = [
    ['>', { seq: 1000 }],
    ['<', { flags: SYN | ACK, seq: 5000, ack: 1001 }],
    ['>', { flags: ACK, seq: 1001, ack: 5001 }],
  ] as const

  it('goes through the states of a whole connection', () => {
    expect(
      run([
        ...open,
        ['>', { flags: ACK, seq: 1001, ack: 5001, data: 100 }],
        ['>', { flags: FIN | ACK, seq: 1101, ack: 5001 }],
        ['<', { flags: ACK, seq: 5001, ack: 1102 }],
        ['<', { flags: FIN | ACK, seq: 5001, ack: 1102 }],
        ['>', { flags: ACK, seq: 1102, ack: 5002 }],
      ]),
    ).toEqual([
      'SYN_SENT',
      'SYN_RECV',
      'ESTABLISHED!',
      'ESTABLISHED!',
      'FIN_WAIT!',
      'CLOSE_WAIT!',
      'LAST_ACK!',
      'TIME_WAIT!',
    ])
  })

  it.each([
    [
      'a refused connection leaves nothing',
      [
        ['>', { seq: 1000 }],
        ['<', { flags: RST | ACK, seq: 0, ack: 1001 }],
      ],
      ['SYN_SENT', 'gone'],
    ],
    [
      'both ends open at once',
      [
        ['>', { seq: 1000 }],
        ['<', { seq: 5000 }],
      ],
      ['SYN_SENT', 'SYN_SENT2'],
    ],
    [
      'an acknowledgement of what was never sent',
      [...open, ['<', { flags: ACK, seq: 5001, ack: 900_000 }]],
      ['SYN_SENT', 'SYN_RECV', 'ESTABLISHED!', 'INVALID'],
    ],
    [
      'data far outside the window',
      [...open, ['<', { flags: ACK, seq: 900_000, ack: 1001, data: 9 }]],
      ['SYN_SENT', 'SYN_RECV', 'ESTABLISHED!', 'INVALID'],
    ],
    [
      'a reset in the window',
      [...open, ['<', { flags: RST, seq: 5001 }]],
      ['SYN_SENT', 'SYN_RECV', 'ESTABLISHED!', 'CLOSE!'],
    ],
    ['a connection picked up in the middle', [['>', { flags: ACK, seq: 7, ack: 9 }]], ['ESTABLISHED']],
    ['a packet with SYN and FIN', [['>', { flags: SYN | FIN }]], ['INVALID']],
  ] as const)('%s', (_, steps, states) => {
    expect(run(steps)).toEqual(states)
  })
})

describe('time', () => {
  it.each([
    ['a SYN without an answer', tcp('192.168.1.10:4', `${WEB}:80`), 120],
    ['a datagram without an answer', udp('192.168.1.10:4', `${WEB}:53`), 30],
    ['a ping', echo('192.168.1.10', WEB, 4), 30],
  ])('%s is remembered for %#', (_, packet, seconds) => {
    const gw = new Gateway(STATEFUL)
    gw.forward(packet, 'lan', 'wan')
    expect(listConntrack(gw.state, seconds * 1_000_000 - 1)).toHaveLength(1)
    expect(listConntrack(gw.state, seconds * 1_000_000)).toHaveLength(0)
  })

  it('lets three a minute pass, and one more each twenty seconds', () => {
    const gw = new Gateway(['-P FORWARD DROP', '-A FORWARD -m limit --limit 3/min --limit-burst 3 -j ACCEPT'])
    const passes = () => gw.forward(udp('192.168.1.10:4', `${WEB}:53`), 'lan', 'wan').dropped === null
    expect([passes(), passes(), passes(), passes()]).toEqual([true, true, true, false])
    gw.now = 19_999_999
    expect(passes()).toBe(false)
    gw.now = 20_000_000
    expect([passes(), passes()]).toEqual([true, false])
  })

  it('remembers who knocked: recent', () => {
    const gw = new Gateway([
      '-A FORWARD -m recent --name SSH --update --seconds 60 --hitcount 3 -j DROP',
      '-A FORWARD -m recent --name SSH --set -j ACCEPT',
    ])
    const passes = (host: number) =>
      gw.forward(udp(`192.168.1.${host}:4`, `${WEB}:53`), 'lan', 'wan').dropped === null
    expect([passes(10), passes(10), passes(10), passes(10), passes(11)]).toEqual([
      true,
      true,
      true,
      false,
      true,
    ])
    gw.now = 61_000_000
    expect(passes(10)).toBe(true)
  })
})

describe('one rule', () => {
  const packet = tcp('192.168.1.10:40000', `${WEB}:22`)
  it.each([
    ['-s 192.168.1.0/24', true],
    ['! -s 192.168.1.0/24', false],
    ['-d 198.51.100.80', true],
    ['-i la+', true],
    ['! -i lan', false],
    ['-o lan', false],
    ['-p udp', false],
    ['-p tcp --dport 20:25', true],
    ['-p tcp ! --dport 22', false],
    ['-p tcp --syn', true],
    ['-p tcp --tcp-flags SYN,ACK ACK', false],
    ['-p tcp -m multiport --dports 80,22', true],
    ['-p tcp -m multiport ! --ports 22', false],
    ['-m state --state NEW', true],
    ['-m conntrack --ctstate DNAT', false],
    ['-m conntrack --ctorigdst 198.51.100.80 --ctorigdstport 22', true],
    ['-m length --length 40', true],
    ['-m ttl --ttl-lt 64', false],
    ['-m addrtype --dst-type LOCAL', false],
    ['-m mark --mark 1', false],
    ['-m connlimit --connlimit-above 0', true],
    ['-m connlimit --connlimit-above 1', false],
    ['-p icmp', false],
  ])('%s matches: %s', (words, matched) => {
    const gw = new Gateway([`-A FORWARD ${words} -j DROP`])
    expect(gw.forward(packet, 'lan', 'wan').dropped === 'FORWARD').toBe(matched)
  })

  it.each([
    ['', 'icmp-port-unreachable'],
    ['--reject-with icmp-host-prohibited', 'icmp-host-prohibited'],
    ['--reject-with tcp-reset', 'tcp-reset'],
  ])('REJECT %s answers with %s', (words, answer) => {
    const gw = new Gateway([`-A FORWARD -p tcp -j REJECT ${words}`])
    expect(gw.forward(packet, 'lan', 'wan')).toMatchObject({ dropped: 'FORWARD', reject: answer })
  })

  it('is never a RST for a RST', () => {
    const gw = new Gateway(['-A FORWARD -p tcp -j REJECT --reject-with tcp-reset'])
    expect(
      gw.forward(tcp('192.168.1.10:4', `${WEB}:22`, { flags: RST }), 'lan', 'wan').reject,
    ).toBeUndefined()
  })

  it('comes back from a jump, but not from a goto', () => {
    const chain = ['-N mine', '-A mine -s 10.0.0.0/8 -j DROP']
    const after = '-A FORWARD -j DROP'
    expect(new Gateway([...chain, '-A FORWARD -j mine', after]).forward(packet, 'lan', 'wan').dropped).toBe(
      'FORWARD',
    )
    expect(
      new Gateway([...chain, '-A FORWARD -g mine', after]).forward(packet, 'lan', 'wan').dropped,
    ).toBeNull()
  })

  it('writes to the log what the kernel writes', () => {
    const gw = new Gateway(['-A FORWARD -j LOG --log-prefix "FW: "'])
    const [because] = gw.forward(packet, 'lan', 'wan').because
    expect(because.data?.line).toBe(
      'FW: IN=lan OUT=wan SRC=192.168.1.10 DST=198.51.100.80 LEN=40 TOS=0x00 PREC=0x00 TTL=64 ID=0 DF PROTO=TCP SPT=40000 DPT=22 WINDOW=64240 RES=0x00 SYN URGP=0 ',
    )
  })

  it('does not track what is NOTRACK', () => {
    const gw = new Gateway([
      '-t raw -A PREROUTING -j NOTRACK',
      '-A FORWARD -m conntrack --ctstate UNTRACKED -j DROP',
    ])
    expect(gw.forward(packet, 'lan', 'wan').dropped).toBe('FORWARD')
  })

  it.each([
    ['clamps the MSS to the path', [2, 4, 5, 180], [2, 4, 5, 80]],
    ['never raises an MSS', [2, 4, 2, 24], [2, 4, 2, 24]],
    ['adds an MSS where there is none', [], [2, 4, 2, 24]],
    ['clamps at an odd offset too', [1, 2, 4, 5, 180, 0, 0, 0], [1, 2, 4, 5, 80, 0, 0, 0]],
  ])('%s, and the checksum stays right', (_, options, expected) => {
    const gw = new Gateway([
      '-t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
    ])
    const { packet: clamped } = gw.forward(tcp('192.168.1.10:4', `${WEB}:80`, { options }), 'lan', 'wan')
    expect([...clamped.subarray(40, 40 + expected.length)]).toEqual(expected)
    expect(wrongChecksums(clamped)).toBe(0)
  })
})

it('has a sentence for every reason that it gives', () => {
  for (const [key, sentence] of Object.entries(netfilterSentences)) {
    expect(key).toMatch(/^(filter|conntrack|nat)\.[a-z-]+$/)
    expect(sentence).toMatch(/[.}]$/)
  }
})

it('is plain data: a clone goes on in the same way', () => {
  const gw = new Gateway([...STATEFUL, '-t nat -A POSTROUTING -o wan -j MASQUERADE'])
  gw.forward(tcp('192.168.1.10:40000', `${WEB}:80`), 'lan', 'wan')
  const clone = structuredClone(gw.state)
  expect(clone).toEqual(gw.state)
  expect(listConntrack(clone, 1)).toEqual(listConntrack(gw.state, 1))
})
