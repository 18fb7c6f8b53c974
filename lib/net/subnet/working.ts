import { formatIpv4 } from '../addr/ipv4'
import { lastAddress4, maskOfBits, type Prefix4, type Prefix6 } from '../addr/prefix'
import { usableRange } from '../addr/subnet'
import { type Address, firstOf, formatAddress, lastOf } from './address'
import { expandIpv6 } from './facts'

/** One step of the working: what is done, and the arithmetic of it as it stands on paper. */
export type WorkingStep = { readonly text: string; readonly sum: string }

const COUNTS = ['', 'one one', 'two ones', 'three ones', 'four ones', 'five ones', 'six ones', 'seven ones']
const ORDINALS = ['first', 'second', 'third', 'fourth'] as const

/** From the prefix length to network, broadcast and hosts, octet by octet, without binary beyond one octet. */
export function workingOf4(address: Address, prefix: Prefix4): WorkingStep[] {
  const { bits } = prefix
  return [...splitSteps(address, prefix), ...lastStep(prefix), ...hostSteps(bits, prefix)]
}

function splitSteps(address: Address, prefix: Prefix4): WorkingStep[] {
  const { bits } = prefix
  const network = formatIpv4(prefix.network)
  if (bits % 8 === 0) {
    const kept = bits / 8
    return [
      {
        text: `${bits} is a multiple of 8, so the split falls between two octets: ${keptOctets(kept)}.`,
        sum: `${bits} ÷ 8 = ${kept}`,
      },
      {
        text: 'An octet of network bits is 255 in the mask, one of host bits 0.',
        sum: formatIpv4(maskOfBits(bits)),
      },
      { text: 'Keep the octets under 255 and clear those under 0: that is the network.', sum: network },
    ]
  }
  const octet = Math.floor(bits / 8)
  const ones = bits - octet * 8
  const mask = 256 - 2 ** (8 - ones)
  const block = 256 - mask
  const value = Number((address.value >> BigInt(24 - octet * 8)) & 255n)
  const times = Math.floor(value / block)
  const name = ORDINALS[octet]
  return [
    {
      text: `${bits} is between ${octet * 8} and ${octet * 8 + 8}, so the split falls in the ${name} octet.`,
      sum: `${bits} − ${octet * 8} = ${ones} ${ones === 1 ? 'bit' : 'bits'}`,
    },
    {
      text: `The mask has ${COUNTS[ones]} in that octet: ${mask.toString(2)}.`,
      sum: onesSum(ones, mask),
    },
    { text: 'The block size is 256 less the mask octet.', sum: `256 − ${mask} = ${block}` },
    {
      text: `Blocks start at multiples of ${block}. The last one not above ${value} is the network’s octet.`,
      sum: `${value} ÷ ${block} = ${times} rest ${value - times * block}; ${times} × ${block} = ${times * block}`,
    },
    {
      text:
        octet === 3
          ? 'Keep the octets before it: that is the network.'
          : 'Keep the octets before it and clear those after it: that is the network.',
      sum: network,
    },
  ]
}

/** `128 + 64 = 192`; with one bit there is nothing to add. */
function onesSum(ones: number, mask: number): string {
  const values = [128, 64, 32, 16, 8, 4, 2, 1].slice(0, ones)
  return ones === 1 ? '128' : `${values.join(' + ')} = ${mask}`
}

function keptOctets(kept: number): string {
  if (kept === 0) return 'none is kept'
  if (kept === 4) return 'all four are kept'
  return kept === 1 ? 'the first is kept' : `the first ${kept === 2 ? 'two' : 'three'} are kept`
}

