import type { NatSettings } from '../nat-lab/settings'

const BEHAVIOUR = {
  linux: 'as Linux does it',
  'endpoint-independent': 'endpoint-independent',
  'address-dependent': 'address-dependent',
  'address-and-port-dependent': 'address-and-port-dependent',
} as const

/** What a change of settings means, one sentence for each setting. `nat` as sentences call it: "the router". */
export function describeSetting(change: Partial<NatSettings>, nat: string): string {
  const own = `${nat.charAt(0).toUpperCase()}${nat.slice(1)}`
  const said: string[] = []
  if (change.mapping) said.push(`Mapping is now ${BEHAVIOUR[change.mapping]}.`)
  if (change.filtering) said.push(`Filtering is now ${BEHAVIOUR[change.filtering]}.`)
  if (change.ports) said.push(PORTS[change.ports])
  if (change.masquerade !== undefined)
    said.push(change.masquerade ? `${own} translates what leaves.` : `${own} translates nothing any more.`)
  if (change.forwarding !== undefined)
    said.push(change.forwarding ? `${own} forwards again.` : `${own} forwards nothing: ip_forward is 0.`)
  if (change.firewall !== undefined)
    said.push(
      change.firewall
        ? `${own} drops what is new and comes from outside.`
        : `${own} filters nothing any more; it only translates.`,
    )
  if (change.hairpin) said.push(HAIRPIN[change.hairpin])
  if (change.ftpHelper !== undefined)
    said.push(
      change.ftpHelper
        ? 'The FTP helper reads along in connections to port 21 that begin from now on.'
        : 'No helper reads along in FTP connections that begin from now on.',
    )
  if (change.forwards) said.push(forwardsText(change.forwards))
  if (change.portRange !== undefined)
    said.push(
      change.portRange
        ? `Mappings may only use ports ${change.portRange[0]} to ${change.portRange[1]}.`
        : 'Mappings may use every port from 1024 on.',
    )
  for (const [key, name] of TIMEOUTS) {
    const seconds = change[key]
    if (seconds !== undefined) said.push(`${name} lives ${seconds} s from now on.`)
  }
  return said.join(' ')
}

const PORTS = {
  preserve: 'The source port is kept where it is free.',
  random: 'Every mapping gets a random port.',
  sequential: 'Every mapping gets the next port.',
} as const

const HAIRPIN = {
  off: 'Port forwards work for what comes in from outside only.',
  'destination-only': 'Port forwards also work from inside, but the source stays as it is.',
  on: 'Port forwards also work from inside, and the source is translated too.',
} as const

const TIMEOUTS = [
  ['udpTimeout', 'A UDP row without traffic both ways'],
  ['udpStreamTimeout', 'A UDP row with traffic both ways'],
  ['tcpTimeout', 'An idle TCP connection'],
  ['icmpTimeout', 'An ICMP row'],
] as const

function forwardsText(forwards: NatSettings['forwards']): string {
  if (forwards.length === 0) return 'No port is forwarded.'
  return forwards
    .map(
      ({ protocol, port, host, toPort }) =>
        `Port ${port} (${protocol}) is forwarded to ${host}, port ${toPort}.`,
    )
    .join(' ')
}
