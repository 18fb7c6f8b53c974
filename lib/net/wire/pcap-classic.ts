import { expected } from './decoded'
import type { CapturedFrame, CaptureProblem, CaptureReader } from './pcap'

/** Longest record that libpcap writes (MAXIMUM_SNAPLEN); a longer one means that the place in the file is lost. */
const LONGEST_RECORD = 262144

/** draft-ietf-opsawg-pcap: a file header of 24 bytes, then records of 16 bytes and the frame. */
export class PcapReader implements CaptureReader {
  readonly linkTypes: { readonly linkType: number; readonly at: number }[] = []
  problem: CaptureProblem | null = null
  private readonly view: DataView
  private at = 24
  private number = 0
  private linkType = 0

  constructor(
    private readonly file: Uint8Array,
    private readonly little: boolean,
    /** Nanoseconds in a unit of the time stamps' second half. */
    private readonly unit: 1 | 1000,
  ) {
    this.view = new DataView(file.buffer, file.byteOffset, file.byteLength)
    if (file.length < 24) {
      this.problem = { message: expected('a pcap file header', 24, 0, file.length), at: 0 }
      return
    }
    // the upper bits may hold the length of a frame check sequence
    this.linkType = this.view.getUint32(20, little) & 0xffff
    this.linkTypes.push({ linkType: this.linkType, at: 20 })
  }

  next(): CapturedFrame | null {
    const { file, view, at, little } = this
    if (this.problem || at === file.length) return null
    if (at + 16 > file.length) return this.stop(expected('a record header', 16, at, file.length), at)
    const length = view.getUint32(at + 8, little)
    if (length > LONGEST_RECORD)
      return this.stop(`a record of ${length} bytes at byte ${at}: longer than any capture writes`, at)
    if (at + 16 + length > file.length)
      return this.stop(expected(`frame ${this.number + 1}`, length, at + 16, file.length), at)
    const fraction = view.getUint32(at + 4, little) * this.unit
    this.at = at + 16 + length
    this.number++
    return {
      number: this.number,
      seconds: view.getUint32(at, little) + Math.floor(fraction / 1e9),
      nanoseconds: fraction % 1e9,
      originalLength: view.getUint32(at + 12, little),
      linkType: this.linkType,
      bytes: file.subarray(at + 16, at + 16 + length),
    }
  }

  private stop(message: string, at: number): null {
    this.problem = { message, at }
    return null
  }
}
