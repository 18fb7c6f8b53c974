import { type Address, parseAddress } from '../node/address'
import { DNS_TYPES } from '../wire/dns-record'
import { reverseName } from './reverse-name'

export type DigOptions = {
  readonly name: string
  readonly type: keyof typeof DNS_TYPES
  readonly server: Address | null
  readonly recurse: boolean
  readonly short: boolean
  readonly trace: boolean
  readonly tcp: boolean
  /** how many bytes an answer by UDP may have (EDNS) */
  readonly size: number
  readonly show: {
    readonly cmd: boolean
    readonly comments: boolean
    readonly question: boolean
    readonly answer: boolean
    readonly authority: boolean
    readonly additional: boolean
    readonly stats: boolean
  }
  /** the words as they were typed, for the first line */
  readonly typed: string
}

const SECTIONS = ['cmd', 'comments', 'question', 'answer', 'authority', 'additional', 'stats'] as const

/** `dig [@SERVER] [-x ADDRESS] NAME [TYPE] [+OPTION …]`, dig(1); text: what dig says is wrong. */
export function readDigOptions(words: readonly string[]): DigOptions | string {
  const show = {
    cmd: true,
    comments: true,
    question: true,
    answer: true,
    authority: true,
    additional: true,
    stats: true,
  }
  let server: Address | null = null
  let name: string | null = null
  let type: string | null = null
  const flags = { recurse: true, short: false, trace: false, tcp: false }
  let size = 1232
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word.startsWith('@')) {
      server = parseAddress(word.slice(1))
      if (server === null) return `dig: couldn't get address for '${word.slice(1)}': not found`
    } else if (word === '-x') {
      name = reverseName(words[++at] ?? '')
      if (name === null) return `Invalid IP address ${words[at] ?? ''}`
      type = 'PTR'
    } else if (word === '-t' || word === '-q') {
      if (word === '-t') type = words[++at] ?? ''
      else name = words[++at] ?? ''
    } else if (word.startsWith('+')) {
      const off = word.startsWith('+no')
      const option = word.slice(off ? 3 : 1)
      const section = SECTIONS.find((known) => known === option)
      if (option === 'all') for (const each of SECTIONS) show[each] = !off
      else if (section) show[section] = !off
      else if (option === 'recurse' || option === 'rec') flags.recurse = !off
      else if (option === 'short') flags.short = !off
      else if (option === 'trace') flags.trace = !off
      else if (option === 'tcp' || option === 'vc') flags.tcp = !off
      else if (/^bufsize=\d+$/.test(option)) size = Math.min(0xffff, Number(option.slice(8)))
      else if (!/^(cookie|edns|dnssec|multiline|time=\d+|tries=\d+|search|qr)$/.test(option))
        return `Invalid option: ${word}`
    } else if (type === null && name !== null && word.toUpperCase() in DNS_TYPES) type = word
    else if (name === null && word.toUpperCase() in DNS_TYPES && words.slice(at + 1).some(isName)) type = word
    else if (name === null) name = word
    else if (type === null) return `;; Warning, ignoring invalid type ${word}`
  }
  const upper = (type ?? (name === null ? 'NS' : 'A')).toUpperCase()
  if (!(upper in DNS_TYPES)) return `;; Warning, ignoring invalid type ${type}`
  return {
    name: name ?? '.',
    type: upper as keyof typeof DNS_TYPES,
    server,
    size,
    show,
    typed: words.join(' '),
    ...flags,
  }
}

function isName(word: string): boolean {
  return !/^[@+-]/.test(word)
}
