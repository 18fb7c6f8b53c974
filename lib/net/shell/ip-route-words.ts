import type { Ipv4 } from '../addr/ipv4'
import { parseIpv4 } from '../addr/ipv4'
import type { Ipv6 } from '../addr/ipv6'
import { bitsOfMask, type Prefix, prefix4, prefix6, readPrefix } from '../addr/prefix'
import { type Address, parseAddress } from '../node/address'
import type { RouteRequest } from '../node/configure-route'
import { type RouteProtocol, type RouteType, routeProtocols } from '../node/route'

/** What was understood; or what `ip` says instead, with its exit status, and the word that it is about if it is about one. */
type ReadRoute =
  | { readonly ok: true; readonly request: RouteRequest }
  | { readonly ok: false; readonly text: string; readonly status: number; readonly word: string | null }

const TYPES: readonly RouteType[] = ['unicast', 'blackhole', 'unreachable', 'prohibit']
const WORDS = ['via', 'dev', 'metric', 'src', 'mtu', 'proto', 'scope']
const INCOMPLETE = 'Command line is not complete. Try option "help"'

/** `[TYPE] PREFIX [via ADDRESS] [dev NAME] [metric N] [src ADDRESS] [mtu N] [proto NAME] [onlink]`, refused in the words of ip(8). */
export function readRouteWords(words: readonly string[], devices: readonly string[]): ReadRoute {
  const rest = [...words]
  const type = TYPES.find((known) => known === rest[0])
  if (type) rest.shift()
  const target = rest.shift()
  if (target === undefined) return refuse(INCOMPLETE, 255)
  const given = new Map<string, string>()
  while (rest.length > 0) {
    const word = rest.shift() as string
    const key = word === 'preference' || word === 'priority' ? 'metric' : word
    if (key === 'onlink') {
      given.set(key, '')
      continue
    }
    if (!WORDS.includes(key))
      return refuse(`Error: either "to" is duplicate, or "${word}" is a garbage.`, 255, word)
    const value = rest.shift()
    if (value === undefined) return refuse(INCOMPLETE, 255, word)
    const wrong = refusalOf(key, value)
    if (wrong) return refuse(wrong, 255, value)
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
  const prefix = readTarget(target, given.get('via')?.includes(':') ?? false)
  if (!prefix) return refuse(`Error: any valid prefix is expected rather than "${target}".`, 1, target)
  const via = addressAfter(given, 'via')
  const source = addressAfter(given, 'src')
  for (const [key, address] of [
    ['via', via],
    ['src', source],
  ] as const) {
    if (address === undefined)
      return refuse(`Error: inet address is expected rather than "${given.get(key)}".`, 1, given.get(key))
  }
  const dev = given.get('dev') ?? null
  if (dev !== null && !devices.includes(dev)) return refuse(`Cannot find device "${dev}"`, 1, dev)
  if (prefix === 'host bits') return refuse('Error: Invalid prefix for given prefix length.', 2, target)
  const protocol = given.get('proto') as RouteProtocol | undefined
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
      ...(protocol && { protocol }),
      ...(given.has('onlink') && { onlink: true }),
    },
  }
}

/** get_u32 and rtnl_rtprot_a2n of iproute2: what `ip` says of a value that it cannot use. */
function refusalOf(key: string, value: string): string | null {
  const bad =
    key === 'proto'
      ? !routeProtocols.some((known) => known === value)
      : (key === 'metric' || key === 'mtu') && (!/^\d+$/.test(value) || Number(value) > 0xffff_ffff)
  const name = key === 'proto' ? 'protocol' : key
  return bad ? `Error: argument "${value}" is wrong: "${name}" value is invalid\n` : null
}

function addressAfter(given: ReadonlyMap<string, string>, key: string): Address | null | undefined {
  const text = given.get(key)
  if (text === undefined) return null
  return parseAddress(filled(text)) ?? undefined
}

/** get_addr_ipv4 of iproute2: parts that are left out are zero, so that 10/8 is 10.0.0.0/8. */
function filled(text: string): string {
  const parts = text.split('.')
  return /^\d+(\.\d+){0,2}$/.test(text) ? [...parts, 0, 0, 0].slice(0, 4).join('.') : text
}

/** The prefix, with a length or with a mask; null when it is none. */
function readTarget(text: string, six: boolean): Prefix | 'host bits' | null {
  if (text === 'default') return six ? prefix6(0n as Ipv6, 0) : prefix4(0 as Ipv4, 0)
  const [address, length] = text.split('/')
  const mask = length?.includes('.') ? parseIpv4(length) : null
  const bits = mask === null ? length : bitsOfMask(mask)
  if (bits === null) return null
  const read = readPrefix(bits === undefined ? filled(address) : `${filled(address)}/${bits}`)
  if (read.ok) return read.value
  return read.error.startsWith('host bits') ? 'host bits' : null
}

function refuse(text: string, status: number, word: string | null = null): ReadRoute {
  return { ok: false, text, status, word }
}
