/** A machine of the lab that sends and answers. */
export type HostPlace = {
  readonly name: string
  /** as sentences call it: "the laptop" */
  readonly title: string
  readonly glyph: 'laptop' | 'phone' | 'server'
  readonly address: string
  readonly gateway: string
  readonly bits: number
  /** what listens there: `tcp 80`, `udp 3074`, `stun 3478`, `ftp 21` */
  readonly listens: readonly string[]
  /** more routes: network, length, gateway */
  readonly routes?: readonly (readonly [network: string, bits: number, via: string])[]
}

/** A router that translates: `lan` inside, `wan` outside. */
export type NatPlace = {
  readonly name: string
  readonly title: string
  readonly inside: string
  readonly outside: string
  readonly insideBits: number
  readonly gateway: string
}

/** Machines on one cable, or on one switch when there are more than two: `machine interface`. */
export type Segment = { readonly ends: readonly string[]; readonly delayUs: number }

export type WorldName = 'home' | 'cgnat' | 'peers'

/** A network of the lab: every host, every NAT, and what is plugged into what. `isp` is an ordinary router. */
export type World = {
  readonly name: WorldName
  readonly title: string
  readonly hosts: readonly HostPlace[]
  readonly nats: readonly NatPlace[]
  /** addresses of the interfaces of `isp`, all /24 */
  readonly isp: Readonly<Record<string, string>>
  readonly segments: readonly Segment[]
}

const LAN_US = 200
const ISP_US = 4_000
const FAR_US = 9_000

const laptop: HostPlace = {
  name: 'laptop',
  title: 'the laptop',
  glyph: 'laptop',
  address: '192.168.1.20',
  gateway: '192.168.1.1',
  bits: 24,
  listens: ['tcp 80'],
}
const phone: HostPlace = {
  name: 'phone',
  title: 'the phone',
  glyph: 'phone',
  address: '192.168.1.21',
  gateway: '192.168.1.1',
  bits: 24,
  listens: [],
}
const pc: HostPlace = {
  name: 'pc',
  title: 'the game PC',
  glyph: 'laptop',
  address: '192.168.1.22',
  gateway: '192.168.1.1',
  bits: 24,
  listens: [],
}
const web: HostPlace = {
  name: 'web',
  title: 'the web server',
  glyph: 'server',
  address: '198.51.100.10',
  gateway: '198.51.100.1',
  bits: 24,
  listens: ['tcp 80', 'tcp 443', 'ftp 21'],
}
const game: HostPlace = {
  name: 'game',
  title: 'the game server',
  glyph: 'server',
  address: '192.0.2.44',
  gateway: '192.0.2.1',
  bits: 24,
  listens: ['udp 3074', 'stun 3478'],
}
const stranger: HostPlace = {
  name: 'stranger',
  title: 'the unknown host',
  glyph: 'server',
  address: '203.0.113.99',
  gateway: '203.0.113.1',
  bits: 24,
  listens: [],
  routes: [['192.168.1.0', 24, '203.0.113.7']],
}
const router: NatPlace = {
  name: 'router',
  title: 'the router',
  inside: '192.168.1.1',
  insideBits: 24,
  outside: '203.0.113.7',
  gateway: '203.0.113.1',
}

const home: World = {
  name: 'home',
  title: 'One router',
  hosts: [laptop, phone, pc, web, game, stranger],
  nats: [router],
  isp: { home: '203.0.113.1', east: '198.51.100.1', west: '192.0.2.1' },
  segments: [
    { ends: ['laptop eth0', 'phone eth0', 'pc eth0', 'router lan'], delayUs: LAN_US },
    { ends: ['router wan', 'isp home', 'stranger eth0'], delayUs: ISP_US },
    { ends: ['isp east', 'web eth0'], delayUs: FAR_US },
    { ends: ['isp west', 'game eth0'], delayUs: FAR_US },
  ],
}

const cgnat: World = {
  name: 'cgnat',
  title: 'A router behind the provider’s NAT',
  hosts: [laptop, phone, web, { ...stranger, address: '192.0.2.99', gateway: '192.0.2.1', routes: [] }],
  nats: [
    { ...router, outside: '100.64.0.7', gateway: '100.64.0.1' },
    {
      name: 'cgn',
      title: 'the provider’s NAT',
      inside: '100.64.0.1',
      insideBits: 24,
      outside: '203.0.113.7',
      gateway: '203.0.113.1',
    },
  ],
  isp: { home: '203.0.113.1', east: '198.51.100.1', west: '192.0.2.1' },
  segments: [
    { ends: ['laptop eth0', 'phone eth0', 'router lan'], delayUs: LAN_US },
    { ends: ['router wan', 'cgn lan'], delayUs: ISP_US },
    { ends: ['cgn wan', 'isp home'], delayUs: ISP_US },
    { ends: ['isp east', 'web eth0'], delayUs: FAR_US },
    { ends: ['isp west', 'stranger eth0'], delayUs: FAR_US },
  ],
}

const peers: World = {
  name: 'peers',
  title: 'Two peers, each behind a NAT',
  hosts: [
    { ...laptop, name: 'alice', title: 'Alice', listens: [] },
    {
      name: 'stun',
      title: 'the STUN server',
      glyph: 'server',
      address: '198.51.100.53',
      gateway: '198.51.100.1',
      bits: 24,
      listens: ['stun 3478'],
    },
    { ...laptop, name: 'bob', title: 'Bob', address: '10.0.0.8', gateway: '10.0.0.1', listens: [] },
  ],
  nats: [
    { ...router, title: 'Alice’s router' },
    {
      name: 'router2',
      title: 'Bob’s router',
      inside: '10.0.0.1',
      insideBits: 24,
      outside: '192.0.2.77',
      gateway: '192.0.2.1',
    },
  ],
  isp: { home: '203.0.113.1', east: '198.51.100.1', west: '192.0.2.1' },
  segments: [
    { ends: ['alice eth0', 'router lan'], delayUs: LAN_US },
    { ends: ['router wan', 'isp home'], delayUs: ISP_US },
    { ends: ['isp east', 'stun eth0'], delayUs: FAR_US },
    { ends: ['isp west', 'router2 wan'], delayUs: ISP_US },
    { ends: ['router2 lan', 'bob eth0'], delayUs: LAN_US },
  ],
}

export const worlds: Readonly<Record<WorldName, World>> = { home, cgnat, peers }

/** The host with this name; a name that the world does not have is a mistake of ours and throws. */
export function hostOf(world: World, name: string): HostPlace {
  const host = world.hosts.find((each) => each.name === name)
  if (!host) throw new Error(`the world ${world.name} has no host ${name}`)
  return host
}

/** Which host, or NAT, has an address; null when nobody has. */
export function ownerOf(world: World, address: string): HostPlace | NatPlace | null {
  return (
    world.hosts.find((host) => host.address === address) ??
    world.nats.find((nat) => nat.inside === address || nat.outside === address) ??
    null
  )
}
