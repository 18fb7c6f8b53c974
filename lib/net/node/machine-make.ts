import type { Ipv4 } from '../addr/ipv4'
import { LOOPBACK_IPV6 } from '../addr/ipv6'
import { type Mac, ZERO_MAC } from '../addr/mac'
import type { Interface } from './interface'
import type { Machine } from './machine'
import { makeNetfilter } from './netfilter/state'

const LOOPBACK_MTU = 65536
const LOOPBACK_ADDRESS = 0x7f00_0001 as Ipv4

/** A machine as it comes up: only `lo` with its addresses, no routes, Linux's default sysctls. */
export function makeMachine(name: string, withIpv6: boolean): Machine {
  const machine: Machine = {
    kind: 'machine',
    name,
    interfaces: new Map(),
    sysctl: new Map(),
    routes: [],
    decisions: new Map(),
    local: new Map([[LOOPBACK_ADDRESS, 'lo']]),
    localPrefixes: [],
    exceptions: new Map(),
    reassembly: new Map(),
    limits: new Map(),
    sockets: new Map(),
    demux: new Map(),
    processes: new Map(),
    resolver: null,
    advertises: new Map(),
    netfilter: makeNetfilter({}),
    filtered: false,
    nextSocket: 1,
    nextProcess: 1,
    rawSockets: 0,
    nextIpId: 0,
    forwarding4: false,
    forwarding6: false,
    reversePath: false,
  }
  const lo = makeInterface('lo', ZERO_MAC, LOOPBACK_MTU)
  lo.ipv4.push({ address: LOOPBACK_ADDRESS, bits: 8, broadcast: null })
  if (withIpv6) {
    lo.ipv6.push({ address: LOOPBACK_IPV6, bits: 128, scope: 'host', state: 'preferred', dynamic: null })
    machine.local.set(LOOPBACK_IPV6, 'lo')
  }
  machine.interfaces.set('lo', lo)
  return machine
}

/** An interface that is up and has no address. A name `eth0.10` is VLAN 10 on eth0. */
export function makeInterface(name: string, mac: Mac, mtu: number): Interface {
  const tagged = /^(.+)\.(\d+)$/.exec(name)
  return {
    name,
    mac,
    mtu,
    up: true,
    carrier: true,
    loopback: name === 'lo',
    vlan: tagged ? { parent: tagged[1], id: Number(tagged[2]) } : null,
    ipv4: [],
    ipv6: [],
    neighbours: new Map(),
    advertised: null,
    claim: null,
  }
}
