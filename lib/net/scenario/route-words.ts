import type { Ipv4 } from '../addr/ipv4'
import type { Ipv6 } from '../addr/ipv6'
import { prefix4, prefix6, readPrefix } from '../addr/prefix'
import type { Address } from '../node/address'
import { type RouteMetrics, type RouteProtocol, type RouteType, routeProtocols } from '../node/route'
import { refuse, refuseWord } from './problem'
import type { RouteSpec } from './schema'
import { readAddress } from './words'

const ROUTE_TYPES: readonly RouteType[] = [
  'unicast',
  'local',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
]
/** Words with a value. Those after `onlink` say something that changes nothing here. */
const ROUTE_WORDS = ['via', 'dev', 'metric', 'preference', 'src', 'mtu', 'advmss', 'hoplimit', 'proto']
const WITHOUT_EFFECT = [
  'scope',
  'initcwnd',
  'initrwnd',
  'realm',
  'rtt',
  'rttvar',
  'rto_min',
  'window',
  'quickack',
  'congctl',
]
const NEXTHOP_WORDS = ['via', 'dev', 'weight']

/** ip-route(8): [TYPE] PREFIX [via ADDRESS] [dev NAME] [metric N] [src ADDRESS] [mtu [lock] N] [advmss N] [hoplimit N], or `nexthop via … weight N` twice or more. */
export function readRoute(text: string, path: string, dev: readonly string[]): RouteSpec {
  const words = text.trim().split(/\s+/)
  const type = ROUTE_TYPES.find((known) => known === words[0]) ?? 'unicast'
  if (ROUTE_TYPES.includes(words[0] as RouteType)) words.shift()
  const target = words.shift()
  if (target === undefined || target === '') refuse(path, 'a route such as "default via 192.168.1.1"', text)
  const hopsAt = words.indexOf('nexthop')
  const hopWords = hopsAt < 0 ? [] : words.splice(hopsAt)
  const onlink = words.includes('onlink')
  const given = readPairs(words, [...ROUTE_WORDS, ...WITHOUT_EFFECT], path, text)
  const hops = readHops(hopWords, path, text, dev)
  const viaText = given.get('via')
  const via = viaText === undefined ? null : readAddress(viaText, path)
  const name = readDevice(given.get('dev'), path, dev)
  if (type === 'unicast' && via === null && name === null && hops.length === 0)
    refuse(path, '"via ADDRESS" or "dev NAME"', text)
  const source = given.get('src')
  const protocol = readProtocol(given.get('proto'), path)
  const metrics = readMetrics(given, path)
  return {
    type,
    prefix: readTarget(target, path, via ?? hops[0]?.via ?? null),
    via,
    dev: name,
    metric: readCount(given.get('metric') ?? given.get('preference'), path, 'metric'),
    source: source === undefined ? null : readAddress(source, path),
    mtu: readCount(given.get('mtu')?.replace('lock ', ''), path, 'mtu'),
    ...(onlink && { onlink }),
    ...(protocol && { protocol }),
    ...(metrics && { metrics }),
    ...(hops.length > 0 && { nextHops: hops }),
  }
}

function readProtocol(text: string | undefined, path: string): RouteProtocol | null {
  if (text === undefined) return null
  return (
    routeProtocols.find((known) => known === text) ??
    refuseWord(path, `one of ${routeProtocols.join(', ')}`, text, routeProtocols)
  )
}

function readPairs(
  words: string[],
  known: readonly string[],
  path: string,
  text: string,
): ReadonlyMap<string, string> {
  const given = new Map<string, string>()
  while (words.length > 0) {
    const word = words.shift()!
    if (word === 'onlink') continue
    if (!known.includes(word)) refuseWord(path, `one of ${known.join(', ')}`, word, known)
    const locks = word === 'mtu' && words[0] === 'lock'
    const value = locks ? words.splice(0, 2)[1] : words.shift()
    if (value === undefined) refuse(path, `a value after "${word}"`, text)
    given.set(word, locks ? `lock ${value}` : value)
  }
  return given
}

function readHops(words: readonly string[], path: string, text: string, dev: readonly string[]) {
  const parts: string[][] = []
  for (const word of words) {
    if (word === 'nexthop') parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts.map((part) => {
    const given = readPairs(part, NEXTHOP_WORDS, path, text)
    const via = given.get('via')
    const name = readDevice(given.get('dev'), path, dev)
    if (via === undefined && name === null) refuse(path, '"via ADDRESS" or "dev NAME" after "nexthop"', text)
    const weight = readCount(given.get('weight'), path, 'weight') ?? 1
    if (weight < 1 || weight > 256) refuse(path, 'a weight from 1 to 256', text)
    return { via: via === undefined ? null : readAddress(via, path), dev: name, weight }
  })
}

function readDevice(name: string | undefined, path: string, dev: readonly string[]): string | null {
  if (name === undefined) return null
  if (!dev.includes(name)) refuseWord(path, `an interface of this host (${dev.join(', ')})`, name, dev)
  return name
}

function readMetrics(given: ReadonlyMap<string, string>, path: string): RouteMetrics | null {
  const mtuLocked = given.get('mtu')?.startsWith('lock ') ?? false
  const advertisedMss = readCount(given.get('advmss'), path, 'advmss')
  const hopLimit = readCount(given.get('hoplimit'), path, 'hoplimit')
  if (!mtuLocked && advertisedMss === null && hopLimit === null) return null
  return { mtuLocked, advertisedMss, hopLimit }
}

function readTarget(text: string, path: string, via: Address | null) {
  if (text === 'default' || text === 'any')
    return typeof via === 'bigint' ? prefix6(0n as Ipv6, 0) : prefix4(0 as Ipv4, 0)
  const parsed = readPrefix(text)
  if (!parsed.ok) refuse(path, '"default" or a prefix such as 198.51.100.0/24', text, parsed.error)
  return parsed.value
}

function readCount(text: string | undefined, path: string, word: string): number | null {
  if (text === undefined) return null
  if (!/^\d+$/.test(text)) refuse(path, `a number after "${word}"`, text)
  return Number(text)
}
