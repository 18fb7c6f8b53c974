import { readU48, writeU48 } from '../bytes/integers'
import { accepted, type Parsed, refused } from './parsed'

/** An EUI-48 (IEEE 802) as an unsigned 48-bit number; `02:00:00:00:00:01` is 0x020000000001. */
export type Mac = number & { readonly __unit: 'mac' }

export const BROADCAST_MAC = 0xffff_ffff_ffff as Mac
export const ZERO_MAC = 0 as Mac

/** Six pairs of hexadecimal digits, all separated by colons or all by dashes. */
export function readMac(text: string): Parsed<Mac> {
  const separator = text.includes('-') ? '-' : ':'
  const parts = text.split(separator)
  let at = 0
  let value = 0
  for (const part of parts) {
    if (!/^[0-9a-f]{2}$/i.test(part)) return refused(`expected two hexadecimal digits, found "${part}"`, at)
    value = value * 256 + Number.parseInt(part, 16)
    at += part.length + 1
  }
  if (parts.length !== 6) return refused(`expected six bytes, found ${parts.length}`, 0)
  return accepted(value as Mac)
}

/** Null on anything that `readMac` refuses. */
export function parseMac(text: string): Mac | null {
  const parsed = readMac(text)
  return parsed.ok ? parsed.value : null
}

/** Lower case with colons, as Linux prints it. */
export function formatMac(mac: Mac | number): string {
  const digits = mac.toString(16).padStart(12, '0')
  return `${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}:${digits.slice(6, 8)}:${digits.slice(8, 10)}:${digits.slice(10)}`
}

/** The I/G bit: the lowest bit of the first byte. Broadcast is a group address too. */
export function isGroupMac(mac: Mac): boolean {
  return Math.floor(mac / 0x100_0000_0000) % 2 === 1
}

/** The U/L bit: set when the address was not given by a manufacturer. */
export function isLocallyAdministered(mac: Mac): boolean {
  return Math.floor(mac / 0x200_0000_0000) % 2 === 1
}

/** 01:00:5e + the low 23 bits of the group (RFC 1112 section 6.4). */
export function macOfIpv4Group(group: number): Mac {
  return (0x0100_5e00_0000 + (group & 0x7f_ffff)) as Mac
}

/** 33:33 + the low 32 bits of the group (RFC 2464 section 7). */
export function macOfIpv6Group(group: bigint): Mac {
  return (0x3333_0000_0000 + Number(group & 0xffff_ffffn)) as Mac
}

export function macFromBytes(bytes: Uint8Array, offset = 0): Mac {
  return readU48(bytes, offset) as Mac
}

export function writeMac(bytes: Uint8Array, offset: number, mac: Mac): void {
  writeU48(bytes, offset, mac)
}
