import { expected } from './decoded'
import type { CapturedFrame, CaptureProblem, CaptureReader } from './pcap'

const SECTION_HEADER = 0x0a0d0d0a
const INTERFACE_DESCRIPTION = 1
const OBSOLETE_PACKET = 2
const SIMPLE_PACKET = 3
const ENHANCED_PACKET = 6

const OPTION_END = 0
const IF_TSRESOL = 9
const IF_TSOFFSET = 14

type Interface = {
  readonly linkType: number
  readonly snapLength: number
  /** Units of a time stamp in a second. */
  readonly perSecond: bigint
  readonly offsetSeconds: number
}

/** draft-ietf-opsawg-pcapng: blocks of type, length, body, length again. Unknown blocks are stepped over. */
export class PcapngReader implements CaptureReader {
  readonly linkTypes: { readonly linkType: number; readonly at: number }[] = []
  problem: CaptureProblem | null = null
  private readonly view: DataView
  private interfaces: Interface[] = []
  private little = true
  private at = 0
  private number = 0

  constructor(private readonly file: Uint8Array) {
    this.view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  }

  next(): CapturedFrame | null {
    while (!this.problem && this.at < this.file.length) {
      const block = this.at
      const end = this.nextBlock(block)
      if (end === null) return null
      this.at = end
      const type = this.view.getUint32(block, this.little)
      if (type === INTERFACE_DESCRIPTION) this.describeInterface(block, end)
      else if (type === ENHANCED_PACKET || type === OBSOLETE_PACKET) return this.packet(block, end, type)
      else if (type === SIMPLE_PACKET) return this.simplePacket(block, end)
    }
    return null
  }

  /** Checks the block at `at` and gives its end; null at a problem. A section header sets the byte order. */
  private nextBlock(at: number): number | null {
    const { file, view } = this
    if (at + 12 > file.length) return this.stop(expected('a block', 12, at, file.length), at)
    if (view.getUint32(at, false) === SECTION_HEADER) {
      const order = view.getUint32(at + 8, false)
      if (order !== 0x1a2b3c4d && order !== 0x4d3c2b1a)
        return this.stop(`the section header at byte ${at} has no byte-order magic`, at + 8)
      this.little = order === 0x4d3c2b1a
      this.interfaces = []
    }
    const length = view.getUint32(at + 4, this.little)
    if (length < 12 || length % 4 !== 0)
      return this.stop(`a block of ${length} bytes at byte ${at}: not a multiple of 4 from 12 up`, at + 4)
    if (at + length > file.length) return this.stop(expected('a block', length, at, file.length), at)
    if (view.getUint32(at + length - 4, this.little) !== length)
      return this.stop(`the block at byte ${at} does not repeat its length at its end`, at + length - 4)
    return at + length
  }

  private describeInterface(at: number, end: number): void {
    const { view, little } = this
    if (end - at < 20) {
      this.stop(`the interface description at byte ${at} is too short`, at)
      return
    }
    const linkType = view.getUint16(at + 8, little)
    let perSecond = 1_000_000n
    let offsetSeconds = 0
    for (let option = at + 16; option + 4 <= end - 4; ) {
      const code = view.getUint16(option, little)
      const length = view.getUint16(option + 2, little)
      if (code === OPTION_END || option + 4 + length > end - 4) break
      if (code === IF_TSRESOL && length >= 1) {
        const resolution = view.getUint8(option + 4)
        const power = BigInt(resolution & 127)
        perSecond = resolution & 128 ? 2n ** power : 10n ** power
      }
      if (code === IF_TSOFFSET && length >= 8) offsetSeconds = Number(view.getBigInt64(option + 4, little))
      option += 4 + length + (-length & 3)
    }
    this.interfaces.push({ linkType, snapLength: view.getUint32(at + 12, little), perSecond, offsetSeconds })
    this.linkTypes.push({ linkType, at: at + 8 })
  }

  private packet(at: number, end: number, type: number): CapturedFrame | null {
    const { view, little } = this
    if (end - at < 32) return this.stop(`the packet block at byte ${at} is too short`, at)
    const id = type === OBSOLETE_PACKET ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little)
    const source = this.interfaces[id]
    if (!source)
      return this.stop(`the packet at byte ${at} names interface ${id}, which is not described`, at + 8)
    const length = view.getUint32(at + 20, little)
    if (at + 28 + length > end - 4)
      return this.stop(expected(`frame ${this.number + 1}`, length, at + 28, end - 4), at)
    const units = (BigInt(view.getUint32(at + 12, little)) << 32n) | BigInt(view.getUint32(at + 16, little))
    this.number++
    return {
      number: this.number,
      seconds: Number(units / source.perSecond) + source.offsetSeconds,
      nanoseconds: Number(((units % source.perSecond) * 1_000_000_000n) / source.perSecond),
      originalLength: view.getUint32(at + 24, little),
      linkType: source.linkType,
      bytes: this.file.subarray(at + 28, at + 28 + length),
    }
  }

  /** No time stamp; the length kept is the shorter of what was on the wire and the interface's limit. */
  private simplePacket(at: number, end: number): CapturedFrame | null {
    const source = this.interfaces[0]
    if (!source || end - at < 16)
      return this.stop(`the simple packet at byte ${at} has no interface before it`, at)
    const originalLength = this.view.getUint32(at + 8, this.little)
    const limit = source.snapLength || originalLength
    const length = Math.min(originalLength, limit, end - 4 - (at + 12))
    this.number++
    return {
      number: this.number,
      seconds: 0,
      nanoseconds: 0,
      originalLength,
      linkType: source.linkType,
      bytes: this.file.subarray(at + 12, at + 12 + length),
    }
  }

  private stop(message: string, at: number): null {
    this.problem = { message, at }
    return null
  }
}
