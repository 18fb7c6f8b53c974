import { updateChecksum } from '../../bytes/checksum'
import { readU16, writeU16 } from '../../bytes/integers'
import { type PacketView, tcpFlags } from './packet-view'

const NO_OPERATION = 1

/** TCPOPTSTRIP: every byte of the options named becomes "no operation" (xt_TCPOPTSTRIP.c), and the checksum follows. */
export function stripOptions(view: PacketView, options: readonly number[]): void {
  if (tcpFlags(view) < 0) return
  const { bytes, transport } = view
  const end = transport + (bytes[transport + 12] >>> 4) * 4
  for (let at = transport + 20; at < end; ) {
    const kind = bytes[at]
    if (kind === 0) return
    const length = kind === NO_OPERATION ? 1 : Math.max(2, bytes[at + 1])
    if (options.includes(kind)) {
      for (let index = at; index < Math.min(at + length, end); index++) blank(bytes, transport, index)
    }
    at += length
  }
}

function blank(bytes: Uint8Array, transport: number, at: number): void {
  const word = at - ((at - transport) % 2)
  const was = readU16(bytes, word)
  bytes[at] = NO_OPERATION
  writeU16(bytes, transport + 16, updateChecksum(readU16(bytes, transport + 16), was, readU16(bytes, word)))
}
