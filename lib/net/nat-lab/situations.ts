import type { Act } from './act'
import type { Plan } from './lab'
import { type WorldName, worlds } from './places'
import { LINUX_NAT, type NatSettings } from './settings'
import type { SettingsByNat } from './world'

/** A prepared run: what is asked before it, and the step that it begins with. */
export type Situation = {
  readonly id: string
  readonly title: string
  /** what to watch for */
  readonly ask: string
  readonly plan: Plan
  /** which of its moments is shown first, from 0 */
  readonly start: number
}

const WEB = '198.51.100.10'
const GAME = '192.0.2.44'
const PUBLIC = '203.0.113.7'

function defaults(world: WorldName, change: Partial<NatSettings> = {}): SettingsByNat {
  return Object.fromEntries(worlds[world].nats.map(({ name }) => [name, { ...LINUX_NAT, ...change }]))
}

function home(acts: readonly Act[], change: Partial<NatSettings> = {}): Plan {
  return { world: 'home', settings: defaults('home', change), acts }
}

const tcp = (from: string, to: string, sport: number, dport: number): Act => ({
  do: 'send',
  from,
  to,
  protocol: 'tcp',
  sport,
  dport,
})
const udp = (from: string, to: string, sport: number, dport: number): Act => ({
  ...(tcp(from, to, sport, dport) as Extract<Act, { do: 'send' }>),
  protocol: 'udp',
})
const forward8080 = { forwards: [{ protocol: 'tcp', port: 8080, host: 'laptop', toPort: 80 }] } as const

const FTP: Act = { do: 'ftp', from: 'laptop', to: 'web', sport: 50000, dataPort: 40000 }
const FIRST = tcp('laptop', WEB, 51514, 443)

