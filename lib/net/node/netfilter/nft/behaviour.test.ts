import { describe, expect, it } from 'vitest'
import { ends, Gateway } from '../fixtures/gateway'
import { ACK, echo, SYN, tcp, udp } from '../fixtures/made-packet'
import { runNft } from './run'

const WEB = '198.51.100.80'

function gateway(text: string, family: 4 | 6 = 4): Gateway {
  const gw = new Gateway([], {}, family)
  expect(runNft(gw.state, text).errors).toEqual([])
  return gw
}

describe('a stateful filter of nft', () => {
  const STATEFUL = `table inet filter {
    chain forward {
      type filter hook forward priority filter; policy drop;
      ct state vmap { established : accept, related : accept, invalid : drop }
      iifname "lan" jump outgoing
    }
    chain outgoing {
      tcp dport { 80, 443, 8000-8100 } counter accept
      ip daddr != 10.0.0.0/8 udp dport 53 accept
      icmp type echo-request limit rate 1/second burst 2 packets accept
    }
  }`

  it('lets answers in and strangers not, and names the rule', () => {
    const gw = gateway(STATEFUL)
    const out = gw.forward(tcp('192.168.1.10:40000', `${WEB}:80`), 'lan', 'wan')
    expect(out.because).toEqual([
      {
        key: 'filter.accept',
        layer: 4,
        data: {
          table: 'filter',
          chain: 'outgoing',
          rule: 1,
          text: 'tcp dport { 80, 443, 8000-8100 } counter accept',
          tool: 'nft',
          family: 'inet',
        },
      },
    ])
    const answer = tcp(`${WEB}:80`, '192.168.1.10:40000', { flags: SYN | ACK, ack: 1001 })
    expect(gw.forward(answer, 'wan', 'lan').dropped).toBeNull()
    const stranger = gw.forward(tcp(`${WEB}:5`, '192.168.1.10:80'), 'wan', 'lan')
    expect(stranger.dropped).toBe('FORWARD')
    expect(stranger.because.at(-1)?.key).toBe('filter.policy-drop')
    const listed = runNft(gw.state, 'list chain inet filter outgoing').output
    expect(listed[2]).toBe('\t\ttcp dport { 80, 443, 8000-8100 } counter packets 1 bytes 40 accept')
  })

  it('takes a port only of the protocol that the rule names', () => {
    const gw = gateway(STATEFUL)
    expect(gw.forward(udp('192.168.1.10:40000', `${WEB}:80`), 'lan', 'wan').dropped).toBe('FORWARD')
    expect(gw.forward(udp('192.168.1.10:40000', `${WEB}:53`), 'lan', 'wan').dropped).toBeNull()
    expect(gw.forward(udp('192.168.1.10:40000', '10.0.0.1:53'), 'lan', 'wan').dropped).toBe('FORWARD')
  })

  it('does not take "not this IPv4 network" for every IPv6 packet', () => {
    const gw = gateway(STATEFUL, 6)
    const query = udp('[2001:db8:1::10]:40000', '[2001:db8:ffff::53]:53')
    expect(gw.forward(query, 'lan', 'wan').dropped).toBe('FORWARD')
    const page = tcp('[2001:db8:1::10]:40000', '[2001:db8:ffff::80]:443')
    expect(gw.forward(page, 'lan', 'wan').dropped).toBeNull()
  })

  it('pays for pings from a bucket', () => {
    const gw = gateway(STATEFUL)
    const ping = (id: number) => gw.forward(echo('192.168.1.10', WEB, id), 'lan', 'wan').dropped
    expect([ping(1), ping(2), ping(3)]).toEqual([null, null, 'FORWARD'])
    gw.now += 1_000_000
    expect(ping(4)).toBeNull()
  })

  it('refuses with what the rule says', () => {
    const gw = gateway(`table inet filter {
      chain input {
        type filter hook input priority 0
        tcp dport 23 reject with tcp reset
        tcp dport 24 reject with icmpx admin-prohibited
        reject
      }
    }`)
    const refused = (port: number) => gw.receive(tcp('203.0.113.9:5555', `203.0.113.5:${port}`), 'wan').reject
    expect([refused(23), refused(24), refused(25)]).toEqual([
      'tcp-reset',
      'icmp-admin-prohibited',
      'icmp-port-unreachable',
    ])
  })
})

describe('address translation of nft', () => {
  it('masquerades on the way out and undoes it on the way back', () => {
    const gw = gateway(`table ip nat {
      chain postrouting {
        type nat hook postrouting priority srcnat;
        oifname "wan" ip saddr 192.168.1.0/24 masquerade
      }
    }`)
    const out = gw.forward(tcp('192.168.1.10:40000', `${WEB}:80`), 'lan', 'wan')
    expect(ends(out.packet)).toBe('203.0.113.5:40000 > 198.51.100.80:80')
    expect(out.because.map(({ key }) => key)).toEqual(['nat.bound', 'nat.source'])
    const back = gw.forward(
      tcp(`${WEB}:80`, '203.0.113.5:40000', { flags: SYN | ACK, ack: 1001 }),
      'wan',
      'lan',
    )
    expect(ends(back.packet)).toBe('198.51.100.80:80 > 192.168.1.10:40000')
    const other = gw.forward(tcp('10.9.9.9:40000', `${WEB}:80`), 'lan', 'wan')
    expect(ends(other.packet)).toBe('10.9.9.9:40000 > 198.51.100.80:80')
  })

  it('publishes a server inside', () => {
    const gw = gateway(`add table inet nat
add chain inet nat pre { type nat hook prerouting priority dstnat; }
add rule inet nat pre iifname wan tcp dport 8080 dnat ip to 192.168.1.12:80`)
    const knock = gw.forward(tcp('203.0.113.9:5555', '203.0.113.5:8080'), 'wan', 'lan')
    expect(ends(knock.packet)).toBe('203.0.113.9:5555 > 192.168.1.12:80')
  })
})