function lastStep(prefix: Prefix4): WorkingStep[] {
  const { bits } = prefix
  if (bits > 30) return []
  const last = formatIpv4(lastAddress4(prefix))
  if (bits % 8 === 0)
    return [{ text: 'Put 255 in the cleared octets instead: that is the broadcast address.', sum: last }]
  const octet = Math.floor(bits / 8)
  const block = 2 ** (8 - (bits % 8))
  const start = (prefix.network >>> (24 - octet * 8)) & 255
  const after = octet === 3 ? '' : ' The octets after it are 255.'
  return [
    {
      text: `The next block starts one block later. One less is the last octet value of this one.${after} That is the broadcast address.`,
      sum: `${start} + ${block} − 1 = ${start + block - 1}; ${last}`,
    },
  ]
}

function hostSteps(bits: number, prefix: Prefix4): WorkingStep[] {
  const host = 32 - bits
  const { first, last } = usableRange(prefix)
  const counted = `2${superscript(host)} = ${2 ** host}`
  if (bits === 32)
    return [{ text: 'No host bit is left: the block is one address, a host route.', sum: counted }]
  if (bits === 31)
    return [
      {
        text: 'One host bit is left. On a link between two routers both addresses are used, with no network and no broadcast address (RFC 3021).',
        sum: `${counted}: ${formatIpv4(first)} and ${formatIpv4(last)}`,
      },
    ]
  return [
    {
      text: `${host} host bits are left. Network and broadcast are not for hosts.`,
      sum: `32 − ${bits} = ${host}; ${counted}; ${2 ** host} − 2 = ${2 ** host - 2}`,
    },
    {
      text: 'Hosts go from one above the network to one below the broadcast.',
      sum: `${formatIpv4(first)} to ${formatIpv4(last)}`,
    },
  ]
}

/** The same in IPv6, digit by digit. */
export function workingOf6(address: Address, prefix: Prefix6): WorkingStep[] {
  const { bits } = prefix
  const digits = Math.floor(bits / 4)
  const rest = bits % 4
  const full = expandIpv6(address.value)
  const steps: WorkingStep[] = [
    { text: 'Write the address in full: eight groups of four hexadecimal digits.', sum: full },
    {
      text: `A digit is 4 bits, so the network part is ${digits} ${digits === 1 ? 'digit' : 'digits'}${rest ? ` and ${rest} ${rest === 1 ? 'bit' : 'bits'} of the next` : ''}.`,
      sum: `${bits} ÷ 4 = ${digits}${rest ? ` rest ${rest}` : ''}`,
    },
  ]
  if (rest) {
    const digit = full.replaceAll(':', '')[digits]
    const before = Number.parseInt(digit, 16).toString(2).padStart(4, '0')
    const kept = before.slice(0, rest).padEnd(4, '0')
    steps.push({
      text: `Digit ${digits + 1} is ${digit}. Keep its first ${rest === 1 ? 'bit' : `${rest} bits`} and clear the others.`,
      sum: `${before} → ${kept} = ${Number.parseInt(kept, 2).toString(16)}`,
    })
  }
  const last = formatAddress({ family: 6, value: lastOf(prefix) })
  steps.push({
    text: 'Every digit after it becomes 0: that is the network. Shorten it again.',
    sum: formatAddress({ family: 6, value: firstOf(prefix) }),
  })
  if (bits < 128) {
    const fill = rest ? 'With ones in place of the cleared bits' : 'With f in place of those zeros'
    steps.push({ text: `${fill} it is the last address of the block. IPv6 has no broadcast.`, sum: last })
  }
  steps.push({
    text: 'Count the bits that are left.',
    sum: `128 − ${bits} = ${128 - bits}; 2${superscript(128 - bits)} addresses`,
  })
  if (bits < 64)
    steps.push({
      text: 'A network of hosts is a /64. Count the bits between, for the networks in this block.',
      sum: `64 − ${bits} = ${64 - bits}; 2${superscript(64 - bits)} = ${2n ** BigInt(64 - bits)}`,
    })
  return steps
}

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹'

export function superscript(number: number): string {
  return Array.from(String(number), (digit) => SUPERSCRIPT[Number(digit)]).join('')
}
