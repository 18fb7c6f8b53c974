import type { Act, Sender } from './act'

export type Situation = {
  readonly name: string
  /** two to four words */
  readonly label: string
  readonly acts: readonly Act[]
}

const bind = (address: string, port: number, more: { v6Only?: true; reuse?: true } = {}): Act => ({
  do: 'bind',
  protocol: 'tcp',
  address,
  port,
  ...more,
})
const connect = (from: Sender, sport: number, to: string, dport: number): Act => ({
  do: 'connect',
  from,
  sport,
  to,
  dport,
})
const segment = (from: Sender, sport: number, to: string, dport: number): Act => ({
  do: 'segment',
  from,
  sport,
  to,
  dport,
})
const datagram = (from: Sender, sport: number, to: string, dport: number): Act => ({
  do: 'datagram',
  from,
  sport,
  to,
  dport,
})

/** What the figure can begin with. The reader goes on from the end of each. */
export const situations: readonly Situation[] = [
  {
    name: 'many',
    label: 'One port, many clients',
    acts: [
      bind('0.0.0.0', 8888),
      connect('ann', 40001, '192.0.2.80', 8888),
      connect('ben', 40001, '192.0.2.80', 8888),
      connect('ann', 40002, '192.0.2.80', 8888),
      segment('ben', 40001, '192.0.2.80', 8888),
      segment('ben', 40002, '192.0.2.80', 8888),
    ],
  },
  {
    name: 'loopback',
    label: 'Bound to 127.0.0.1',
    acts: [
      bind('127.0.0.1', 5432),
      connect('web', 40001, '127.0.0.1', 5432),
      connect('ann', 40001, '192.0.2.80', 5432),
      connect('web', 40002, '192.0.2.80', 5432),
      connect('ann', 40002, '127.0.0.1', 5432),
    ],
  },
  {
    name: 'specific',
    label: 'Two addresses, two servers',
    acts: [
      bind('192.0.2.80', 443),
      bind('192.0.2.81', 443),
      connect('ann', 40001, '192.0.2.81', 443),
      connect('web', 40001, '127.0.0.1', 443),
      bind('0.0.0.0', 443),
    ],
  },
  {
    name: 'dual',
    label: ':: and IPv4',
    acts: [
      bind('::', 8080),
      connect('ann', 40001, '2001:db8::80', 8080),
      connect('ben', 40001, '192.0.2.80', 8080),
      bind('0.0.0.0', 8080),
      bind('::', 8081, { v6Only: true }),
      connect('ann', 40002, '192.0.2.80', 8081),
      bind('0.0.0.0', 8081),
      connect('ann', 40002, '192.0.2.80', 8081),
    ],
  },
  {
    name: 'restart',
    label: 'Restart',
    acts: [
      bind('0.0.0.0', 8888),
      connect('ann', 40001, '192.0.2.80', 8888),
      bind('0.0.0.0', 8888),
      { do: 'stop' },
      bind('0.0.0.0', 8888),
      bind('0.0.0.0', 8889, { reuse: true }),
      connect('ann', 40002, '192.0.2.80', 8889),
      { do: 'stop' },
      bind('0.0.0.0', 8889, { reuse: true }),
    ],
  },
  {
    name: 'udp',
    label: 'UDP 53, TCP 53',
    acts: [
      { do: 'bind', protocol: 'udp', address: '0.0.0.0', port: 53 },
      datagram('ann', 40001, '192.0.2.80', 53),
      datagram('ben', 40001, '192.0.2.80', 53),
      connect('ann', 40001, '192.0.2.80', 53),
      bind('0.0.0.0', 53),
      datagram('ann', 40001, '192.0.2.80', 5353),
    ],
  },
  { name: 'empty', label: 'An empty server', acts: [{ do: 'look' }] },
]
