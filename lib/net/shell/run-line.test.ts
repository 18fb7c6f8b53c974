import { beforeEach, describe, expect, it } from 'vitest'
import { buildScenario } from '../scenario/build'
import { parseScenario } from '../scenario/parse'
import { runLine } from './run-line'
import type { Terminal } from './terminal'

// What a real machine of this shape printed (iproute2 6.1, iputils, nc of OpenBSD).

let terminal: Terminal

beforeEach(() => {
  const parsed = parseScenario({
    hosts: {
      pc: {
        ifaces: { eth0: ['192.168.1.10/24', '2001:db8:1::10/64'] },
        routes: [
          'default via 192.168.1.1',
          'blackhole 198.18.0.0/24',
          'unreachable 198.18.1.0/24 metric 5',
          '10.0.0.0/8 via 192.168.1.1 metric 100',
          '10.9.0.0/16 dev eth0 mtu 1300',
          'default via 2001:db8:1::1',
        ],
      },
      gw: {
        ifaces: { lan: ['192.168.1.1/24', '2001:db8:1::1/64'], wan: '203.0.113.1/24' },
        listen: ['tcp 0.0.0.0:80', 'udp 127.0.0.1:53'],
      },
      web: {
        ifaces: { eth0: '203.0.113.80/24' },
        routes: ['default via 203.0.113.1'],
        listen: ['tcp 0.0.0.0:80'],
      },
    },
    links: [{ ends: ['pc:eth0', 'gw:lan'] }, { ends: ['gw:wan', 'web:eth0'] }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  terminal = { simulation: buildScenario(parsed.scenario), host: 'pc' }
})

const on = (host: string, line: string) => runLine({ ...terminal, host }, line)
const show = (line: string) => on('pc', line).text

it('ip route, in the order of the kernel', () => {
  expect(show('ip route')).toBe(
    [
      'default via 192.168.1.1 dev eth0 ',
      '10.0.0.0/8 via 192.168.1.1 dev eth0 metric 100 ',
      '10.9.0.0/16 dev eth0 scope link mtu 1300 ',
      '192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10 ',
      'blackhole 198.18.0.0/24 ',
      'unreachable 198.18.1.0/24 metric 5 ',
      '',
    ].join('\n'),
  )
})

it('ip -6 route, default last', () => {
  expect(show('ip -6 r')).toBe(
    [
      '2001:db8:1::/64 dev eth0 proto kernel metric 256 pref medium',
      'fe80::/64 dev eth0 proto kernel metric 256 pref medium',
      'default via 2001:db8:1::1 dev eth0 metric 1024 pref medium',
      '',
    ].join('\n'),
  )
})

it('ip address', () => {
  expect(show('ip addr show dev eth0').split('\n')).toEqual([
    '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000',
    '    link/ether 02:00:c0:a8:01:0a brd ff:ff:ff:ff:ff:ff',
    '    inet 192.168.1.10/24 brd 192.168.1.255 scope global eth0',
    '       valid_lft forever preferred_lft forever',
    '    inet6 2001:db8:1::10/64 scope global ',
    '       valid_lft forever preferred_lft forever',
    '    inet6 fe80::c0ff:fea8:10a/64 scope link ',
    '       valid_lft forever preferred_lft forever',
    '',
  ])
  expect(show('ip -br a')).toContain(
    'eth0             UP             192.168.1.10/24 2001:db8:1::10/64 fe80::c0ff:fea8:10a/64 \n',
  )
})

describe('what is refused, in the words and with the status of the real tool', () => {
  it.each([
    ['ip route get 198.18.0.1', 'RTNETLINK answers: Invalid argument', 2],
    ['ip route get 198.18.1.1', 'RTNETLINK answers: No route to host', 2],
    ['ip route add 192.0.2.0/24 via 172.16.0.1', 'Error: Nexthop has invalid gateway.', 2],
    ['ip route add default via 192.168.1.1', 'RTNETLINK answers: File exists', 2],
    ['ip route del 192.0.2.0/24', 'RTNETLINK answers: No such process', 2],
    [
      'ip route add 1.2.3.300/24 via 192.168.1.1',
      'Error: any valid prefix is expected rather than "1.2.3.300/24".',
      1,
    ],
    ['ip addr add 192.168.1.10/24 dev eth0', 'Error: ipv4: Address already assigned.', 2],
    ['ip addr del 1.2.3.4/24 dev eth0', 'Error: ipv4: Address not found.', 2],
    ['ip link set foo up', 'Cannot find device "foo"', 1],
    ['ip addr show dev foo', 'Device "foo" does not exist.', 1],
    ['ip foo', 'Object "foo" is unknown, try "ip help".', 1],
    ['sysctl net.foo', 'sysctl: cannot stat /proc/sys/net/foo: No such file or directory', 1],
    ['ping -c 1 198.18.1.1', 'ping: connect: No route to host', 2],
    ['ping -c 1 198.18.0.1', 'ping: connect: Invalid argument', 2],
    ['nc -zv 192.168.1.1 81', 'nc: connect to 192.168.1.1 port 81 (tcp) failed: Connection refused', 1],
    ['ifconfig', '-bash: ifconfig: command not found', 127],
  ])('%s', (line, text, status) => {
    expect(on('pc', line)).toEqual({ text: `${text}\n`, status })
  })
})

it('ip route get', () => {
  expect(show('ip route get 198.51.100.1')).toBe(
    '198.51.100.1 via 192.168.1.1 dev eth0 src 192.168.1.10 uid 0 \n    cache \n',
  )
  expect(show('ip route get 192.168.1.10')).toBe(
    'local 192.168.1.10 dev lo src 192.168.1.10 uid 0 \n    cache <local> \n',
  )
})

it('ping, and what it leaves in the neighbour table', () => {
  const { text, status } = on('pc', 'ping -c 2 192.168.1.1')
  expect(status).toBe(0)
  expect(text).toMatch(
    /^PING 192\.168\.1\.1 \(192\.168\.1\.1\) 56\(84\) bytes of data\.\n64 bytes from 192\.168\.1\.1: icmp_seq=1 ttl=64 time=0\.\d{3} ms\n/,
  )
  expect(text).toMatch(
    /\n2 packets transmitted, 2 received, 0% packet loss, time 1000ms\nrtt min\/avg\/max\/mdev = [\d./]+ ms\n$/,
  )
  expect(show('ip neigh')).toBe('192.168.1.1 dev eth0 lladdr 02:00:c0:a8:01:01 REACHABLE \n')
})

it('ping to nobody: three seconds, then host unreachable from this machine itself', () => {
  const { text, status } = on('pc', 'ping -c 1 192.168.1.77')
  expect(text).toContain('From 192.168.1.10 icmp_seq=1 Destination Host Unreachable\n')
  expect(text).toContain('1 packets transmitted, 0 received, +1 errors, 100% packet loss')
  expect(status).toBe(1)
  expect(show('ip neigh')).toContain('192.168.1.77 dev eth0 FAILED \n')
})

it('ping larger than a route allows', () => {
  expect(show('ping -c 1 -s 1472 -M do 10.9.0.1')).toContain(
    'ping: local error: message too long, mtu=1300\n',
  )
})

it('ss shows who listens', () => {
  expect(on('gw', 'ss -tln').text).toBe(
    [
      'State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess',
      'LISTEN 0      16           0.0.0.0:80        0.0.0.0:*          ',
      '',
    ].join('\n'),
  )
  expect(on('gw', 'ss -uln').text).toContain(
    'UNCONN 0      0          127.0.0.1:53        0.0.0.0:*          \n',
  )
})

it('a router is switched on by hand, and the path is there', () => {
  expect(show('nc -zv -w 2 203.0.113.80 80')).toContain('timed out')
  expect(on('gw', 'sysctl -w net.ipv4.ip_forward=1').text).toBe('net.ipv4.ip_forward = 1\n')
  expect(show('nc -zv 203.0.113.80 80')).toBe('Connection to 203.0.113.80 80 port [tcp/http] succeeded!\n')
  expect(show('traceroute -n -q 1 203.0.113.80')).toMatch(
    /^traceroute to 203\.0\.113\.80 \(203\.0\.113\.80\), 30 hops max, 60 byte packets\n 1 {2}192\.168\.1\.1 {2}0\.\d{3} ms\n 2 {2}203\.0\.113\.80 {2}0\.\d{3} ms\n$/,
  )
})

it('a filter and NAT are set by hand, and conntrack shows the connection', () => {
  on('gw', 'sysctl net.ipv4.ip_forward=1; iptables -t nat -A POSTROUTING -o wan -j MASQUERADE')
  expect(on('pc', 'nc 203.0.113.80 80').text).toMatch(/^web 203\.0\.113\.1:\d+\n$/)
  expect(on('gw', 'conntrack -L -p tcp').text).toMatch(
    /src=192\.168\.1\.10 dst=203\.0\.113\.80 .* dst=203\.0\.113\.1 /,
  )
  expect(on('gw', 'iptables -A FORWARD -p tcp --dport 80 -j REJECT && iptables -S FORWARD').text).toContain(
    '-A FORWARD -p tcp -m tcp --dport 80 -j REJECT',
  )
  expect(show('nc -zv 203.0.113.80 80')).toContain('Connection refused')
})

it('a link that goes down takes its routes; coming up brings back only the subnet', () => {
  expect(show('ip link set eth0 down; ip route; ping -c 1 192.168.1.1')).toBe(
    'blackhole 198.18.0.0/24 \nunreachable 198.18.1.0/24 metric 5 \nping: connect: Network is unreachable\n',
  )
  expect(show('ip link set eth0 up; ip route')).toContain(
    '192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10',
  )
  expect(show('ip route')).not.toContain('default')
})

it('a pipe filters lines, and its status is that of the filter', () => {
  expect(on('gw', 'ss -tln | grep :80').text).toBe(
    'LISTEN 0      16           0.0.0.0:80        0.0.0.0:*          \n',
  )
  expect(on('gw', 'ss -tln | grep -c LISTEN')).toEqual({ text: '1\n', status: 0 })
  expect(on('gw', 'ss -tln | grep :443 || echo nobody').text).toBe('nobody\n')
  expect(show("ip addr show | grep 'inet ' | grep -v 127.0.0.1")).toBe(
    '    inet 192.168.1.10/24 brd 192.168.1.255 scope global eth0\n',
  )
  expect(show('ip route | head -n 1')).toBe('default via 192.168.1.1 dev eth0 \n')
  expect(show('echo "a | b; c && d"')).toBe('a | b; c && d\n')
})

it('ip route show narrows its list down', () => {
  expect(show('ip route show default')).toBe('default via 192.168.1.1 dev eth0 \n')
  expect(show('ip route show 10.9.0.0/16')).toBe('10.9.0.0/16 dev eth0 scope link mtu 1300 \n')
  expect(show('ip -6 route show dev lo')).toBe('')
})

it('traceroute and ping name what they were asked for', () => {
  expect(show('traceroute -w 3 -q 1 -m 16 192.168.1.1')).toMatch(
    /^traceroute to 192\.168\.1\.1 \(192\.168\.1\.1\), 16 hops max, 60 byte packets\n 1 {2}192\.168\.1\.1 \(192\.168\.1\.1\) {2}0\.\d{3} ms\n$/,
  )
  expect(show('ping -c 2 -q 192.168.1.1')).toMatch(
    /^PING 192\.168\.1\.1 \(192\.168\.1\.1\) 56\(84\) bytes of data\.\n\n--- 192\.168\.1\.1 ping statistics ---\n2 packets/,
  )
})
