import type { RouteTableStart } from './machine-of'

/** A laptop in an office: cable, a VPN, and a phone that it may use as a second way out. */
export const LAPTOP: RouteTableStart = {
  name: 'pc',
  interfaces: [
    { name: 'eth0', address: '192.168.1.10', bits: 24 },
    { name: 'tun0', address: '10.8.0.2', bits: 24 },
    { name: 'wlan0', address: '172.20.10.3', bits: 28 },
  ],
  routes: [
    'default via 192.168.1.1 proto dhcp src 192.168.1.10 metric 100',
    'default via 172.20.10.1 proto dhcp src 172.20.10.3 metric 600',
    '10.0.0.0/8 via 10.8.0.1',
    '10.20.0.0/16 via 192.168.1.2',
  ],
}

/** Destinations that differ in which entry takes them. */
export const TRIES = ['10.20.0.7', '10.21.0.7', '10.8.0.9', '192.168.1.77', '198.51.100.80'] as const
