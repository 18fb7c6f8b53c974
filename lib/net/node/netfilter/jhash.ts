const INITIAL = 0xdead_beef

/**
 * Bob Jenkins' hash as include/linux/jhash.h has it for whole 32-bit words (`jhash2`). Without a secret seed, so that NAT
 * gives the same source the same address of a range after a reboot too.
 */
export function jhash2(words: readonly number[], seed: number): number {
  let a = (INITIAL + words.length * 4 + seed) | 0
  let b = a
  let c = a
  let at = 0
  for (; words.length - at > 3; at += 3) {
    a = (a + words[at]) | 0
    b = (b + words[at + 1]) | 0
    c = (c + words[at + 2]) | 0
    a = mixed(a, c, c, 4)
    c = (c + b) | 0
    b = mixed(b, a, a, 6)
    a = (a + c) | 0
    c = mixed(c, b, b, 8)
    b = (b + a) | 0
    a = mixed(a, c, c, 16)
    c = (c + b) | 0
    b = mixed(b, a, a, 19)
    a = (a + c) | 0
    c = mixed(c, b, b, 4)
    b = (b + a) | 0
  }
  if (words.length - at > 2) c = (c + words[at + 2]) | 0
  if (words.length - at > 1) b = (b + words[at + 1]) | 0
  if (words.length - at > 0) a = (a + words[at]) | 0
  else return c >>> 0
  c = ended(c, b, 14)
  a = ended(a, c, 11)
  b = ended(b, a, 25)
  c = ended(c, b, 16)
  a = ended(a, c, 4)
  b = ended(b, a, 14)
  return ended(c, b, 24) >>> 0
}

function mixed(value: number, less: number, turned: number, bits: number): number {
  return ((value - less) | 0) ^ rotate(turned, bits)
}

function ended(value: number, other: number, bits: number): number {
  return ((value ^ other) - rotate(other, bits)) | 0
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
