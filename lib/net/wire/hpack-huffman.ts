/** RFC 7541 section 5.2 and appendix B. The code is canonical: the lengths of the codes say everything. */
import { Writer } from '../bytes/writer'

/** How many bits each of the 256 bytes and the end-of-string symbol has, one digit of base 36 each. */
const LENGTHS =
  'dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca' +
  'd67777777777777777777777878djde6f56565666577666567655677777fbeds' +
  'kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn' +
  'qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrqu'
const LONGEST = 30
const END_OF_STRING = 256

type Code = {
  readonly lengths: readonly number[]
  readonly codes: readonly number[]
  /** Symbols by length, then value */
  readonly symbols: readonly number[]
  /** The first code of each length, and where its symbol stands in `symbols` */
  readonly first: readonly number[]
  readonly start: readonly number[]
  readonly count: readonly number[]
}

const code = makeCode()

function makeCode(): Code {
  const lengths = [...LENGTHS].map((digit) => Number.parseInt(digit, 36))
  const symbols = lengths.map((_, symbol) => symbol).sort((a, b) => lengths[a] - lengths[b] || a - b)
  const count = Array.from({ length: LONGEST + 1 }, () => 0)
  for (const length of lengths) count[length]++
  const first = [0]
  const start = [0]
  for (let length = 1; length <= LONGEST; length++) {
    first[length] = (first[length - 1] + count[length - 1]) * 2
    start[length] = start[length - 1] + count[length - 1]
  }
  const codes: number[] = []
  symbols.forEach((symbol, index) => {
    codes[symbol] = first[lengths[symbol]] + index - start[lengths[symbol]]
  })
  return { lengths, codes, symbols, first, start, count }
}

/** Ends with as many 1 bits as fill the last byte. */
export function encodeHuffman(bytes: Uint8Array): Uint8Array {
  const out = new Writer(bytes.length)
  let held = 0
  let value = 0
  for (const byte of bytes) {
    for (let bit = code.lengths[byte] - 1; bit >= 0; bit--) {
      value = (value << 1) | ((code.codes[byte] >>> bit) & 1)
      if (++held < 8) continue
      out.u8(value)
      held = 0
      value = 0
    }
  }
  if (held > 0) out.u8((value << (8 - held)) | (0xff >>> held))
  return out.finish()
}

/** Null for the end-of-string symbol, for padding of eight bits or more and for padding that is not all ones. */
export function decodeHuffman(bytes: Uint8Array, offset: number, end: number): Uint8Array | null {
  const out = new Writer((end - offset) * 2)
  let value = 0
  let length = 0
  for (let at = offset; at < end; at++) {
    for (let bit = 7; bit >= 0; bit--) {
      value = value * 2 + ((bytes[at] >>> bit) & 1)
      length++
      if (length > LONGEST) return null
      const index = value - code.first[length]
      if (index >= code.count[length]) continue
      const symbol = code.symbols[code.start[length] + index]
      if (symbol === END_OF_STRING) return null
      out.u8(symbol)
      value = 0
      length = 0
    }
  }
  return length < 8 && value === 2 ** length - 1 ? out.finish() : null
}
