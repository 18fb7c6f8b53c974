/** SSH transport before encryption: RFC 4253 sections 4.2 (identification), 6 (packets), 7.1 (KEXINIT). */
import { readU32 } from '../bytes/integers'
import { Writer } from '../bytes/writer'
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export const SSH_PORT = 22
export const SSH_MSG_KEXINIT = 20
export const SSH_MSG_NEWKEYS = 21
/** Longest packet that must be taken is 35000 bytes (RFC 4253 section 6.1). */
export const SSH_LONGEST_PACKET = 35000

/** `SSH-2.0-software comments`, with CR LF. */
export function encodeSshIdentification(identification: string): Uint8Array {
  return new Writer(64).ascii(`${identification}\r\n`).finish()
}

/** An unencrypted packet: padded with zeros to a multiple of eight, at least four bytes of it. */
export function encodeSshPacket(payload: Uint8Array): Uint8Array {
  const unpadded = 5 + payload.length
  const padding = 8 - (unpadded % 8) < 4 ? 16 - (unpadded % 8) : 8 - (unpadded % 8)
  return new Writer(unpadded + padding)
    .u32(1 + payload.length + padding)
    .u8(padding)
    .bytes(payload)
    .bytes(new Uint8Array(padding))
    .finish()
}

/** The payload of the packet at `offset`; `payloadEnd` is just after the padding. */
export function decodeSshPacket(bytes: Uint8Array, offset = 0, end = bytes.length): Decoded<Uint8Array> {
  if (end - offset < 6) return tooShort('an SSH packet', 6, offset, end)
  const length = readU32(bytes, offset)
  const padding = bytes[offset + 4]
  if (length > SSH_LONGEST_PACKET || padding + 2 > length)
    return malformed(
      `an SSH packet length of ${length} with ${padding} bytes of padding at byte ${offset}`,
      offset,
    )
  const stop = offset + 4 + length
  if (stop > end) return tooShort('an SSH packet', 4 + length, offset, end)
  return decoded(bytes.slice(offset + 5, stop - padding), stop, stop)
}

/** The ten name-lists of a KEXINIT, in the order of RFC 4253 section 7.1. */
export type SshKexInit = {
  /** 16 bytes */
  readonly cookie: Uint8Array
  readonly lists: readonly (readonly string[])[]
  readonly firstKexPacketFollows: boolean
}

export function encodeKexInit(init: SshKexInit): Uint8Array {
  const out = new Writer(256).u8(SSH_MSG_KEXINIT).bytes(init.cookie)
  for (const list of init.lists) {
    const names = list.join(',')
    out.u32(names.length).ascii(names)
  }
  return out
    .u8(init.firstKexPacketFollows ? 1 : 0)
    .u32(0)
    .finish()
}

export function decodeKexInit(payload: Uint8Array): Decoded<SshKexInit> {
  if (payload.length < 17) return tooShort('a KEXINIT', 17, 0, payload.length)
  if (payload[0] !== SSH_MSG_KEXINIT)
    return malformed(`message 20 expected at byte 0, found ${payload[0]}`, 0)
  const lists: string[][] = []
  let at = 17
  for (let i = 0; i < 10; i++) {
    const next = at + 4 <= payload.length ? at + 4 + readU32(payload, at) : payload.length + 1
    if (next > payload.length) return malformed(`a name-list at byte ${at} is longer than the message`, at)
    let names = ''
    for (let j = at + 4; j < next; j++) names += String.fromCharCode(payload[j])
    lists.push(names === '' ? [] : names.split(','))
    at = next
  }
  if (at + 5 > payload.length) return tooShort('the end of a KEXINIT', 5, at, payload.length)
  return decoded(
    { cookie: payload.slice(1, 17), lists, firstKexPacketFollows: payload[at] !== 0 },
    at + 5,
    at + 5,
  )
}
