import { type Mac, writeMac } from '../addr/mac'
import { writeU16 } from '../bytes/integers'
import type { Interface } from './interface'
import type { PacketTrack } from './netfilter-port'
import { HEADROOM } from './packet'
import type { Turn } from './turn'

export const ETHERTYPE_IPV4 = 0x0800
export const ETHERTYPE_ARP = 0x0806
export const ETHERTYPE_VLAN = 0x8100
export const ETHERTYPE_IPV6 = 0x86dd

const ETHERNET_HEADER = 14
const VLAN_TAG = 4

/** Onto lo: the packet comes back to this machine, with what conntrack knows of it. */
export function transmitLoopback(
  turn: Turn,
  iface: Interface,
  etherType: number,
  payload: Uint8Array,
  track: PacketTrack,
) {
  const frame = withHeader(payload)
  frame.fill(0, 0, 12)
  writeU16(frame, 12, etherType)
  turn.sent.push({ iface: iface.name, bytes: frame, track })
}

/** Puts an Ethernet header (IEEE 802.3, with a tag for a VLAN sub-interface: 802.1Q) before `payload` and hands it to the interface. */
export function transmit(turn: Turn, iface: Interface, to: Mac, etherType: number, payload: Uint8Array) {
  if (!iface.up) return
  if (iface.vlan) return transmitTagged(turn, iface, to, etherType, payload)
  const frame = withHeader(payload)
  writeMac(frame, 0, to)
  writeMac(frame, 6, iface.mac)
  writeU16(frame, 12, etherType)
  turn.sent.push({ iface: iface.name, bytes: frame })
}

/** Uses the headroom of a packet that has it; any other payload is copied. */
function withHeader(payload: Uint8Array): Uint8Array {
  if (payload.byteOffset === HEADROOM)
    return new Uint8Array(payload.buffer, 0, ETHERNET_HEADER + payload.length)
  const frame = new Uint8Array(ETHERNET_HEADER + payload.length)
  frame.set(payload, ETHERNET_HEADER)
  return frame
}

function transmitTagged(turn: Turn, iface: Interface, to: Mac, etherType: number, payload: Uint8Array): void {
  const { parent, id } = iface.vlan!
  const frame = new Uint8Array(ETHERNET_HEADER + VLAN_TAG + payload.length)
  writeMac(frame, 0, to)
  writeMac(frame, 6, iface.mac)
  writeU16(frame, 12, ETHERTYPE_VLAN)
  writeU16(frame, 14, id)
  writeU16(frame, 16, etherType)
  frame.set(payload, ETHERNET_HEADER + VLAN_TAG)
  if (turn.machine.interfaces.get(parent)?.up) turn.sent.push({ iface: parent, bytes: frame })
}
