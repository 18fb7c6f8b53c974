import { ALL_NODES, ALL_ROUTERS, formatIpv6, type Ipv6, interfaceIdOfMac } from '../addr/ipv6'
import { macOfIpv6Group } from '../addr/mac'
import { prefix6 } from '../addr/prefix'
import { readU32 } from '../bytes/integers'
import { ICMPV6_ROUTER_ADVERTISEMENT, ICMPV6_ROUTER_SOLICITATION, type Icmpv6Message } from '../wire/icmpv6'
import {
  decodeNdOptions,
  encodeNdOptions,
  encodeRouterAdvertisementBody,
  type NdOption,
  routerAdvertisementRest,
} from '../wire/icmpv6-nd'
import type { Address } from './address'
import type { Interface } from './interface'
import { linkLayerAddress } from './nd-input'
import { probeAddress, sendNd } from './nd-solicit'
import { hearNeighbour } from './neighbour'
import { addRoute } from './route'
import { interfaceSysctl } from './sysctl'
import { note, type Turn, wake } from './turn'

// Stateless address autoconfiguration: RFC 4861 section 6 (router discovery), RFC 4862 (addresses).

const SECOND = 1_000_000
const FOREVER = 0xffff_ffff
const SOLICITATIONS = 3 // MAX_RTR_SOLICITATIONS
const SOLICITATION_INTERVAL = 4 * SECOND
const ROUTER_LIFETIME_S = 1800

/** Makes an address known to this machine; `tentative` first asks the link whether somebody has it already. */
export function addIpv6(turn: Turn, iface: Interface, own: Interface['ipv6'][number]): void {
  iface.ipv6.push(own)
  turn.machine.local.set(own.address, iface.name)
  turn.machine.decisions.clear()
  if (own.state === 'tentative') dadTimer(turn, iface.name, own.address, 0)
}

/** RFC 4862 section 5.4: dad_transmits probes, a second apart; silence means that the address is ours. */
export function dadTimer(turn: Turn, name: string, address: Address, sent: number): void {
  const iface = turn.machine.interfaces.get(name)
  const own = iface?.ipv6.find((other) => other.address === address)
  if (!iface || own?.state !== 'tentative') return
  if (sent >= interfaceSysctl(turn.machine, 6, name, 'dad_transmits')) {
    own.state = 'preferred'
    turn.machine.decisions.clear()
    note(turn, 'nd.address-ready', 3, { iface: name, address: formatIpv6(own.address) })
    if (own.scope === 'link' && !turn.machine.forwarding6)
      wake(turn, turn.now, { kind: 'router-solicitation', iface: name, sent: 0 })
    return
  }
  probeAddress(turn, iface, own.address)
  wake(turn, turn.now + SECOND, { kind: 'dad', iface: name, address, sent: sent + 1 })
}

/** RFC 4861 section 6.3.7: asks until a router has spoken, three times. */
export function routerSolicitationTimer(turn: Turn, name: string, sent: number): void {
  const iface = turn.machine.interfaces.get(name)
  if (!iface?.up || iface.advertised || sent >= SOLICITATIONS) return
  if (!interfaceSysctl(turn.machine, 6, name, 'accept_ra')) return
  const own = iface.ipv6.find((address) => address.scope === 'link' && address.state === 'preferred')
  const source = own?.address ?? (0n as Ipv6)
  const options: NdOption[] = own ? [{ kind: 'source-link-layer-address', mac: iface.mac }] : []
  note(turn, 'nd.router-solicitation', 3, { iface: name })
  const body = encodeNdOptions(options)
  sendNd(turn, iface, macOfIpv6Group(ALL_ROUTERS), {
    type: ICMPV6_ROUTER_SOLICITATION,
    rest: 0,
    body,
    source,
    destination: ALL_ROUTERS,
  })
  wake(turn, turn.now + SOLICITATION_INTERVAL, { kind: 'router-solicitation', iface: name, sent: sent + 1 })
}

/** A router that advertises prefixes on this interface (as radvd does) answers a solicitation at once. */
export function answerSolicitation(turn: Turn, iface: Interface): void {
  if (turn.machine.forwarding6 && turn.machine.advertises.has(iface.name))
    routerAdvertisementTimer(turn, iface.name)
}

