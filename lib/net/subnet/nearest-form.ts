import { formatIpv4, parseIpv4 } from '../addr/ipv4'
import { bitsOfMask, maskOfBits } from '../addr/prefix'
import { readQuery } from './query'

/**
 * The text nearest to a refused one that is accepted, or null where none can be guessed. It is a proposal: someone has to
 * agree to it, since `010.1.1.1` may have been meant as 8.1.1.1.
 */
export function nearestForm(text: string): string | null {
  const body = text.trim()
  let guess = body
  for (const mend of MENDS) {
    guess = mend(guess)
    if (guess !== body && readQuery(guess).ok) return guess
  }
  return null
}

type Mend = (text: string) => string

/** In this order, each on the result of those before. */
const MENDS: readonly Mend[] = [
  bareAddress,
  lettersAsDigits,
  wholeNumber,
  macWithColons,
  withoutZone,
  spaceBeforeLength,
  mendOctets,
  fillGroups,
  shortRange,
  fillOctets,
  mendLength,
  mendMask,
  turnRange,
]

/** Out of a URL, out of brackets, without a port and without what ends a sentence. */
function bareAddress(text: string): string {
  const bare = text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^\[([0-9a-f:.]+)\](:\d+)?.*$/i, '$1')
    .replace(/[.,;]+$/, '')
  return bare.replace(/^(\d+(?:\.\d+){3}):\d+.*$/, '$1').replace(/^(\d+(?:\.\d+){3})\/(?![\d\s+-]).*$/, '$1')
}

/** The letters O, l and I where digits belong. */
function lettersAsDigits(text: string): string {
  if (!/^[\dOolI./\s-]+$/.test(text) || !text.includes('.')) return text
  return text.replace(/[Oo]/g, '0').replace(/[lI]/g, '1')
}

/** An address as one number, as databases keep it. */
function wholeNumber(text: string): string {
  if (!/^(\d{4,10}|0x[0-9a-f]{8})$/i.test(text)) return text
  const number = Number(text)
  return number < 2 ** 32 ? formatIpv4(number) : text
}

/** `0200.c0a8.010a` and `0200c0a8010a`. */
function macWithColons(text: string): string {
  const digits = text.replace(/[.:-]/g, '')
  const written = /^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text) || /^[0-9a-f]{12}$/i.test(text)
  return written ? (digits.match(/../g)?.join(':') ?? text) : text
}

/** `fe80::1%eth0`: the zone is the host's own word for the link, not a part of the address. */
function withoutZone(text: string): string {
  return text.replace(/%[^\s/]*/g, '')
}

/** `10.0.0.0 24` */
function spaceBeforeLength(text: string): string {
  return text.replace(/^([^\s/]*[.:][^\s/]*)\s+\/?(\d{1,3})$/, '$1/$2')
}

/** Leading zeros off, 256 and above to 255, a fifth octet away. */
function mendOctets(text: string): string {
  return text
    .replace(/\d+(?:\.\d+){4,}/g, (octets) => octets.split('.').slice(0, 4).join('.'))
    .replace(/\d+(?:\.\d+){3}/g, (octets) =>
      octets
        .split('.')
        .map((octet) => String(Math.min(Number(octet), 255)))
        .join('.'),
    )
}

/** `2001:db8:3:7/48` without its `::`, `2001:db8:::1`, `2001:db8:`, groups with a fifth digit of zero. */
function fillGroups(text: string): string {
  const [, address, rest] = /^([0-9a-f:]*:[0-9a-f:]*)(.*)$/i.exec(text) ?? []
  if (address === undefined) return text
  let mended = address.replace(/:{3,}/g, '::').replace(/(^|:)0+(?=[0-9a-f]{1,4}(:|$))/gi, '$1')
  const groups = mended.split(':').filter(Boolean)
  if (!mended.includes('::'))
    mended = groups.length < 8 ? `${groups.join(':')}::` : groups.slice(0, 8).join(':')
  return mended + rest
}

/** `10.0.0.5-20`, as nmap writes it */
function shortRange(text: string): string {
  const [, head, from, to] = /^((?:\d+\.){3})(\d+)\s*[-–—]\s*(\d{1,3})$/.exec(text) ?? []
  return head === undefined ? text : `${head}${from}-${head}${Math.min(Number(to), 255)}`
}

/** `10/8`, `172.16/12`, `192.168.1` */
function fillOctets(text: string): string {
  const [, head, bits] = /^(\d{1,3}(?:\.\d{1,3}){0,2})\.?(\/\d+)?$/.exec(text) ?? []
  if (head === undefined) return text
  const octets = head.split('.').map((octet) => String(Math.min(Number(octet), 255)))
  return `${[...octets, '0', '0', '0'].slice(0, 4).join('.')}${bits ?? `/${octets.length * 8}`}`
}

/** A length above the width, with a sign, with leading zeros, or none after the slash. */
function mendLength(text: string): string {
  const width = text.includes(':') ? 128 : 32
  return text
    .replace(/\s*\/\s*$/, '')
    .replace(/\/\s*[+-]?0*(\d+)$/, (_, bits) => `/${Math.min(Number(bits), width)}`)
}

/** The mask that differs in the fewest bits from one with holes; of two, the longer. */
function mendMask(text: string): string {
  const [, head, written] = /^(.*[\s/])(\d+(?:\.\d+){3})$/.exec(text) ?? []
  const mask = written === undefined ? null : parseIpv4(written)
  if (mask === null || bitsOfMask(mask) !== null) return text
  let best = 0
  for (let bits = 1; bits <= 32; bits++)
    if (differing(mask, maskOfBits(bits)) <= differing(mask, maskOfBits(best))) best = bits
  return `${head}${formatIpv4(maskOfBits(best))}`
}

function differing(a: number, b: number): number {
  return ((a ^ b) >>> 0).toString(2).replaceAll('0', '').length
}

/** The higher end first */
function turnRange(text: string): string {
  return text.replace(/^(\S+?)\s*[-–—]\s*(\S+)$/, '$2-$1')
}
