/** A piece of nft text. Lines count from 1, columns from 1. */
export type Token = {
  readonly kind: 'word' | 'quoted' | 'number' | 'address' | 'symbol' | 'newline' | 'end' | 'junk'
  /** without the quotes of a quoted string */
  readonly text: string
  readonly line: number
  readonly column: number
  /** what was typed, quotes included */
  readonly length: number
}

/** Words of the grammar: they cannot be names. The part of scanner.l that the subset needs. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `accept drop continue jump goto return log limit counter reject masquerade snat dnat redirect ct meta ip ip6 inet tcp
  udp icmp icmpv6 th table chain rule add create insert delete list flush ruleset iif oif iifname oifname queue fwd dup
  mark set map element vmap comment hook policy type priority to with handle position arp bridge netdev ether vlan esp ah sctp dccp udplite
  over burst rate lt gt le ge eq ne flow quota synproxy tproxy notrack socket fib numgen exthdr rt`.split(
    /\s+/,
  ),
)

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['address', /(?:[0-9a-fA-F]{0,4}:){2,7}(?:\d+(?:\.\d+){3}|[0-9a-fA-F]{1,4})?/y],
  ['address', /\d+(?:\.\d+)+/y],
  ['number', /\d+(?![A-Za-z_0-9])/y],
  ['word', /[A-Za-z_0-9][A-Za-z0-9_.\\-]*\*?/y],
  ['symbol', /==|!=|<=|>=|[{}()[\],;:=<>/|&@$+-]/y],
]

/** Comments and blanks are dropped; a backslash at the end joins lines; always ends with a newline and an end token. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  let lineStart = 0
  let at = 0
  const push = (kind: Token['kind'], value: string, length: number) => {
    tokens.push({ kind, text: value, line, column: at - lineStart + 1, length })
    at += length
  }
  while (at < text.length) {
    const char = text[at]
    if (char === '\n') {
      push('newline', '\n', 1)
      line++
      lineStart = at
    } else if (char === '\\' && text[at + 1] === '\n') {
      at += 2
      line++
      lineStart = at
    } else if (/\s/.test(char)) at++
    else if (char === '#') while (at < text.length && text[at] !== '\n') at++
    else if (char === '"') {
      const close = /"[^"\n]*"/y
      close.lastIndex = at
      const quoted = close.exec(text)?.[0]
      if (quoted) push('quoted', quoted.slice(1, -1), quoted.length)
      else push('junk', char, 1)
    } else pushPattern(text, at, push)
  }
  push('newline', '\n', 1)
  // nft shows the end of a file at the first column of the last line
  tokens.push({ kind: 'end', text: '', line, column: 1, length: 1 })
  return tokens
}

function pushPattern(
  text: string,
  at: number,
  push: (kind: Token['kind'], value: string, length: number) => void,
): void {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found) {
      push(kind, found, found.length)
      return
    }
  }
  push('junk', text[at], 1)
}

export function isKeyword(token: Token): boolean {
  return token.kind === 'word' && KEYWORDS.has(token.text)
}

/** As bison names it after `unexpected`. */
export function nameOfToken(token: Token): string {
  switch (token.kind) {
    case 'word':
      return isKeyword(token)
        ? token.text
        : token.text.endsWith('*')
          ? 'string with a trailing asterisk'
          : 'string'
    case 'address':
      return 'string'
    case 'quoted':
      return 'quoted string'
    case 'number':
    case 'newline':
    case 'junk':
      return token.kind
    case 'end':
      return 'end of file'
    default:
      return SYMBOLS[token.text] ?? token.text
  }
}

const SYMBOLS: Readonly<Record<string, string>> = {
  '{': "'{'",
  '}': "'}'",
  '(': "'('",
  ')': "')'",
  '[': "'['",
  ']': "']'",
  '=': "'='",
  $: "'$'",
  ',': 'comma',
  ';': 'semicolon',
  ':': 'colon',
}
