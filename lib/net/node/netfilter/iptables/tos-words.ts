/** Names of iptables-extensions(8) for the old type of service; they cover six bits. */
export const TOS_NAMES: readonly (readonly [number, string])[] = [
  [0x10, 'Minimize-Delay'],
  [0x08, 'Maximize-Throughput'],
  [0x04, 'Maximize-Reliability'],
  [0x02, 'Minimize-Cost'],
  [0x00, 'Normal-Service'],
]

/** `0x10`, `0x10/0x3f`, `Minimize-Delay`; null when it is none of them. */
export function parseTos(text: string): { readonly value: number; readonly mask: number } | null {
  const named = TOS_NAMES.find(([, name]) => name.toLowerCase().startsWith(text.toLowerCase()))
  if (named && /^[a-z]/i.test(text)) return { value: named[0], mask: 0x3f }
  const [value, mask, more] = text.split('/')
  const read = (digits: string) => (/^(0x[0-9a-f]+|\d+)$/i.test(digits) ? Number(digits) : 256)
  const numbers = [read(value), mask === undefined ? 0xff : read(mask)]
  return more !== undefined || numbers.some((number) => number > 255)
    ? null
    : { value: numbers[0], mask: numbers[1] }
}

export function hexTos(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`
}

/** RFC 2474, 2597 and 3246: CS0 to CS7, AF11 to AF43, EF, BE. The sentence is iptables' own; `%` stands for the option. */
export function parseDscp(text: string, byClass: boolean): number | string {
  if (!byClass) {
    const value = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : 64
    return value > 63 ? '%, or out of range (0-63).\n' : value
  }
  const word = text.toUpperCase()
  if (word === 'EF') return 46
  if (word === 'BE') return 0
  if (/^CS[0-7]$/.test(word)) return Number(word[2]) * 8
  if (/^AF[1-4][1-3]$/.test(word)) return Number(word[2]) * 8 + Number(word[3]) * 2
  return `Invalid DSCP value \`${text}'`
}
