import { type Address, addressText, familyOf, parseAddress } from '../../address'
import type { Part } from '../rule'
import {
  type Built,
  type Given,
  givenValue,
  type Module,
  type ModuleContext,
  printed,
  type Wrong,
} from './module'

/** `-m iprange [!] --src-range FROM-TO [!] --dst-range FROM-TO`, iptables-extensions(8). */
export const iprangeModule: Module = {
  name: 'iprange',
  options: { 'src-range': 1, 'dst-range': 1 },
  build: buildIprange,
}

const SIDES = [
  ['src-range', 'source', 'source IP range'],
  ['dst-range', 'destination', 'destination IP range'],
] as const

function buildIprange(given: readonly Given[], { family }: ModuleContext): Built | Wrong {
  const parts: Part[] = []
  const save = ['-m iprange']
  const shown: string[] = []
  const nft: string[] = []
  for (const [option, side, words] of SIDES) {
    const one = givenValue(given, option)
    if (!one) continue
    const range = readRange(one.values[0], family)
    if (!range)
      return { wrong: `iprange: Bad value for "--${option}" option: "${one.values[0]}"`, at: one.at + 1 }
    const text = `${addressText(range.from)}-${addressText(range.to)}`
    parts.push({ kind: 'address', side, negated: one.negated, among: [range], set: null })
    save.push(`${one.negated ? '! ' : ''}--${option} ${text}`)
    shown.push(`${words} ${one.negated ? '! ' : ''}${text}`)
    nft.push(
      `${family === 4 ? 'ip' : 'ip6'} ${side === 'source' ? 'saddr' : 'daddr'} ${one.negated ? '!= ' : ''}${text}`,
    )
  }
  if (parts.length === 0)
    return { wrong: "iprange match: You must specify `--src-range' or `--dst-range'", at: null }
  return { parts, printed: printed(save.join(' '), shown.join(' ')), nft: nft.join(' ') }
}

/** One address is a range of one; a range that runs backwards is taken and never matches. */
function readRange(text: string, family: 4 | 6): { readonly from: Address; readonly to: Address } | null {
  const [first, last = first] = text.split('-')
  const from = parseAddress(first)
  const to = parseAddress(last)
  if (from === null || to === null || familyOf(from) !== family || familyOf(to) !== family || from > to)
    return null
  return { from, to }
}
