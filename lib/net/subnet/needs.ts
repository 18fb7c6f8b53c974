import { accepted, type Parsed, refused } from '../addr/parsed'
import type { Family } from './address'
import { widthOf } from './address'
import type { Need } from './plan'

export type NeedLine = { readonly line: number; readonly text: string; readonly need: Parsed<Need> }

/** Lines such as `Office 60`, `Servers: 12` or `Uplink /30`; empty lines and what follows `#` are passed over. */
export function readNeeds(text: string, family: Family): NeedLine[] {
  return text.split('\n').flatMap((whole, index) => {
    const line = whole.replace(/#.*$/, '').trim()
    return line === '' ? [] : [{ line: index + 1, text: line, need: readNeed(line, family) }]
  })
}

const EXPECTED =
  'a name, a space and a whole number is expected, as in “Office 60”, or a prefix length, as in “Uplink /30”'

function readNeed(line: string, family: Family): Parsed<Need> {
  const [, called, slashed, length] = /^(.*?)[\s:=,]*(\/\s*(\S+))$/.exec(line) ?? []
  if (length !== undefined) return readLength(called, length, line.length - slashed.length, family)
  const body = line.replace(/\s+hosts?$/i, '')
  const at = numberStart(body)
  const written = body.slice(at)
  const name = body.slice(0, at).replace(/[\s:=,]+$/, '')
  if (!/\d/.test(written)) return refused(`no number of hosts: ${EXPECTED}`, line.length)
  const sign = /(?:^|\s)([-+−–—])$/.exec(name)?.[1]
  if (sign) return refused(`"${sign} ${written}" is not a whole number: ${EXPECTED}`, at)
  if (!/^(0|[1-9][\d_]*)$/.test(written))
    return refused(`"${written}" is not a whole number: ${EXPECTED}`, at)
  const hosts = BigInt(written.replaceAll('_', ''))
  return hosts === 0n
    ? refused('a network for no host needs no addresses', at)
    : accepted({ name: name || UNNAMED, hosts })
}

const UNNAMED = 'Network'

function readLength(name: string, length: string, at: number, family: Family): Parsed<Need> {
  if (!/^\d{1,3}$/.test(length)) return refused(`"${length}" is not a prefix length`, at)
  if (Number(length) > widthOf(family))
    return refused(`prefix length above ${widthOf(family)}: "${length}"`, at)
  return accepted({ name: name || UNNAMED, bits: Number(length) })
}

/** Behind the last blank, `:`, `=` or comma; a comma between two digits may be one inside a number, so it ends no name. */
function numberStart(body: string): number {
  for (let at = body.length; at > 0; at--) {
    const before = body[at - 1]
    if (/[\s:=]/.test(before)) return at
    if (before === ',' && !/^\d,\d/.test(body.slice(Math.max(at - 2, 0), at + 1))) return at
  }
  return 0
}
