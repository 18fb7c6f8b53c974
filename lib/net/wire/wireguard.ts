/** WireGuard's four messages (https://www.wireguard.com/papers/wireguard.pdf section 5.4); numbers are little-endian. */
import { type Decoded, decoded, malformed, tooShort } from './decoded'

export const WIREGUARD_PORT = 51820

export type WireGuardMessage =
  | {
      readonly type: 'initiation'
      readonly sender: number
      /** 32 bytes */
      readonly ephemeral: Uint8Array
      /** 48 bytes */
      readonly encryptedStatic: Uint8Array
      /** 28 bytes */
      readonly encryptedTimestamp: Uint8Array
      /** 16 bytes each */
      readonly mac1: Uint8Array
      readonly mac2: Uint8Array
    }
  | {
      readonly type: 'response'
      readonly sender: number
      readonly receiver: number
      readonly ephemeral: Uint8Array
      /** 16 bytes */
      readonly encryptedEmpty: Uint8Array
      readonly mac1: Uint8Array
      readonly mac2: Uint8Array
    }
  /** nonce of 24 bytes, encrypted cookie of 32 */
  | {
      readonly type: 'cookie-reply'
      readonly receiver: number
      readonly nonce: Uint8Array
      readonly encryptedCookie: Uint8Array
    }
  /** At least 16 bytes; exactly 16 is a keepalive */
  | {
      readonly type: 'transport'
      readonly receiver: number
      readonly counter: bigint
      readonly encryptedPacket: Uint8Array
    }

export function encodeWireGuard(message: WireGuardMessage): Uint8Array {
  switch (message.type) {
    case 'initiation': {
      const { ephemeral, encryptedStatic, encryptedTimestamp, mac1, mac2 } = message
      return build(1, [message.sender], [ephemeral, encryptedStatic, encryptedTimestamp, mac1, mac2])
    }
    case 'response': {
      const { ephemeral, encryptedEmpty, mac1, mac2 } = message
      return build(2, [message.sender, message.receiver], [ephemeral, encryptedEmpty, mac1, mac2])
    }
    case 'cookie-reply':
      return build(3, [message.receiver], [message.nonce, message.encryptedCookie])
    case 'transport': {
      const counter = new Uint8Array(8)
      new DataView(counter.buffer).setBigUint64(0, message.counter, true)
      return build(4, [message.receiver], [counter, message.encryptedPacket])
    }
  }
}

function build(type: number, indices: readonly number[], parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 4 + 4 * indices.length)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  bytes[0] = type
  let at = 4
  for (const index of indices) {
    view.setUint32(at, index, true)
    at += 4
  }
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Lengths by type: 148, 92 and 64 exactly; transport data 32 or more. */
export const WIREGUARD_LENGTHS: readonly number[] = [0, 148, 92, 64, 32]

export function decodeWireGuard(
  bytes: Uint8Array,
  offset = 0,
  end = bytes.length,
): Decoded<WireGuardMessage> {
  if (end - offset < 4) return tooShort('a WireGuard message', 32, offset, end)
  const type = bytes[offset]
  const length = WIREGUARD_LENGTHS[type] ?? 0
  if (length === 0)
    return malformed(`a WireGuard message type of 1 to 4 expected at byte ${offset}, found ${type}`, offset)
  if (end - offset < length) return tooShort('a WireGuard message', length, offset, end)
  if (type !== 4 && end - offset !== length)
    return malformed(
      `a WireGuard message of ${length} bytes expected at byte ${offset}, found ${end - offset}`,
      offset,
    )
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, end - offset)
  const part = (from: number, size: number) => bytes.slice(offset + from, offset + from + size)
  const index = view.getUint32(4, true)
  if (type === 1)
    return decoded(
      {
        type: 'initiation',
        sender: index,
        ephemeral: part(8, 32),
        encryptedStatic: part(40, 48),
        encryptedTimestamp: part(88, 28),
        mac1: part(116, 16),
        mac2: part(132, 16),
      },
      end,
      end,
    )
  if (type === 2)
    return decoded(
      {
        type: 'response',
        sender: index,
        receiver: view.getUint32(8, true),
        ephemeral: part(12, 32),
        encryptedEmpty: part(44, 16),
        mac1: part(60, 16),
        mac2: part(76, 16),
      },
      end,
      end,
    )
  if (type === 3)
    return decoded(
      { type: 'cookie-reply', receiver: index, nonce: part(8, 24), encryptedCookie: part(32, 32) },
      end,
      end,
    )
  const encryptedPacket = bytes.slice(offset + 16, end)
  return decoded(
    { type: 'transport', receiver: index, counter: view.getBigUint64(8, true), encryptedPacket },
    end,
    end,
  )
}
