import { parseIpv4 } from '@/lib/net/addr/ipv4'
import type { Act } from '@/lib/net/nat-lab/act'
import { hostOf, type World, worlds } from '@/lib/net/nat-lab/places'
import type { Forward, NatSettings } from '@/lib/net/nat-lab/settings'
import { freePlay, situations } from '@/lib/net/nat-lab/situations'
import { listOf, momentCodec, oneWord, type Part, whole } from '../frame/moment-codec'
import { beginningOf, type NatState, situationIn, type Tuned } from './nat-state'

/** A run holds no more, so that there is a link to each of its moments. */
export const MOST_ACTS = 60
const MOST_STEPS = 2000

type Wire = {
  readonly situation: string
  readonly tuned: readonly Tune[]
  readonly more: readonly Act[]
  readonly step: number
}
type Tune = readonly [nat: string, key: keyof Tuned, value: string | number | readonly number[] | null]

const BEHAVIOURS = [
  'linux',
  'endpoint-independent',
  'address-dependent',
  'address-and-port-dependent',
] as const
const WORDS: Readonly<Partial<Record<keyof Tuned, readonly string[]>>> = {
  mapping: BEHAVIOURS,
  filtering: BEHAVIOURS,
  ports: ['preserve', 'random', 'sequential'],
}
const TIMEOUTS: readonly (keyof Tuned)[] = ['udpTimeout', 'udpStreamTimeout', 'tcpTimeout']
const LONGEST = 864_000
const NATS = ['router', 'router2', 'cgn']

/** `router.filtering.address-dependent`, `router.portRange.40000:40003`, `router.portRange.all` */
const tune: Part<Tune> = {
  write: ([nat, key, value]) => [nat, key, key === 'portRange' ? writeRange(value) : value].join('.'),
  read(text) {
    const [nat, key, value] = text.split('.')
    const name = key as keyof Tuned
    if (!NATS.includes(nat) || value === undefined) return null
    if (name === 'portRange') {
      const range = value === 'all' ? null : readRange(value)
      return range === undefined ? null : [nat, name, range]
    }
    if (WORDS[name]?.includes(value)) return [nat, name, value]
    const seconds = number(value, 1, LONGEST)
    return TIMEOUTS.includes(name) && seconds !== null ? [nat, name, seconds] : null
  },
  expects: 'a setting such as router.filtering.address-dependent',
}

/** `send-laptop-tcp-51514-198.51.100.10-443`, `wait-130`, `set-router-firewall-0`, `stun-alice-5000` … */
const act: Part<Act> = {
  write: writeAct,
  read: readAct,
  expects: 'an act such as wait-130',
}

const wire = momentCodec<Wire>({
  version: 1,
  parts: {
    situation: oneWord([...situations, ...freePlay].map(({ id }) => id)),
    tuned: listOf(tune, 20),
    more: listOf(act, MOST_ACTS),
    step: whole(0, MOST_STEPS),
  },
  initial: { situation: 'first', tuned: [], more: [], step: 0 },
})

/** A moment of the simulator as the part of a link behind `#`. An act that names a host of another network is refused. */
export const natLink = {
  write(state: NatState): string {
    const tuned = Object.entries(state.tuned).flatMap(([nat, own]) =>
      Object.entries(own).map(([key, value]): Tune => [nat, key as keyof Tuned, value]),
    )
    return wire.write({ ...state, tuned })
  },
  read(hash: string): { readonly state: NatState | null; readonly problem: string | null } {
    const { state, problem } = wire.read(hash)
    if (!state) return { state: null, problem }
    const tuned: Record<string, Tuned> = {}
    for (const [nat, key, value] of state.tuned) tuned[nat] = { ...tuned[nat], [key]: value }
    const given = { ...state, tuned }
    const world = worlds[situationIn(given).plan.world]
    if (state.more.every((each) => fits(each, world))) return { state: given, problem: null }
    return {
      state: null,
      problem:
        'The link that you followed cannot be read: it names a machine that this network does not have. It is ignored, and you see the beginning.',
    }
  },
}

function writeRange(value: Tune[2]): string {
  return Array.isArray(value) ? value.join(':') : 'all'
}

function readRange(text: string): readonly number[] | undefined {
  const [from, to, ...more] = text.split(':').map(port)
  return from !== null && to !== null && more.length === 0 && from <= to ? [from, to] : undefined
}

/** The link to the beginning of a situation. */
export function linkTo(id: string): string {
  return natLink.write(beginningOf(id))
}

