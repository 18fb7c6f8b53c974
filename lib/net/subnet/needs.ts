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

function readNeed(line: string, family: Family): Parsed<Need> {
  const [, name, written] = /^(.*?)[\s:=,]*(\/\s*\S+|\d[\d_]*)(?:\s+hosts?)?$/i.exec(line) ?? []
  if (written === undefined)
    return refused(
      'a name and a number of hosts is expected, as in “Office 60”, or a name and a prefix length',
      line.length,
    )
  const at = line.lastIndexOf(written)
  const called = name.trim() || 'Network'
  if (written.startsWith('/')) {
    const digits = written.slice(1).trim()
    if (!/^\d{1,3}$/.test(digits)) return refused(`"${digits}" is not a prefix length`, at)
    if (Number(digits) > widthOf(family))
      return refused(`prefix length above ${widthOf(family)}: "${digits}"`, at)
    return accepted({ name: called, bits: Number(digits) })
  }
  const hosts = BigInt(written.replaceAll('_', ''))
  return hosts === 0n
    ? refused('a network for no host needs no addresses', at)
    : accepted({ name: called, hosts })
}
