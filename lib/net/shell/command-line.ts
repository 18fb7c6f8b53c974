import { splitWords } from '../node/netfilter/iptables/words'

/** One command of a line, and on what it depends: `a; b`, `a && b`, `a || b`; behind `&` it goes on beside the next. */
export type Command = {
  readonly words: readonly string[]
  readonly after: 'always' | 'success' | 'failure'
  readonly background: boolean
}

/** bash(1), "Lists": operators inside quotes or behind a backslash are plain characters. */
export function commandsOf(line: string): Command[] {
  const commands: Command[] = []
  let after: Command['after'] = 'always'
  let start = 0
  let quote = ''
  const end = (at: number, background: boolean) => {
    const words = splitWords(line.slice(start, at))
    if (words.length > 0) commands.push({ words, after, background })
  }
  for (let at = 0; at < line.length; at++) {
    const character = line[at]
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++
      else if (character === quote) quote = ''
    } else if (character === '\\') at++
    else if (character === '"' || character === "'") quote = character
    else if (character === '&' || character === ';' || (character === '|' && line[at + 1] === '|')) {
      const doubled = character !== ';' && line[at + 1] === character
      end(at, character === '&' && !doubled)
      after = character === '|' ? 'failure' : doubled ? 'success' : 'always'
      if (doubled) at++
      start = at + 1
    }
  }
  end(line.length, false)
  return commands
}
