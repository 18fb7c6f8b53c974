import { formatPrefix } from '../addr/prefix'
import { addressText, parseAddress } from '../node/address'
import { type RouteMode, removeRoute, requestRoute } from '../node/configure-route'
import type { Machine } from '../node/machine'
import { findException } from '../node/path-exception'
import { lookupRoute, type Route, type RouteType } from '../node/route'
import { commandOf, type IpOptions } from './ip'
import { readRouteWords } from './ip-route-words'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

const COMMANDS = ['show', 'get', 'add', 'append', 'replace', 'change', 'chg', 'delete', 'flush']

/** What those that write do to the table. */
const MODES: Readonly<Record<string, RouteMode>> = {
  add: 'add',
  append: 'replace',
  replace: 'replace',
  change: 'change',
  chg: 'change',
}

/** `word` is the word of a refused line that the message is about, if it is about one. */
type RouteOutput = Output & { readonly word?: string | null }

/** `ip route [show]`, `get ADDRESS`, `add|replace|change|del ROUTE`, ip-route(8), on one machine at `now` (µs). */
export function ipRoute(
  machine: Machine,
  now: number,
  words: readonly string[],
  family: 4 | 6 = 4,
): RouteOutput {
  const command = commandOf(words, COMMANDS)
  if (command === null) return failed(`Command "${words[0]}" is unknown, try "ip route help".`, 255)
  if (command === 'show')
    return wrote(
      sortRoutes(machine.routes, family)
        .filter(selects(words.slice(1)))
        .map((route) => `${routeLine(route, now)}${isDead(machine, route) ? 'linkdown ' : ''}`),
    )
  if (command === 'get') return get(machine, now, words[1])
  if (command === 'flush') return failed('"ip route flush" requires arguments.', 255)
  const read = readRouteWords(words.slice(1), [...machine.interfaces.keys()])
  if (!read.ok) return { ...failed(read.text, read.status), word: read.word }
  const refusal =
    command === 'delete'
      ? removeRoute(machine, read.request)
      : requestRoute(machine, read.request, MODES[command])
  if (refusal === null) return wrote([])
  return failed(refusal.endsWith('.') ? `Error: ${refusal}` : `RTNETLINK answers: ${refusal}`, 2)
}

/** RTNH_F_LINKDOWN: the interface is up and nothing is at the other end of its cable. */
function isDead({ interfaces }: Machine, { dev }: Route): boolean {
  return dev !== null && interfaces.get(dev)?.carrier === false
}

export function runIpRoute(terminal: Terminal, words: readonly string[], options: IpOptions): Output {
  return ipRoute(machineOf(terminal), terminal.simulation.now, words, options.family ?? 4)
}

/** `show default`, `show dev NAME`, `show PREFIX`: what a listing is narrowed down to. */
function selects(words: readonly string[]): (route: Route) => boolean {
  const at = words.indexOf('dev')
  const dev = at < 0 ? null : words[at + 1]
  const prefix = words.find(
    (word, index) => word !== 'dev' && (at < 0 || index !== at + 1) && word !== 'exact',
  )
  return (route) =>
    (dev === null || route.dev === dev) &&
    (prefix === undefined ||
      (prefix === 'default' ? route.prefix.bits === 0 : formatPrefix(route.prefix) === prefix))
}

/** By address, the longer of two prefixes with the same address first, then by metric; IPv6 shows the default route last. */
export function sortRoutes(routes: readonly Route[], family: 4 | 6): Route[] {
  return routes
    .filter((route) => route.prefix.family === family)
    .sort((a, b) => {
      if (family === 6 && (a.prefix.bits === 0) !== (b.prefix.bits === 0)) return a.prefix.bits === 0 ? 1 : -1
      if (a.prefix.network !== b.prefix.network) return a.prefix.network < b.prefix.network ? -1 : 1
      const aDefault = a.prefix.bits === 0 ? -1 : 0
      const bDefault = b.prefix.bits === 0 ? -1 : 0
      return aDefault - bDefault || b.prefix.bits - a.prefix.bits || a.metric - b.metric
    })
}

/** One line of `ip route`, with the blank at its end. */
export function routeLine(route: Route, now: number): string {
  const { prefix, type, via, dev, protocol, source, metric, mtu, expires } = route
  const six = prefix.family === 6
  const whole = prefix.bits === (six ? 128 : 32)
  const target =
    prefix.bits === 0 ? 'default' : `${addressText(prefix.network)}${whole ? '' : `/${prefix.bits}`}`
  const words = [type === 'unicast' ? target : `${type} ${target}`]
  if (via !== null) words.push(`via ${addressText(via)}`)
  if (dev !== null) words.push(`dev ${dev}`)
  else if (six) words.push('dev lo')
  if (protocol !== 'boot') words.push(`proto ${protocol}`)
  if (!six && type === 'unicast' && via === null) words.push('scope link')
  if (source !== null) words.push(`src ${addressText(source)}`)
  if (metric !== 0) words.push(`metric ${metric}`)
  if (mtu !== null) words.push(`mtu ${mtu}`)
  if (expires !== null) words.push(`expires ${Math.floor((expires - now) / 1_000_000)}sec`)
  if (six) words.push('pref medium')
  return six ? words.join(' ') : `${words.join(' ')} `
}

const ERRORS: Readonly<Partial<Record<RouteType | 'none', string>>> = {
  none: 'Network is unreachable',
  blackhole: 'Invalid argument',
  unreachable: 'No route to host',
  prohibit: 'Permission denied',
}

function get(machine: Machine, now: number, text: string | undefined): Output {
  if (text === undefined) return failed('need at least a destination address', 1)
  const address = parseAddress(text)
  if (address === null) return failed(`Error: any valid prefix is expected rather than "${text}".`, 1)
  const { type, gateway, dev, source } = lookupRoute(machine, address, now)
  const error = ERRORS[type as RouteType | 'none']
  if (error) return failed(`RTNETLINK answers: ${error}`, 2)
  const kind = type === 'local' || type === 'broadcast' || type === 'multicast' ? `${type} ` : ''
  const via = gateway === null ? '' : ` via ${addressText(gateway)}`
  const src = source === null ? '' : ` src ${addressText(source)}`
  const learned = findException(machine, address, now)
  const seconds = learned
    ? `expires ${Math.floor((learned.expires - now) / 1_000_000)}sec ${learned.mtu === null ? '' : `mtu ${learned.mtu} `}`
    : ''
  const redirected = learned?.gateway ? '<redirected> ' : ''
  const local = type === 'local' ? '<local> ' : type === 'broadcast' ? '<local,brd> ' : ''
  return wrote([
    `${kind}${addressText(address)}${via} dev ${dev}${src} uid 0 `,
    `    cache ${redirected}${local}${seconds}`,
  ])
}