function fits(each: Act, world: World): boolean {
  const hosts = world.hosts.map(({ name }) => name)
  const nats = world.nats.map(({ name }) => name)
  switch (each.do) {
    case 'wait':
      return true
    case 'set':
      return nats.includes(each.nat) && (each.change.forwards ?? []).every(({ host }) => hosts.includes(host))
    case 'flush':
      return nats.includes(each.nat)
    case 'send':
      return hosts.includes(each.from)
    case 'stun':
      return hosts.includes(each.from) && world.hosts.some(({ listens }) => listens.includes('stun 3478'))
    case 'punch':
    case 'ftp':
      return hosts.includes(each.from) && hosts.includes(each.to) && hostOf(world, each.to) !== null
  }
}

function writeAct(each: Act): string {
  switch (each.do) {
    case 'send':
      return words(
        'send',
        each.from,
        each.protocol,
        each.sport,
        each.to,
        each.dport,
        ...(each.ttl ? [each.ttl] : []),
      )
    case 'wait':
      return words('wait', each.seconds)
    case 'set':
      return words('set', each.nat, ...Object.entries(each.change).map(writeChange))
    case 'flush':
      return words('flush', each.nat)
    case 'stun':
      return words('stun', each.from, each.sport)
    case 'punch':
      return words('punch', each.from, each.to, each.sport)
    case 'ftp':
      return words('ftp', each.from, each.to, each.sport, each.dataPort)
  }
}

function words(...all: readonly (string | number)[]): string {
  return all.join('-')
}

/** `firewall:0`, `hairpin:on`, `forwards:tcp:8080:laptop:80;udp:…`; the dash in a word becomes `_`. */
function writeChange([key, value]: readonly [string, unknown]): string {
  if (key === 'forwards')
    return `forwards:${(value as readonly Forward[]).map(({ protocol, port, host, toPort }) => [protocol, port, host, toPort].join(':')).join(';')}`
  return `${key}:${typeof value === 'boolean' ? Number(value) : String(value).replaceAll('-', '_')}`
}

function readAct(text: string): Act | null {
  const [what, ...rest] = text.split('-')
  switch (what) {
    case 'send':
      return readSend(rest)
    case 'wait': {
      const seconds = number(rest[0], 0, LONGEST)
      return seconds === null ? null : { do: 'wait', seconds }
    }
    case 'set': {
      const change = readChange(rest[1] ?? '')
      return change && NATS.includes(rest[0]) ? { do: 'set', nat: rest[0], change } : null
    }
    case 'flush':
      return NATS.includes(rest[0]) ? { do: 'flush', nat: rest[0] } : null
    case 'stun': {
      const sport = port(rest[1])
      return sport === null ? null : { do: 'stun', from: rest[0], sport }
    }
    case 'punch': {
      const sport = port(rest[2])
      return sport === null ? null : { do: 'punch', from: rest[0], to: rest[1], sport }
    }
    case 'ftp': {
      const [sport, dataPort] = [port(rest[2]), port(rest[3])]
      return sport === null || dataPort === null
        ? null
        : { do: 'ftp', from: rest[0], to: rest[1], sport, dataPort }
    }
    default:
      return null
  }
}

function readSend([from, protocol, own, to, far, hops]: readonly string[]): Act | null {
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'icmp') return null
  const [sport, dport] = [port(own), number(far, 0, 65535)]
  if (sport === null || dport === null || parseIpv4(to ?? '') === null) return null
  const sent = { do: 'send', from, to, protocol, sport, dport } as const
  if (hops === undefined) return sent
  const ttl = number(hops, 1, 255)
  return ttl === null ? null : { ...sent, ttl }
}

function readChange(text: string): Partial<NatSettings> | null {
  const cut = text.indexOf(':')
  const [key, value] = [text.slice(0, cut), text.slice(cut + 1)]
  if (key === 'firewall' || key === 'masquerade' || key === 'forwarding' || key === 'ftpHelper')
    return value === '0' || value === '1' ? { [key]: value === '1' } : null
  if (key === 'hairpin') {
    const word = (['off', 'destination-only', 'on'] as const).find(
      (each) => each === value.replaceAll('_', '-'),
    )
    return word ? { hairpin: word } : null
  }
  if (key !== 'forwards') return null
  const forwards = value === '' ? [] : value.split(';').map(readForward)
  return forwards.every((forward) => forward !== null) ? { forwards } : null
}

function readForward(text: string): Forward | null {
  const [protocol, outside, host, inside] = text.split(':')
  const [from, toPort] = [port(outside), port(inside)]
  if ((protocol !== 'tcp' && protocol !== 'udp') || from === null || toPort === null || !host) return null
  return { protocol, port: from, host, toPort }
}

function port(text: string | undefined): number | null {
  return number(text, 1, 65535)
}

function number(text: string | undefined, least: number, most: number): number | null {
  if (text === undefined || !/^\d{1,7}$/.test(text)) return null
  const value = Number(text)
  return value >= least && value <= most ? value : null
}
