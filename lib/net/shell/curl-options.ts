export type CurlOptions = {
  readonly url: string
  readonly method: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly body: string
  /** -s without -S */
  readonly quiet: boolean
  readonly verbose: boolean
  /** -i, -I: the head too */
  readonly withHead: boolean
  /** -o FILE: the content goes elsewhere */
  readonly discard: boolean
  readonly writeOut: string | null
  readonly userAgent: string
  /** -f: an error status is a failure */
  readonly fail: boolean
  readonly maxSeconds: number | null
  readonly connectSeconds: number | null
  readonly family: 4 | 6 | null
  /** how long the second address family waits for the first */
  readonly happyEyeballsMs: number
}

const LONG: Readonly<Record<string, string>> = {
  '--verbose': '-v',
  '--silent': '-s',
  '--show-error': '-S',
  '--include': '-i',
  '--head': '-I',
  '--output': '-o',
  '--write-out': '-w',
  '--max-time': '-m',
  '--header': '-H',
  '--request': '-X',
  '--data': '-d',
  '--user-agent': '-A',
  '--fail': '-f',
  '--ipv4': '-4',
  '--ipv6': '-6',
}
/** CURL_HET_DEFAULT */
const HAPPY_EYEBALLS_MS = 200
const VALUED = 'owmHXdA'
const PLAIN = 'vsSiIf46'

/** The options of curl(1) that the course uses; text: what curl says of one it does not have. */
export function readCurlOptions(words: readonly string[]): CurlOptions | string {
  const given = new Map<string, string[]>()
  let url = ''
  const note = (letter: string, value: string) => given.set(letter, [...(given.get(letter) ?? []), value])
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === '--connect-timeout') note('connect', words[++at] ?? '')
    else if (word === '--happy-eyeballs-timeout-ms') note('eyeballs', words[++at] ?? '')
    else if (word === '--http1.1') continue
    else if (word.startsWith('--')) {
      const short = LONG[word]
      if (!short) return `option ${word}: is unknown`
      if (VALUED.includes(short[1])) note(short[1], words[++at] ?? '')
      else note(short[1], '')
    } else if (word.startsWith('-') && word.length > 1) {
      for (let letter = 1; letter < word.length; letter++) {
        if (VALUED.includes(word[letter])) {
          note(word[letter], word.slice(letter + 1) || (words[++at] ?? ''))
          break
        }
        if (!PLAIN.includes(word[letter])) return `option ${word}: is unknown`
        note(word[letter], '')
      }
    } else url = word
  }
  const has = (letter: string) => given.has(letter)
  const last = (letter: string) => given.get(letter)?.at(-1) ?? null
  const number = (letter: string) => (last(letter) === null ? null : Number(last(letter)))
  return {
    url,
    method: last('X') ?? (has('I') ? 'HEAD' : has('d') ? 'POST' : 'GET'),
    headers: (given.get('H') ?? []).map(readHeader),
    body: (given.get('d') ?? []).join('&'),
    quiet: has('s') && !has('S'),
    verbose: has('v'),
    withHead: has('i') || has('I'),
    discard: has('o'),
    writeOut: last('w'),
    userAgent: last('A') ?? 'curl/7.88.1',
    fail: has('f'),
    maxSeconds: number('m'),
    connectSeconds: number('connect'),
    family: has('4') ? 4 : has('6') ? 6 : null,
    happyEyeballsMs: number('eyeballs') ?? HAPPY_EYEBALLS_MS,
  }
}

function readHeader(text: string): { readonly name: string; readonly value: string } {
  const colon = text.indexOf(':')
  return colon < 0
    ? { name: text, value: '' }
    : { name: text.slice(0, colon), value: text.slice(colon + 1).trim() }
}
