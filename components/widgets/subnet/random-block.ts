import { formatAddress } from '@/lib/net/subnet/address'

/** A host in a private or documentation block, with a length that is worth working out. `random` gives numbers from 0 to below 1. */
export function randomBlock(family: 4 | 6, random: () => number): string {
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  if (family === 6) {
    const middle = BigInt(whole(0, 0xffff)) * 65536n + BigInt(whole(0, 0xffff))
    const value = (0x2001_0db8n << 96n) | (middle << 64n) | BigInt(whole(1, 0xffff))
    return `${formatAddress({ family, value })}/${whole(36, 64)}`
  }
  const [base, bits] = [
    [0x0a000000, 8],
    [0xac100000, 12],
    [0xc0a80000, 16],
  ][whole(0, 2)]
  const value = BigInt(base + whole(1, 2 ** (32 - bits) - 2))
  return `${formatAddress({ family, value })}/${whole(bits + 1, 30)}`
}
