import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const good = readFileSync(
  fileURLToPath(new URL('../public/captures/tcp-handshake-teardown.pcap', import.meta.url)),
)

/** The recorded handshake (8 frames, 702 bytes), little-endian with microseconds. */
export function goodCapture(): Buffer {
  return Buffer.from(good)
}

/** Cut in the middle of frame 4. */
export function cutShort(): Buffer {
  return Buffer.from(good.subarray(0, 330))
}

export function withLinkType(linkType: number): Buffer {
  const file = Buffer.from(good)
  file.writeUInt32LE(linkType, 20)
  return file
}

/** The same frames with every number of the file's own headers turned round, and fractions of a second in nanoseconds. */
export function bigEndianNanoseconds(): Buffer {
  const parts: Buffer[] = []
  const head = Buffer.alloc(24)
  head.writeUInt32BE(0xa1b23c4d, 0)
  head.writeUInt16BE(2, 4)
  head.writeUInt16BE(4, 6)
  head.writeUInt32BE(good.readUInt32LE(16), 16)
  head.writeUInt32BE(good.readUInt32LE(20), 20)
  parts.push(head)
  for (let at = 24; at < good.length; ) {
    const length = good.readUInt32LE(at + 8)
    const record = Buffer.alloc(16)
    record.writeUInt32BE(good.readUInt32LE(at), 0)
    record.writeUInt32BE(good.readUInt32LE(at + 4) * 1000, 4)
    record.writeUInt32BE(length, 8)
    record.writeUInt32BE(good.readUInt32LE(at + 12), 12)
    parts.push(record, good.subarray(at + 16, at + 16 + length))
    at += 16 + length
  }
  return Buffer.concat(parts)
}

/** A capture of `frames` frames that begins after the handshake. */
export function withoutHandshake(): Buffer {
  let at = 24
  for (let frame = 0; frame < 3; frame++) at += 16 + good.readUInt32LE(at + 8)
  return Buffer.concat([good.subarray(0, 24), good.subarray(at)])
}