/** Every situation of the simulator, in the order in which they build on each other. */
export const situations: readonly Situation[] = [
  {
    id: 'first',
    title: 'First packet out',
    ask: 'What does the router change, and what does it write down?',
    plan: home([FIRST]),
    start: 0,
  },
  {
    id: 'reply',
    title: 'The reply comes back',
    ask: 'The server answers the router. How does the router know whom it is for?',
    plan: home([FIRST]),
    start: 1,
  },
  {
    id: 'same-port',
    title: 'Two hosts, same port',
    ask: 'Two hosts use source port 51514 to the same server. What tells their answers apart?',
    plan: home([FIRST, tcp('phone', WEB, 51514, 443)]),
    start: 5,
  },
  {
    id: 'unsolicited',
    title: 'Nobody asked for this',
    ask: 'The unknown host sends to a port that is mapped for another server. Does it get in?',
    plan: home([FIRST, tcp('stranger', PUBLIC, 4444, 51514), tcp('stranger', PUBLIC, 4445, 22)]),
    start: 5,
  },
  {
    id: 'expires',
    title: 'A mapping expires',
    ask: 'The game server is silent for two minutes, then speaks. Who hears it?',
    plan: home([
      udp('pc', GAME, 3074, 3074),
      { do: 'wait', seconds: 20 },
      udp('game', PUBLIC, 3074, 3074),
      { do: 'wait', seconds: 130 },
      udp('game', PUBLIC, 3074, 3074),
    ]),
    start: 0,
  },
  {
    id: 'forward',
    title: 'Port forward',
    ask: 'Port 8080 is forwarded to the laptop. What does the laptop see as the sender?',
    plan: home([tcp('stranger', PUBLIC, 4444, 8080)], forward8080),
    start: 0,
  },
  {
    id: 'hairpin-off',
    title: 'Hairpin missing',
    ask: 'The phone uses the public address of the laptop next to it. Where does its SYN end?',
    plan: home(
      [
        tcp('phone', PUBLIC, 40000, 8080),
        { do: 'set', nat: 'router', change: { hairpin: 'destination-only' } },
        tcp('phone', PUBLIC, 40001, 8080),
      ],
      forward8080,
    ),
    start: 0,
  },
  {
    id: 'hairpin-on',
    title: 'Hairpin',
    ask: 'Now the source is translated too. Whom does the laptop think it talks to?',
    plan: home([tcp('phone', PUBLIC, 40000, 8080)], { ...forward8080, hairpin: 'on' }),
    start: 0,
  },
  {
    id: 'out-of-ports',
    title: 'Out of ports',
    ask: 'The router may use four ports. What happens to the fifth flow?',
    plan: home(
      [50001, 50002, 50003, 50004, 50005].map((sport) => udp('laptop', WEB, sport, 9999)),
      { mapping: 'address-and-port-dependent', portRange: [40000, 40003] },
    ),
    start: 0,
  },
  {
    id: 'icmp',
    title: 'ICMP and its errors',
    ask: 'A ping has no ports, and an error quotes a packet that the laptop never sent like this. How do both get home?',
    plan: home([
      { do: 'send', from: 'laptop', to: WEB, protocol: 'icmp', sport: 77, dport: 0 },
      udp('laptop', WEB, 51514, 9999),
      { ...(udp('phone', WEB, 33434, 33434) as Extract<Act, { do: 'send' }>), ttl: 2 },
    ]),
    start: 0,
  },
  {
    id: 'cgnat',
    title: 'Double NAT (CGNAT)',
    ask: 'The router’s outside address is not public. Can a port forward on it still be reached?',
    plan: {
      world: 'cgnat',
      settings: {
        router: { ...LINUX_NAT, ...forward8080 },
        cgn: LINUX_NAT,
      },
      acts: [udp('laptop', WEB, 51514, 9999), tcp('stranger', PUBLIC, 4444, 8080)],
    },
    start: 0,
  },
  {
    id: 'ftp',
    title: 'An address in the payload',
    ask: 'The client writes its own address into the text. Where does the server connect to?',
    plan: home([FTP]),
    start: 9,
  },
  {
    id: 'ftp-helper',
    title: 'The same with a helper',
    ask: 'A helper of the router reads along. What does it write into the packet, and what does it wait for?',
    plan: home([FTP], { ftpHelper: true }),
    start: 9,
  },
  {
    id: 'no-firewall',
    title: 'NAT is not a firewall',
    ask: 'The filter is off and NAT stays on. A host on the provider’s link sends straight to 192.168.1.20. Does NAT stop it?',
    plan: home([tcp('stranger', '192.168.1.20', 4444, 80)], { firewall: false }),
    start: 0,
  },
  {
    id: 'punch',
    title: 'Hole punching',
    ask: 'Both peers are behind a NAT. Which packet is lost, and why does the next one get through?',
    plan: {
      world: 'peers',
      settings: defaults('peers'),
      acts: [
        { do: 'stun', from: 'alice', sport: 5000 },
        { do: 'stun', from: 'bob', sport: 6000 },
        { do: 'punch', from: 'alice', to: 'bob', sport: 5000 },
        { do: 'punch', from: 'bob', to: 'alice', sport: 6000 },
        { do: 'punch', from: 'alice', to: 'bob', sport: 5000 },
      ],
    },
    start: 0,
  },
  {
    id: 'punch-fails',
    title: 'Hole punching fails',
    ask: 'One NAT now gives every peer another port. What does the STUN server’s answer still say?',
    plan: {
      world: 'peers',
      settings: {
        router: { ...LINUX_NAT, mapping: 'address-and-port-dependent', ports: 'random' },
        router2: LINUX_NAT,
      },
      acts: [
        { do: 'stun', from: 'alice', sport: 5000 },
        { do: 'stun', from: 'bob', sport: 6000 },
        { do: 'punch', from: 'alice', to: 'bob', sport: 5000 },
        { do: 'punch', from: 'bob', to: 'alice', sport: 6000 },
        { do: 'punch', from: 'alice', to: 'bob', sport: 5000 },
      ],
    },
    start: 0,
  },
]

/** Nothing has happened yet: what is sent is up to the reader. */
export const freePlay: readonly Situation[] = [
  {
    id: 'free',
    title: 'Free play: one router',
    ask: 'Send what you like. Which packets get through?',
    plan: home([{ do: 'wait', seconds: 0 }]),
    start: 0,
  },
  {
    id: 'free-peers',
    title: 'Free play: two peers',
    ask: 'Set both routers as you like. Do the two peers reach each other?',
    plan: { world: 'peers', settings: defaults('peers'), acts: [{ do: 'wait', seconds: 0 }] },
    start: 0,
  },
]

export function situationOf(id: string): Situation | null {
  return [...situations, ...freePlay].find((situation) => situation.id === id) ?? null
}
