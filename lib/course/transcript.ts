/** A stretch of a line; `layer` where it is an address of that layer. */
export type TranscriptSpan = { readonly text: string; readonly layer: 2 | 3 | 4 | null }

/** One line of a recorded terminal. `mark` is the number of its note. */
export type TranscriptLine = {
  readonly kind: 'command' | 'output'
  readonly mark: number | null
  readonly spans: readonly TranscriptSpan[]
}

const MARK = / {2}#\((\d+)\)$/
/** A MAC address, or an IPv4 address with the port that tcpdump (`.443`) and ss (`:443`) write behind it. */
const ADDRESS =
  /\b((?:[0-9a-f]{2}:){5}[0-9a-f]{2})\b|\b(\d{1,3}(?:\.\d{1,3}){3})(?:([.:])(\d{1,5}))?\b(?!\.\d)/g

/** Reads a recording: lines that begin with `$ ` are commands, a line that ends in `  #(1)` carries note 1. */
export function readTranscript(text: string): readonly TranscriptLine[] {
  return text
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => {
      const mark = MARK.exec(line)
      const words = mark ? line.slice(0, mark.index) : line
      return {
        kind: words.startsWith('$ ') ? 'command' : 'output',
        mark: mark ? Number(mark[1]) : null,
        spans: words.startsWith('$ ') ? [{ text: words, layer: null }] : spansOf(words),
      }
    })
}

/** The commands alone, one a line, ready to be typed. */
export function commandsOf(lines: readonly TranscriptLine[]): string {
  return lines
    .filter(({ kind }) => kind === 'command')
    .map(({ spans }) =>
      spans
        .map(({ text }) => text)
        .join('')
        .slice(2),
    )
    .join('\n')
}

function spansOf(line: string): TranscriptSpan[] {
  const spans: TranscriptSpan[] = []
  const add = (text: string, layer: TranscriptSpan['layer']) => {
    if (text) spans.push({ text, layer })
  }
  let at = 0
  for (const match of line.matchAll(ADDRESS)) {
    const [whole, mac, ip, separator = '', port = ''] = match
    add(line.slice(at, match.index), null)
    if (mac) add(mac, 2)
    else {
      add(ip ?? '', 3)
      add(separator, null)
      add(port, 4)
    }
    at = match.index + whole.length
  }
  add(line.slice(at), null)
  return spans
}
