import { readOptions } from './options'
import { failed, type Output, wrote } from './output'

/** A filter behind a pipe: `grep [-v] [-i] [-E] [-c] PATTERN`, `head [-n N]`, `tail [-n N]`, `wc -l`. */
export function runFilter({ text }: Output, words: readonly string[]): Output {
  const [name, ...rest] = words
  const lines = text.split('\n').slice(0, text.endsWith('\n') ? -1 : undefined)
  switch (name) {
    case 'grep':
      return grep(lines, rest)
    case 'head':
      return wrote(lines.slice(0, countOf(rest)))
    case 'tail':
      return wrote(lines.slice(-countOf(rest)))
    case 'wc':
      return rest.includes('-l') ? wrote([String(lines.length)]) : failed('wc: only -l is known here', 1)
    default:
      return failed(`-bash: ${name ?? ''}: command not found`, 127)
  }
}

/** `-n 5`, `-n5` or `-5`; ten without any (head(1)). */
function countOf(words: readonly string[]): number {
  const digits = /(\d+)/.exec(words.join(' '))
  return digits ? Number(digits[1]) : 10
}

function grep(lines: readonly string[], words: readonly string[]): Output {
  const { given, rest } = readOptions(words, 'e')
  const pattern = given.get('e') ?? rest[0]
  if (pattern === undefined) return failed('Usage: grep [OPTION]... PATTERNS [FILE]...', 2)
  const expression = expressionOf(pattern, given.has('E'), given.has('F'), given.has('i'))
  if (!expression) return failed(`grep: Invalid regular expression`, 2)
  const found = lines.filter((line) => expression.test(line) !== given.has('v'))
  const status = found.length > 0 ? 0 : 1
  return given.has('c') ? wrote([String(found.length)], status) : wrote(found, status)
}

/** In a basic expression `+ ? { } ( ) |` are plain unless a backslash stands before them (regex(7)). */
function expressionOf(
  pattern: string,
  extended: boolean,
  fixed: boolean,
  ignoreCase: boolean,
): RegExp | null {
  const text = fixed
    ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    : extended
      ? pattern
      : pattern.replace(/\\?[+?{}()|]/g, (found) => (found.length === 2 ? found[1] : `\\${found}`))
  try {
    return new RegExp(text, ignoreCase ? 'i' : '')
  } catch {
    return null
  }
}
