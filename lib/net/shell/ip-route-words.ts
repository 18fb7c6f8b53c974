import type { Ipv4 } from '../addr/ipv4'
import type { Ipv6 } from '../addr/ipv6'
import { prefix4, prefix6, readPrefix } from '../addr/prefix'
import { parseAddress } from '../node/address'
import type { RouteRequest } from '../node/configure-route'
import type { RouteType } from '../node/route'

type ReadRoute =
  | { readonly ok: true; readonly request: RouteRequest }
  | { readonly ok: false; readonly text: string; readonly status: number }

const TYPES: readonly RouteType[] = ['unicast', 'blackhole', 'unreachable', 'prohibit']

/** `[TYPE] PREFIX [via ADDRESS] [dev NAME] [metric N] [src ADDRESS] [mtu N]`, refused in the words of ip(8). */
export function readRouteWords(words: readonly string[], devices: readonly string[]): ReadRoute {
  const rest = [...words]
  const type = TYPES.find((known) => known === rest[0])
  if (type) rest.shift()
  const target = rest.shift()
  if (target === undefined) return refuse('Command line is not complete. Try option "help"', 255)
  const given = new Map<string, string>()
  while (rest.length > 0) {
    const word = rest.shift() as string
    if (word === 'onlink') continue
    const key = word === 'preference' || word === 'priority' ? 'metric' : word
    if (!['via', 'dev', 'metric', 'src', 'mtu', 'proto', 'scope'].includes(key))
      return refuse(`Error: either "to" is duplicate, or "${word}" is a garbage.`, 255)
    const value = rest.shift()
    if (value === undefined) return refuse('Command line is not complete. Try option "help"', 255)
    given.set(key, value)
  }
  return build(type ?? 'unicast', target, given, devices)
}

function build(
  type: RouteType,
  target: string,
  given: ReadonlyMap<string, string>,
  devices: readonly string[],
): ReadRoute {
  const via = addressAfter(given, 'via')
  const source = addressAfter(given, 'src')
  for (const [key, address] of [
    ['via', via],
    ['src', source],
  ] as const) {
    if (address === undefined)
      return refuse(`Error: any valid address is expected rather than "${given.get(key)}".`, 1)
  }
  const dev = given.get('dev') ?? null
  if (dev !== null && !devices.includes(dev)) return refuse(`Cannot find device "${dev}"`, 1)
  const prefix = readTarget(target, typeof via === 'bigint')
  if (typeof prefix === 'string') return refuse(prefix, prefix.startsWith('RTNETLINK') ? 2 : 1)
  const number = (key: string) => (given.has(key) ? Number(given.get(key)) : null)
  return {
    ok: true,
    request: {
      type,
      prefix,
      via: via ?? null,
      dev,
      metric: number('metric'),
      source: source ?? null,
      mtu: number('mtu'),
    },
  }
}

function addressAfter(given: ReadonlyMap<string, string>, key: string) {
  const text = given.get(key)
  if (text === undefined) return null
  return parseAddress(text) ?? undefined
}

/** The prefix, or what is said about it: host bits are the kernel's "Invalid argument". */
function readTarget(text: string, six: boolean) {
  if (text === 'default') return six ? prefix6(0n as Ipv6, 0) : prefix4(0 as Ipv4, 0)
  const read = readPrefix(text)
  if (read.ok) return read.value
  return read.error.startsWith('host bits')
    ? 'RTNETLINK answers: Invalid argument'
    : `Error: any valid prefix is expected rather than "${text}".`
}

function refuse(text: string, status: number): ReadRoute {
  return { ok: false, text, status }
}
