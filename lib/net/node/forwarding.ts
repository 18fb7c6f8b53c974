import type { Machine } from './machine'
import { sysctl } from './sysctl'

/** Reads the switches that every packet asks for into plain fields. Call after any change of a sysctl. */
export function readSwitches(machine: Machine): void {
  const on4 = sysctl(machine, 'net.ipv4.ip_forward') || sysctl(machine, 'net.ipv4.conf.all.forwarding')
  machine.forwarding4 = on4 !== 0
  machine.forwarding6 = sysctl(machine, 'net.ipv6.conf.all.forwarding') !== 0
  machine.reversePath = false
  for (const [name, value] of machine.sysctl) {
    if (name.endsWith('.rp_filter') && Number(value) > 0) machine.reversePath = true
  }
}
