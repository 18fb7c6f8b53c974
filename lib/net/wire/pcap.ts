import { toHex } from '../bytes/hex'
import { Writer } from '../bytes/writer'
import { LINKTYPE_ETHERNET } from './link-type'
import { PcapReader } from './pcap-classic'
import { PcapngReader } from './pcapng'

/** One captured frame. `bytes` is a view into the file, `originalLength` what was on the wire. */
export type CapturedFrame = {
  /** From 1, across all interfaces. */
  readonly number: number
  readonly seconds: number
  readonly nanoseconds: number
  readonly originalLength: number
  readonly linkType: number
  readonly bytes: Uint8Array
}

/** Why reading stopped, and at which byte of the file. */
export type CaptureProblem = { readonly message: string; readonly at: number }

/** Reads one frame after the other; `next` gives null at the end or at a problem, which `problem` then holds. */
export type CaptureReader = {
  next(): CapturedFrame | null
  readonly problem: CaptureProblem | null
  /** Of each interface in the file so far, and where the file says so. */
  readonly linkTypes: readonly { readonly linkType: number; readonly at: number }[]
}

export type Capture = {
  readonly frames: readonly CapturedFrame[]
  readonly linkTypes: readonly number[]
  /** Null when the whole file could be read; else what could be read is in `frames`. */
  readonly problem: CaptureProblem | null
}

/** pcap (both byte orders, microseconds and nanoseconds) and pcapng, told apart by their first four bytes. */
export function openCapture(given: Uint8Array): CaptureReader {
  // Node's Buffer is a Uint8Array whose slice() shares its bytes: what is cut off here must be a copy everywhere
  const file = new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
  if (file.length === 0) return failed('the file is empty', 0)
  if (file.length < 4) return failed(`only ${file.length} bytes: too short to be a capture`, 0)
  const magic = toHex(file, '', 0, 4)
  switch (magic) {
    case '0a0d0d0a':
      return new PcapngReader(file)
    case 'd4c3b2a1':
      return new PcapReader(file, true, 1000)
    case 'a1b2c3d4':
      return new PcapReader(file, false, 1000)
    case '4d3cb2a1':
      return new PcapReader(file, true, 1)
    case 'a1b23c4d':
      return new PcapReader(file, false, 1)
  }
  if (magic.startsWith('1f8b')) return failed('this is a gzip file: decompress it first', 0)
  return failed(`not a capture: it begins with ${magic}, not with the magic number of pcap or pcapng`, 0)
}

/** All frames at once. */
export function readCapture(file: Uint8Array): Capture {
  const reader = openCapture(file)
  const frames: CapturedFrame[] = []
  for (let frame = reader.next(); frame; frame = reader.next()) frames.push(frame)
  return { frames, linkTypes: reader.linkTypes.map(({ linkType }) => linkType), problem: reader.problem }
}

function failed(message: string, at: number): CaptureReader {
  return { next: () => null, problem: { message, at }, linkTypes: [] }
}

export type FrameToWrite = {
  readonly seconds: number
  readonly nanoseconds: number
  readonly bytes: Uint8Array
  /** When less was kept than was on the wire. */
  readonly originalLength?: number
}

/** A classic pcap file, big-endian, microseconds (or nanoseconds if asked), one link type. */
export function writePcap(
  frames: readonly FrameToWrite[],
  linkType = LINKTYPE_ETHERNET,
  resolution: 'microseconds' | 'nanoseconds' = 'microseconds',
): Uint8Array {
  const unit = resolution === 'nanoseconds' ? 1 : 1000
  let size = 24
  for (const frame of frames) size += 16 + frame.bytes.length
  const file = new Writer(size)
  file
    .u32(unit === 1 ? 0xa1b23c4d : 0xa1b2c3d4)
    .u16(2)
    .u16(4)
    .u32(0)
    .u32(0)
    .u32(262144)
    .u32(linkType)
  for (const { seconds, nanoseconds, bytes, originalLength } of frames) {
    file.u32(seconds).u32(Math.floor(nanoseconds / unit))
    file
      .u32(bytes.length)
      .u32(originalLength ?? bytes.length)
      .bytes(bytes)
  }
  return file.finish()
}
