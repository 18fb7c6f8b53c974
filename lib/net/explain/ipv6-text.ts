import { formatIpv6, type Ipv6, readIpv6 } from '../addr/ipv6'

/** One group of 16 bits as it is written out. `hidden`: it is part of the run that `::` stands for. */
export type Ipv6Group = { readonly zeros: string; readonly digits: string; readonly hidden: boolean }

export type Ipv6Text =
  | {
      readonly ok: true
      readonly groups: readonly Ipv6Group[]
      /** eight groups of four digits */
      readonly long: string
      /** RFC 5952 */
      readonly short: string
      readonly working: readonly { readonly text: string; readonly result: string }[]
    }
  | { readonly ok: false; readonly error: string; readonly at: number }

/** An IPv6 address that somebody wrote: long, short, and how one becomes the other (RFC 4291 section 2.2, RFC 5952 section 4). */
export function explainIpv6Text(written: string): Ipv6Text {
  const text = written.trim()
  const read = readIpv6(text)
  if (!read.ok) return { ok: false, error: read.error, at: read.at }
  const groups = groupsOf(read.value)
  const short = formatIpv6(read.value)
  const run = runIn(groups, short)
  const long = groups.map(wide).join(':')
  return {
    ok: true,
    groups: groups.map((group, place) => ({
      zeros: wide(group).slice(0, 4 - group.toString(16).length),
      digits: group.toString(16),
      hidden: run !== null && place >= run.start && place < run.start + run.length,
    })),
    long,
    short,
    working: [
      { text: readingOf(text), result: long },
      { text: 'Drop the zeros in front of each group; a group of zeros keeps one.', result: plain(groups) },
      { text: choiceOf(groups, run), result: run ? squeezed(groups, run) : plain(groups) },
      ...(short.includes('.')
        ? [
            {
              text: 'The first 96 bits are those of IPv4-mapped addresses: the last two groups are written as IPv4.',
              result: short,
            },
          ]
        : []),
    ],
  }
}

type Run = { readonly start: number; readonly length: number }

function groupsOf(address: Ipv6): number[] {
  return Array.from({ length: 8 }, (_, place) => Number((address >> BigInt(112 - 16 * place)) & 0xffffn))
}

const wide = (group: number) => group.toString(16).padStart(4, '0')
const plain = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(':')
const squeezed = (groups: readonly number[], { start, length }: Run) =>
  `${plain(groups.slice(0, start))}::${plain(groups.slice(start + length))}`

/** All runs of zero groups, of one group too. */
function runsOf(groups: readonly number[]): Run[] {
  const runs: Run[] = []
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (start + length < 8 && groups[start + length] === 0) length++
    if (length > 0) runs.push({ start, length })
    start += length
  }
  return runs
}

/** The run that the short form hides. */
function runIn(groups: readonly number[], short: string): Run | null {
  const at = short.indexOf('::')
  if (at < 0) return null
  const start = at === 0 ? 0 : short.slice(0, at).split(':').length
  return runsOf(groups).find((run) => run.start === start) ?? null
}

function readingOf(text: string): string {
  const parts = text.split(':').filter((part) => part !== '')
  const known = parts.length + (parts.at(-1)?.includes('.') ? 1 : 0)
  if (!text.includes('::')) return 'Fill every group up to four digits.'
  const missing = 8 - known
  return `${count(known)} written, so :: stands for ${missing === 1 ? 'one group' : `${missing} groups`} of zeros. Fill every group up to four digits.`
}

function choiceOf(groups: readonly number[], run: Run | null): string {
  const runs = runsOf(groups)
  if (runs.length === 0) return 'No group is zero, so there is no :: in this address.'
  if (run === null) return 'Zero groups stand alone, and a single one stays 0: no :: in this address.'
  const equals = runs.filter(({ length }) => length === run.length)
  const why =
    runs.length === 1
      ? 'the only run of zero groups'
      : equals.length > 1
        ? `the first of ${equals.length} runs that are equally long`
        : 'the longest run of zero groups'
  return `Write :: once, for ${why}, ${run.length} groups.`
}

function count(groups: number): string {
  return groups === 0 ? 'No group is' : groups === 1 ? 'One group is' : `${groups} groups are`
}
