import type { TransferSettings } from '@/lib/net/transfer/settings'

/** What the select boxes offer; values as the engine takes them. */
export const CHOICES = {
  algorithm: ['cubic', 'reno'],
  bytes: [100_000, 1_000_000, 3_000_000, 10_000_000],
  rateMbit: [1, 5, 10, 20, 50],
  rttMs: [10, 40, 80, 160, 300],
  queueFrames: [8, 16, 32, 64, 128, 256],
  receiveBuffer: [0, 16_384, 65_536, 262_144],
  pauseAfter: [null, 300_000],
  lossPercent: [0, 0.1, 0.5, 1, 2, 5],
} as const satisfies { [Key in keyof TransferSettings]?: readonly TransferSettings[Key][] }

/** Numbers of segments from what was typed: "60, 61". Null when something in it is not a number from 1 to 99999. */
export function readSegments(text: string): readonly number[] | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  if (words.length > 20 || words.some((word) => !/^[1-9]\d{0,4}$/.test(word))) return null
  return words.map(Number)
}