export function routerAdvertisementTimer(turn: Turn, name: string): void {
  const iface = turn.machine.interfaces.get(name)
  const prefixes = turn.machine.advertises.get(name)
  const source = iface?.ipv6.find((own) => own.scope === 'link' && own.state === 'preferred')?.address
  if (!iface || !prefixes || source === undefined) return
  const advert = {
    hopLimit: 64,
    managed: false,
    other: false,
    routerLifetime: ROUTER_LIFETIME_S,
    reachableTimeMs: 0,
    retransTimerMs: 0,
  }
  const options: NdOption[] = [
    { kind: 'source-link-layer-address', mac: iface.mac },
    { kind: 'mtu', mtu: iface.mtu },
    ...prefixes.map(
      ({ network, bits }): NdOption => ({
        kind: 'prefix-information',
        prefix: network,
        bits,
        onLink: true,
        autonomous: true,
        validLifetime: 86400,
        preferredLifetime: 14400,
      }),
    ),
  ]
  note(turn, 'nd.router-advertisement', 3, { iface: name })
  const body = encodeRouterAdvertisementBody(advert, options)
  const rest = routerAdvertisementRest(advert)
  sendNd(turn, iface, macOfIpv6Group(ALL_NODES), {
    type: ICMPV6_ROUTER_ADVERTISEMENT,
    rest,
    body,
    source,
    destination: ALL_NODES,
  })
}

/** RFC 4861 section 6.3.4, RFC 4862 section 5.5.3: a default route by the router, an address in each autonomous prefix. */
export function receiveRouterAdvertisement(
  turn: Turn,
  iface: Interface,
  message: Icmpv6Message,
  router: Ipv6,
) {
  const { machine } = turn
  const options = message.body.length < 8 ? null : decodeNdOptions(message.body, 8, message.body.length)
  if (router >> 118n !== 0x3fan || !options?.ok)
    return note(turn, 'nd.malformed', 3, { from: formatIpv6(router) })
  if (machine.forwarding6 || !interfaceSysctl(machine, 6, iface.name, 'accept_ra')) return
  const mtu = options.options.find((option) => option.kind === 'mtu')?.mtu ?? null
  iface.advertised = { hopLimit: message.rest >>> 24, mtu }
  if (mtu !== null && mtu >= 1280 && mtu < iface.mtu) iface.mtu = mtu
  const mac = linkLayerAddress(message.body, 'source-link-layer-address', 8)
  if (mac !== null) hearNeighbour(turn, iface, router, { mac, state: 'stale', override: true, create: true })
  setDefaultRouter(turn, iface, router, message.rest & 0xffff)
  for (const option of options.options) {
    if (option.kind === 'prefix-information') takePrefix(turn, iface, option)
  }
  note(turn, 'nd.router-heard', 3, {
    iface: iface.name,
    router: formatIpv6(router),
    lifetime: readU32(message.body, 0),
  })
  machine.decisions.clear()
}

const RA_METRIC = 1024

function setDefaultRouter(turn: Turn, iface: Interface, router: Ipv6, lifetimeS: number): void {
  const { machine, now } = turn
  machine.routes = machine.routes.filter(
    (route) => !(route.protocol === 'ra' && route.via === router && route.dev === iface.name),
  )
  if (lifetimeS === 0) return
  const expires = now + lifetimeS * SECOND
  const prefix = prefix6(0n as Ipv6, 0)
  addRoute(machine, {
    prefix,
    type: 'unicast',
    via: router,
    dev: iface.name,
    metric: RA_METRIC,
    source: null,
    protocol: 'ra',
    mtu: null,
    expires,
  })
}

function takePrefix(
  turn: Turn,
  iface: Interface,
  option: Extract<NdOption, { kind: 'prefix-information' }>,
): void {
  const { machine, now } = turn
  const prefix = prefix6(option.prefix, option.bits)
  const until = (seconds: number) => (seconds === FOREVER ? Number.POSITIVE_INFINITY : now + seconds * SECOND)
  const known = machine.routes.some(
    (route) =>
      route.prefix.network === prefix.network &&
      route.prefix.bits === prefix.bits &&
      route.dev === iface.name,
  )
  if (option.onLink && !known) {
    const expires = option.validLifetime === FOREVER ? null : until(option.validLifetime)
    addRoute(machine, {
      prefix,
      type: 'unicast',
      via: null,
      dev: iface.name,
      metric: 256,
      source: null,
      protocol: 'ra',
      mtu: null,
      expires,
    })
  }
  if (!option.autonomous || option.bits !== 64 || option.validLifetime === 0) return
  const address = (prefix.network | interfaceIdOfMac(iface.mac)) as Ipv6
  const dynamic = { preferredUntil: until(option.preferredLifetime), validUntil: until(option.validLifetime) }
  const own = iface.ipv6.find((other) => other.address === address)
  if (own?.dynamic) Object.assign(own.dynamic, dynamic)
  if (own) return
  note(turn, 'nd.address-formed', 3, { iface: iface.name, address: formatIpv6(address) })
  addIpv6(turn, iface, { address, bits: 64, scope: 'global', state: 'tentative', dynamic })
}
