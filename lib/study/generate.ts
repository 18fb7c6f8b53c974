import { arpRequestCount } from './generators/arp-request-count'
import { arpRequestTarget } from './generators/arp-request-target'
import { bandwidthDelayProduct } from './generators/bandwidth-delay-product'
import { clientPorts } from './generators/client-ports'
import { connectionsThatFit } from './generators/connections-that-fit'
import { dhcpDiscovers } from './generators/dhcp-discovers'
import { dhcpTimers } from './generators/dhcp-timers'
import { downloadTime } from './generators/download-time'
import { fibreRoundTrips } from './generators/fibre-round-trips'
import { frameLength } from './generators/frame-length'
import type { Generated, Generator, Params } from './generators/generated'
import { handshakeRttCost } from './generators/handshake-rtt-cost'
import { happyEyeballsTime } from './generators/happy-eyeballs-time'
import { ibgpSessions } from './generators/ibgp-sessions'
import { ipv4Octet } from './generators/ipv4-octet'
import { ipv6ZeroGroups } from './generators/ipv6-zero-groups'
import { layerOfByte } from './generators/layer-of-byte'
import { natPortShare } from './generators/nat-port-share'
import { natRowEnd } from './generators/nat-row-end'
import { ospfDeadWait } from './generators/ospf-dead-wait'
import { ospfPathCost } from './generators/ospf-path-cost'
import { piecesBehindAHole } from './generators/pieces-behind-a-hole'
import { privateAddresses } from './generators/private-addresses'
import { routeGateway } from './generators/route-gateway'
import { routeMatches } from './generators/route-matches'
import { routersBehindATtl } from './generators/routers-behind-a-ttl'
import { slowStartWindow } from './generators/slow-start-window'
import { subnetNetworkOctet } from './generators/subnet-network-octet'
import { subnetUsableHosts } from './generators/subnet-usable-hosts'
import { switchBystander } from './generators/switch-bystander'
import { switchCopies } from './generators/switch-copies'
import { tcpAckNumber } from './generators/tcp-ack-number'
import { tcpRelativeSequence } from './generators/tcp-relative-sequence'
import { tcpSynRetryTimes } from './generators/tcp-syn-retry-times'
import { traceroutePort } from './generators/traceroute-port'
import { udpDataLength } from './generators/udp-data-length'
import { vlanBroadcastCopies } from './generators/vlan-broadcast-copies'
import { vlanFrameLength } from './generators/vlan-frame-length'
import { windowRate } from './generators/window-rate'
import { seededRandom } from './seeded-random'

const generators = {
  'arp-request-count': runner(arpRequestCount),
  'arp-request-target': runner(arpRequestTarget),
  'client-ports': runner(clientPorts),
  'connections-that-fit': runner(connectionsThatFit),
  'bandwidth-delay-product': runner(bandwidthDelayProduct),
  'dhcp-discovers': runner(dhcpDiscovers),
  'dhcp-timers': runner(dhcpTimers),
  'download-time': runner(downloadTime),
  'fibre-round-trips': runner(fibreRoundTrips),
  'frame-length': runner(frameLength),
  'handshake-rtt-cost': runner(handshakeRttCost),
  'ipv4-octet': runner(ipv4Octet),
  'happy-eyeballs-time': runner(happyEyeballsTime),
  'ipv6-zero-groups': runner(ipv6ZeroGroups),
  'ibgp-sessions': runner(ibgpSessions),
  'layer-of-byte': runner(layerOfByte),
  'slow-start-window': runner(slowStartWindow),
  'switch-bystander': runner(switchBystander),
  'switch-copies': runner(switchCopies),
  'pieces-behind-a-hole': runner(piecesBehindAHole),
  'routers-behind-a-ttl': runner(routersBehindATtl),
  'nat-port-share': runner(natPortShare),
  'nat-row-end': runner(natRowEnd),
  'ospf-dead-wait': runner(ospfDeadWait),
  'ospf-path-cost': runner(ospfPathCost),
  'private-addresses': runner(privateAddresses),
  'route-gateway': runner(routeGateway),
  'route-matches': runner(routeMatches),
  'subnet-network-octet': runner(subnetNetworkOctet),
  'subnet-usable-hosts': runner(subnetUsableHosts),
  'tcp-ack-number': runner(tcpAckNumber),
  'tcp-relative-sequence': runner(tcpRelativeSequence),
  'tcp-syn-retry-times': runner(tcpSynRetryTimes),
  'udp-data-length': runner(udpDataLength),
  'vlan-broadcast-copies': runner(vlanBroadcastCopies),
  'vlan-frame-length': runner(vlanFrameLength),
  'window-rate': runner(windowRate),
  'traceroute-port': runner(traceroutePort),
}

export const generatorNames: readonly string[] = Object.keys(generators)

/**
 * One instance of the question `name`, the same for the same seed. Wrong numbers that equal the answer or an earlier wrong
 * one are left out. Throws on an unknown name or param: that is a fault of the quiz, not of the reader.
 */
export function generate(name: string, params: Params, seed: number): Generated {
  const run = Object.hasOwn(generators, name) ? generators[name as keyof typeof generators] : undefined
  if (!run) throw new Error(`there is no generator ${name}: known are ${generatorNames.join(', ')}`)
  const made = run(params, seed)
  const taken = new Set([made.answer])
  const wrong = made.wrong.filter(({ number }) => !taken.has(number) && taken.add(number))
  return { ...made, wrong }
}

function runner<Asked>({ readParams, make }: Generator<Asked>) {
  return (params: Params, seed: number) => make(seededRandom(seed), readParams(params))
}
