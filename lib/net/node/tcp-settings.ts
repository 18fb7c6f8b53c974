import type { Machine } from './machine'
import type { Decision } from './route'
import type { TcpSocket } from './socket'
import { sysctl, sysctlText } from './sysctl'
import type { OpenOptions, TcpSettings } from './tcp-port'

const SECOND = 1_000_000

/** What the machine and the options of the socket (of the listener, for what knocks there) say about a connection that opens. */
export function openOptions(machine: Machine, socket: TcpSocket): Omit<OpenOptions, 'mss'> {
  const { initialSequence, receiveBuffer, noDelay } = socket
  return {
    settings: tcpSettings(machine),
    ...(initialSequence === undefined ? {} : { iss: initialSequence }),
    ...(receiveBuffer === undefined ? {} : { receiveBufferFixed: receiveBuffer }),
    ...(noDelay === undefined ? {} : { noDelay }),
  }
}

/** The machine's tcp_* sysctls as the TCP machine wants them. */
export function tcpSettings(machine: Machine): TcpSettings {
  const read = (name: string) => sysctl(machine, `net.ipv4.${name}`)
  return {
    synRetries: read('tcp_syn_retries'),
    synLinearTimeouts: read('tcp_syn_linear_timeouts'),
    synackRetries: read('tcp_synack_retries'),
    retries2: read('tcp_retries2'),
    finTimeoutUs: read('tcp_fin_timeout') * SECOND,
    keepaliveTimeUs: read('tcp_keepalive_time') * SECOND,
    keepaliveIntervalUs: read('tcp_keepalive_intvl') * SECOND,
    keepaliveProbes: read('tcp_keepalive_probes'),
    sack: read('tcp_sack') !== 0,
    timestamps: read('tcp_timestamps') !== 0,
    windowScaling: read('tcp_window_scaling') !== 0,
    ecn: read('tcp_ecn') as 0 | 1 | 2,
    congestionControl: sysctlText(machine, 'net.ipv4.tcp_congestion_control') === 'reno' ? 'reno' : 'cubic',
    receiveBuffer: 131072,
    sendBuffer: 4_194_304,
    baseMss: read('tcp_base_mss'),
    mtuProbing: read('tcp_mtu_probing') as 0 | 1 | 2,
    tailLossProbe: read('tcp_early_retrans') >= 3,
  }
}

/** What this end offers to receive in one segment (the route's advmss, else its MTU less the headers), and what it sends at most. */
export function segmentSizes(
  route: Decision,
  family: 4 | 6,
): { readonly mss: number; readonly pathMss: number } {
  const fits = route.mtu - (family === 4 ? 40 : 60)
  return { mss: route.route?.metrics?.advertisedMss ?? fits, pathMss: fits }
}
