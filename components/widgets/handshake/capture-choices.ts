/**
 * A recorded exchange that the stepper offers. `file` is in public/captures; `flow` counts the flows of that capture from 0; `over`
 * tells what it is played as: a TCP connection, or packet by packet.
 */
export type CaptureChoice = {
  readonly name: string
  readonly title: string
  readonly file: string
  readonly flow: number
  readonly over: 'tcp' | 'packets'
}

export const captureChoices: readonly CaptureChoice[] = [
  { name: 'tls13', title: 'TLS 1.3 handshake', file: 'tls13-handshake.pcapng', flow: 0, over: 'tcp' },
  { name: 'tls12', title: 'TLS 1.2 handshake', file: 'tls12-handshake.pcapng', flow: 0, over: 'tcp' },
  { name: 'ssh', title: 'SSH session', file: 'ssh-session.pcap', flow: 0, over: 'tcp' },
  { name: 'websocket', title: 'WebSocket upgrade', file: 'websocket-upgrade.pcap', flow: 0, over: 'tcp' },
  { name: 'dhcp', title: 'DHCP: an address for an hour', file: 'dhcp-dora.pcap', flow: 0, over: 'packets' },
  {
    name: 'arp',
    title: 'ARP: whose address is that?',
    file: 'arp-resolution.pcap',
    flow: 0,
    over: 'packets',
  },
  {
    name: 'dns',
    title: 'DNS: a name that does not exist',
    file: 'dns-nxdomain.pcap',
    flow: 0,
    over: 'packets',
  },
]
