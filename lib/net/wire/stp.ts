/** Spanning tree BPDUs: IEEE 802.1D-1998 clause 9 (configuration, topology change), 802.1w (rapid). Times are in 1/256 s. */
import { type Mac, macFromBytes, writeMac } from '../addr/mac'
import { readU16, readU32, writeU16, writeU32 } from '../bytes/integers'
import { type Decoded, decoded, malformed, tooShort } from './decoded'
import type { Dissection, Registration } from './dissect'
import {
  bitField,
  decimal,
  Field,
  field,
  formatDecimal,
  formatFlag,
  hex2,
  hex4,
  macAddress,
  pushLayout,
} from './field'

/** Priority in the upper four bits, extended system id (VLAN) in the lower twelve, then the bridge's MAC. */
export type BridgeId = { readonly priority: number; readonly mac: Mac }

export type ConfigurationBpdu = {
  /** TC 1, TC acknowledgment 128 */
  readonly flags: number
  readonly root: BridgeId
  readonly rootPathCost: number
  readonly bridge: BridgeId
  readonly port: number
  /** In seconds, multiples of 1/256 */
  readonly messageAge: number
  readonly maxAge: number
  readonly helloTime: number
  readonly forwardDelay: number
}

const CONFIGURATION = 35

/** The LLC header (42 42 03) and the BPDU; the Ethernet header's third field is its length. */
export function encodeConfigurationBpdu(bpdu: ConfigurationBpdu): Uint8Array {
  const bytes = new Uint8Array(3 + CONFIGURATION)
  bytes.set([0x42, 0x42, 3])
  bytes[7] = bpdu.flags
  writeU16(bytes, 8, bpdu.root.priority)
  writeMac(bytes, 10, bpdu.root.mac)
  writeU32(bytes, 16, bpdu.rootPathCost)
  writeU16(bytes, 20, bpdu.bridge.priority)
  writeMac(bytes, 22, bpdu.bridge.mac)
  writeU16(bytes, 28, bpdu.port)
  const times = [bpdu.messageAge, bpdu.maxAge, bpdu.helloTime, bpdu.forwardDelay]
  times.forEach((seconds, i) => {
    writeU16(bytes, 30 + 2 * i, Math.round(seconds * 256))
  })
  return bytes
}

/** `offset` is at the BPDU, after the LLC header. */
export function decodeConfigurationBpdu(
  bytes: Uint8Array,
  offset = 0,
  end = bytes.length,
): Decoded<ConfigurationBpdu> {
  if (end - offset < CONFIGURATION) return tooShort('a configuration BPDU', CONFIGURATION, offset, end)
  if (readU16(bytes, offset) !== 0 || bytes[offset + 3] !== 0)
    return malformed(`no configuration BPDU at byte ${offset}`, offset)
  const id = (at: number) => ({ priority: readU16(bytes, at), mac: macFromBytes(bytes, at + 2) })
  const [messageAge, maxAge, helloTime, forwardDelay] = [27, 29, 31, 33].map(
    (at) => readU16(bytes, offset + at) / 256,
  )
  const bpdu = {
    flags: bytes[offset + 4],
    root: id(offset + 5),
    rootPathCost: readU32(bytes, offset + 13),
    bridge: id(offset + 17),
    port: readU16(bytes, offset + 25),
    messageAge,
    maxAge,
    helloTime,
    forwardDelay,
  }
  return decoded(bpdu, offset + CONFIGURATION, offset + CONFIGURATION)
}

const START = [
  field('stp.protocol', hex4, 0, 2),
  field('stp.version', decimal, 2, 1),
  field('stp.type', hex2, 3, 1),
]
const FLAGS = [field('stp.flags', hex2, 4, 1), bitField('stp.flags.tcack', formatFlag, 4, 1, 0, 1)]
const RAPID_FLAGS = [
  bitField('stp.flags.agreement', formatFlag, 4, 1, 1, 1),
  bitField('stp.flags.forwarding', formatFlag, 4, 1, 2, 1),
  bitField('stp.flags.learning', formatFlag, 4, 1, 3, 1),
  bitField('stp.flags.port_role', formatDecimal, 4, 1, 4, 2),
  bitField('stp.flags.proposal', formatFlag, 4, 1, 6, 1),
]
const TOPOLOGY_CHANGE = bitField('stp.flags.tc', formatFlag, 4, 1, 7, 1)
const SECONDS = { read: readSeconds, format: String }
const REST = [
  field('stp.root.prio', { read: readPriority, format: formatDecimal }, 5, 1),
  bitField('stp.root.ext', formatDecimal, 5, 2, 4, 12),
  field('stp.root.hw', macAddress, 7, 6),
  field('stp.root.cost', decimal, 13, 4),
  field('stp.bridge.prio', { read: readPriority, format: formatDecimal }, 17, 1),
  bitField('stp.bridge.ext', formatDecimal, 17, 2, 4, 12),
  field('stp.bridge.hw', macAddress, 19, 6),
  field('stp.port', hex4, 25, 2),
  field('stp.msg_age', SECONDS, 27, 2),
  field('stp.max_age', SECONDS, 29, 2),
  field('stp.hello', SECONDS, 31, 2),
  field('stp.forward', SECONDS, 33, 2),
]
const VERSION_1_LENGTH = field('stp.version_1_length', decimal, 35, 1)

function readPriority(bytes: Uint8Array, offset: number): number {
  return readU16(bytes, offset) & 0xf000
}
function readSeconds(bytes: Uint8Array, offset: number): number {
  return readU16(bytes, offset) / 256
}

export const stp: Registration = { dissect: dissectStp, llc: [0x42] }

const TOPOLOGY_CHANGE_NOTIFICATION = 0x80
const RAPID = 2

export function dissectStp(into: Dissection, bytes: Uint8Array, offset: number, end: number): void {
  if (end - offset < 4) {
    into.tooShort('stp', 'a BPDU', 4, bytes, offset, end)
    return
  }
  const layer = into.begin('stp', bytes, offset, end - offset)
  pushLayout(layer.fields, START, bytes, offset)
  const type = bytes[offset + 3]
  if (type === TOPOLOGY_CHANGE_NOTIFICATION) return
  if (end - offset < CONFIGURATION) {
    into.malformed(
      layer,
      `expected a configuration BPDU of 35 bytes at byte ${offset}, found ${end - offset}`,
      offset + 4,
      end,
    )
    return
  }
  pushLayout(layer.fields, FLAGS, bytes, offset)
  if (type === RAPID) pushLayout(layer.fields, RAPID_FLAGS, bytes, offset)
  layer.fields.push(new Field(TOPOLOGY_CHANGE, offset + 4, 1, bytes))
  pushLayout(layer.fields, REST, bytes, offset)
  if (type === RAPID && end - offset > CONFIGURATION)
    pushLayout(layer.fields, [VERSION_1_LENGTH], bytes, offset)
}
