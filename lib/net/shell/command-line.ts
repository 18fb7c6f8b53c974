import { splitWords } from '../node/netfilter/iptables/words'

/** One command of a line, and on what it depends: `a; b`, `a && b`, `a || b`; behind `&` it goes on beside the next. */
export type Command = {
  readonly words: readonly string[]
  readonly after: 'always' | 'success' | 'failure'
  readonly background: boolean
  /** what its output is piped through: `| grep 22` */
  readonly filters: readonly (readonly string[])[]
}

/** bash(1), "Lists": operators inside quotes or behind a backslash are plain characters. */
export function commandsOf(line: string): Command[] {
  const commands: Command[] = []
  let after: Command['after'] = 'always'
  let start = 0
  let quote = ''
  let pipeline: string[] = []
  const end = (at: number, background: boolean) => {
    const [words = [], ...filters] = pipeline.concat(line.slice(start, at)).map(splitWords)
    pipeline = []
    if (words.length > 0) commands.push({ words, after, background, filters })
  }
  for (let at = 0; at < line.length; at++) {
    const character = line[at]
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++
      else if (character === quote) quote = ''
    } else if (character === '\\') at++
    else if (character === '"' || character === "'") quote = character
    else if (character === '|' && line[at + 1] !== '|') {
      pipeline.push(line.slice(start, at))
      start = at + 1
    } else if (character === '&' || character === ';' || character === '|') {
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
