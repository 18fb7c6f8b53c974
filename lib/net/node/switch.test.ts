import { expect, it } from 'vitest'
import { parseMac, writeMac } from '../addr/mac'
import { writeU16 } from '../bytes/integers'
import { type Switch, type SwitchPort, stepSwitch } from './switch'

const A = '02:00:00:00:00:0a'
const B = '02:00:00:00:00:0b'
const ALL = 'ff:ff:ff:ff:ff:ff'

function makeSwitch(ports: Record<string, SwitchPort>, hub = false): Switch {
  return { kind: 'switch', name: 'sw', hub, ports: new Map(Object.entries(ports)), table: new Map() }
}

function frame(from: string, to: string, vlan: number | null = null): Uint8Array {
  const bytes = new Uint8Array(vlan === null ? 60 : 64)
  writeMac(bytes, 0, parseMac(to)!)
  writeMac(bytes, 6, parseMac(from)!)
  if (vlan === null) return bytes
  writeU16(bytes, 12, 0x8100)
  writeU16(bytes, 14, vlan)
  return bytes
}

const access = (vlan: number): SwitchPort => ({ mode: 'access', vlan })
const three = () => makeSwitch({ p1: access(1), p2: access(1), p3: access(1) })
const ports = (sent: readonly { iface: string }[]) => sent.map(({ iface }) => iface)

it('floods a frame for somebody it has not seen', () => {
  expect(ports(stepSwitch(three(), 'p1', frame(A, B), 0).sent)).toEqual(['p2', 'p3'])
})

it('sends a frame for a known machine by its port only', () => {
  const state = three()
  stepSwitch(state, 'p2', frame(B, A), 0)
  expect(ports(stepSwitch(state, 'p1', frame(A, B), 1).sent)).toEqual(['p2'])
})

it('forgets a machine that was silent for five minutes', () => {
  const state = three()
  stepSwitch(state, 'p2', frame(B, A), 0)
  expect(ports(stepSwitch(state, 'p1', frame(A, B), 300_000_000).sent)).toEqual(['p2', 'p3'])
})

it('keeps a frame whose destination is behind the port that it came from', () => {
  const state = three()
  stepSwitch(state, 'p1', frame(B, A), 0)
  expect(stepSwitch(state, 'p1', frame(A, B), 1).sent).toEqual([])
})

it('follows a machine that was plugged in elsewhere', () => {
  const state = three()
  stepSwitch(state, 'p2', frame(B, A), 0)
  const { because } = stepSwitch(state, 'p3', frame(B, A), 1)
  expect(because.map(({ key }) => key)).toContain('switch.moved')
  expect(ports(stepSwitch(state, 'p1', frame(A, B), 2).sent)).toEqual(['p3'])
})

it('repeats everything by every other port when it is a hub', () => {
  const state = makeSwitch({ p1: access(1), p2: access(1), p3: access(1) }, true)
  stepSwitch(state, 'p2', frame(B, A), 0)
  expect(ports(stepSwitch(state, 'p1', frame(A, B), 1).sent)).toEqual(['p2', 'p3'])
})

it('keeps a broadcast inside its VLAN and tags it on the trunk', () => {
  const state = makeSwitch({
    a: access(10),
    b: access(10),
    c: access(20),
    t: { mode: 'trunk', vlans: [10, 20], native: null },
  })
  const { sent } = stepSwitch(state, 'a', frame(A, ALL), 0)
  expect(ports(sent)).toEqual(['b', 't'])
  expect([...sent[1].bytes.subarray(12, 16)]).toEqual([0x81, 0, 0, 10])
  expect(sent[1].bytes.length).toBe(64)
})

it('takes the tag off when a frame from the trunk leaves by an access port', () => {
  const state = makeSwitch({ a: access(10), t: { mode: 'trunk', vlans: [10], native: null } })
  const [out] = stepSwitch(state, 't', frame(A, ALL, 10), 0).sent
  expect(out).toMatchObject({ iface: 'a' })
  expect(out.bytes.length).toBe(60)
})

it.each([
  ['a trunk that does not carry the VLAN', 't', 30],
  ['a trunk without native VLAN, untagged', 't', null],
  ['an access port, tagged for another VLAN', 'a', 20],
])('refuses a frame from %s', (_, port, vlan) => {
  const state = makeSwitch({ a: access(10), t: { mode: 'trunk', vlans: [10, 20], native: null } })
  const step = stepSwitch(state, port, frame(A, ALL, vlan), 0)
  expect(step.sent).toEqual([])
  expect(step.because.map(({ key }) => key)).toEqual(['switch.vlan-refused'])
})
