import { formatMac, isGroupMac, type Mac, macFromBytes } from '../addr/mac'
import { readU16, writeU16 } from '../bytes/integers'
import type { Because } from './because'
import { ETHERTYPE_VLAN } from './transmit'
import type { SentFrame } from './turn'

/** What a port does with 802.1Q tags: an access port belongs to one VLAN, untagged; a trunk carries several, tagged. */
export type SwitchPort =
  | { readonly mode: 'access'; readonly vlan: number }
  | { readonly mode: 'trunk'; readonly vlans: readonly number[]; readonly native: number | null }

/** A learning bridge (IEEE 802.1D, 802.1Q), or a hub, which learns nothing. Plain data. */
export type Switch = {
  readonly kind: 'switch'
  readonly name: string
  readonly hub: boolean
  readonly ports: Map<string, SwitchPort>
  /** `vlan/mac` to the port behind which that address was last seen */
  readonly table: Map<string, { port: string; seenAt: number }>
}

/** How long a switch believes what it learned: IEEE 802.1D, 300 s. */
export const AGEING_US = 300_000_000

export type SwitchStep = {
  readonly state: Switch
  readonly sent: readonly SentFrame[]
  readonly because: readonly Because[]
}

/** One frame came in by `from`: learn its sender, then forward, flood or filter it. */
export function stepSwitch(state: Switch, from: string, frame: Uint8Array, now: number): SwitchStep {
  const sent: SentFrame[] = []
  const because: Because[] = []
  const port = state.ports.get(from)
  if (!port || frame.length < 14) return { state, sent, because }
  const vlan = vlanOf(port, frame)
  const data = { port: from, vlan: vlan ?? 0 }
  if (vlan === null) return { state, sent, because: [{ key: 'switch.vlan-refused', layer: 2, data }] }
  const to = macFromBytes(frame)
  const sender = macFromBytes(frame, 6)
  if (!state.hub) learn(state, vlan, sender, from, now, because)
  const known = state.hub || isGroupMac(to) ? null : lookUp(state, vlan, to, now)
  if (known === from)
    return { state, sent, because: [...because, { key: 'switch.filtered', layer: 2, data }] }
  const targets = known ? [known] : [...state.ports.keys()].filter((name) => name !== from)
  because.push(
    known
      ? { key: 'switch.forwarded', layer: 2, data: { ...data, to: known } }
      : state.hub
        ? { key: 'hub.repeated', layer: 1, data }
        : { key: 'switch.flooded', layer: 2, data },
  )
  for (const name of targets) {
    const bytes = asSeenBy(state.ports.get(name)!, vlan, untagged(frame))
    if (bytes) sent.push({ iface: name, bytes })
  }
  return { state, sent, because }
}

/** The VLAN that a frame belongs to on this port; null when the port does not carry it. */
function vlanOf(port: SwitchPort, frame: Uint8Array): number | null {
  const tag = readU16(frame, 12) === ETHERTYPE_VLAN && frame.length >= 18 ? readU16(frame, 14) & 0xfff : null
  if (port.mode === 'access') return tag === null || tag === port.vlan ? port.vlan : null
  if (tag === null) return port.native
  return port.vlans.includes(tag) || tag === port.native ? tag : null
}

function learn(state: Switch, vlan: number, mac: Mac, port: string, now: number, because: Because[]): void {
  if (isGroupMac(mac)) return
  const key = `${vlan}/${mac}`
  const known = state.table.get(key)
  if (!known) because.push({ key: 'switch.learned', layer: 2, data: { mac: formatMac(mac), port, vlan } })
  else if (known.port !== port)
    because.push({
      key: 'switch.moved',
      layer: 2,
      data: { mac: formatMac(mac), port, from: known.port, vlan },
    })
  state.table.set(key, { port, seenAt: now })
}

function lookUp(state: Switch, vlan: number, mac: Mac, now: number): string | null {
  const key = `${vlan}/${mac}`
  const entry = state.table.get(key)
  if (!entry) return null
  if (now - entry.seenAt < AGEING_US) return entry.port
  state.table.delete(key)
  return null
}

function untagged(frame: Uint8Array): Uint8Array {
  if (readU16(frame, 12) !== ETHERTYPE_VLAN || frame.length < 18) return frame
  const bytes = new Uint8Array(frame.length - 4)
  bytes.set(frame.subarray(0, 12))
  bytes.set(frame.subarray(16), 12)
  return bytes
}

function asSeenBy(port: SwitchPort, vlan: number, frame: Uint8Array): Uint8Array | null {
  if (port.mode === 'access') return port.vlan === vlan ? frame : null
  if (port.native === vlan) return frame
  if (!port.vlans.includes(vlan)) return null
  const bytes = new Uint8Array(frame.length + 4)
  bytes.set(frame.subarray(0, 12))
  writeU16(bytes, 12, ETHERTYPE_VLAN)
  writeU16(bytes, 14, vlan)
  bytes.set(frame.subarray(12), 16)
  return bytes
}
