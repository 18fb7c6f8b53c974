import type { PacketTrack } from './netfilter-port'

/** An IP packet on its way through one machine: the bytes, and what travels beside them (Linux: sk_buff). */
export type Packet = {
  /** IPv6: the protocol after all extension headers, once they are read */
  protocol6?: number
  /** from the first byte of the IP header to the last of the payload; this machine owns the buffer and may write in it */
  bytes: Uint8Array
  /** the interface it came in by; null for one that began here */
  readonly in: string | null
  /** the frame was addressed to this machine alone, not broadcast or multicast (PACKET_HOST) */
  readonly toHost: boolean
  readonly track: PacketTrack
  /** after reassembly: payload bytes of each fragment as it came (Linux keeps them and cuts at the same places) */
  pieces: readonly number[] | null
  /** after reassembly: the largest fragment with its header (frag_max_size) */
  largestPiece: number
}

export function makePacket(
  bytes: Uint8Array,
  from: string | null,
  toHost: boolean,
  track?: PacketTrack,
): Packet {
  return { bytes, in: from, toHost, track: track ?? newTrack(), pieces: null, largestPiece: 0 }
}

export function newTrack(): PacketTrack {
  return { connection: null, direction: 'original', ctState: null, mark: 0 }
}

/** nf_ct_attach: an answer of this machine belongs to the connection that caused it, in the other direction. */
export function answerTrack(cause: PacketTrack): PacketTrack {
  if (cause.connection === null || cause.connection === 'untracked') return newTrack()
  const direction = cause.direction === 'original' ? 'reply' : 'original'
  return { connection: cause.connection, direction, ctState: 'RELATED', mark: 0 }
}

/** Room for an Ethernet header before an IP packet, so that `transmit` need not copy. */
export const HEADROOM = 14

/** A new packet of `length` bytes with headroom. */
export function allocatePacket(length: number): Uint8Array {
  return new Uint8Array(new ArrayBuffer(HEADROOM + length), HEADROOM, length)
}
