import { LINUX_SETTINGS, type NatBehaviour, type NetfilterSettings } from '../node/netfilter/settings'

/** A hole in the wall: what comes to `port` of the public address goes to `host`:`toPort`. */
export type Forward = {
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  /** name of an inside host */
  readonly host: string
  readonly toPort: number
}

/**
 * What may come from inside to the router's own public address (RFC 4787 section 6): nothing is done about it; only the
 * destination is translated; or the source as well, so that the answer comes back the same way.
 */
export type Hairpin = 'off' | 'destination-only' | 'on'

/** How one NAT router is set up. Times in seconds; the defaults are those of Linux. */
export type NatSettings = NatBehaviour & {
  /** the rule that translates what leaves by `wan` is there */
  readonly masquerade: boolean
  /** net.ipv4.ip_forward */
  readonly forwarding: boolean
  /** what is new and comes from outside is dropped, as home routers do it */
  readonly firewall: boolean
  readonly hairpin: Hairpin
  readonly forwards: readonly Forward[]
  /** a rule assigns conntrack's FTP helper to connections to port 21: since Linux 4.7 none is assigned by itself */
  readonly ftpHelper: boolean
  /** ports that mappings may use (`--to-ports`); null for all from 1024 on */
  readonly portRange: readonly [from: number, to: number] | null
  readonly udpTimeout: number
  readonly udpStreamTimeout: number
  readonly tcpTimeout: number
  readonly icmpTimeout: number
}

const { timeouts } = LINUX_SETTINGS

/** A Linux router with MASQUERADE and the two filter chains that every home router has. */
export const LINUX_NAT: NatSettings = {
  ...LINUX_SETTINGS.nat,
  masquerade: true,
  forwarding: true,
  firewall: true,
  hairpin: 'off',
  forwards: [],
  ftpHelper: false,
  portRange: null,
  udpTimeout: timeouts.udp,
  udpStreamTimeout: timeouts.udpStream,
  tcpTimeout: timeouts.tcp.ESTABLISHED,
  icmpTimeout: timeouts.icmp,
}

/** The same in netfilter's own terms. */
export function netfilterSettings(settings: NatSettings): NetfilterSettings {
  const { mapping, filtering, ports } = settings
  return {
    ...LINUX_SETTINGS,
    nat: { mapping, filtering, ports },
    timeouts: {
      ...timeouts,
      udp: settings.udpTimeout,
      udpStream: settings.udpStreamTimeout,
      icmp: settings.icmpTimeout,
      tcp: { ...timeouts.tcp, ESTABLISHED: settings.tcpTimeout },
    },
  }
}
