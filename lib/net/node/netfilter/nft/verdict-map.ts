import type { Match, Verdict } from '../rule'
import { unexpected } from './complaint'
import { type Cursor, expect, peek, skipNewlines, stands, take, takeIf, takeName } from './cursor'
import type { Draft } from './draft'
import { quoted, type Selector } from './selectors'
import type { Token } from './tokens'
import { takeValue, type Value } from './values'

/** `vmap { established : accept, invalid : drop }`: the value decides the verdict (nft(8), VERDICT MAPS). */
export function takeVerdictMap(cursor: Cursor, draft: Draft, selector: Selector): void {
  expect(cursor, 'vmap')
  expect(cursor, '{')
  const entries: { value: Value; match: Match; verdict: Verdict; text: string }[] = []
  skipNewlines(cursor)
  while (entries.length === 0 || !stands(peek(cursor), '}')) {
    const key = peek(cursor)
    const value = takeValue(cursor, selector.kind)
    expect(cursor, ':', 'colon')
    const { verdict, text } = takeMapVerdict(cursor, draft, key)
    entries.push({ value, match: selector.build([value], false), verdict, text })
    skipNewlines(cursor)
    if (!takeIf(cursor, ',')) break
    skipNewlines(cursor)
  }
  expect(cursor, '}', "comma or '}'")
  entries.sort((one, other) => (one.value.from < other.value.from ? -1 : 1))
  draft.parts.push({ kind: 'vmap', entries: entries.map(({ match, verdict }) => ({ match, verdict })) })
  const listed = entries.map(({ value, text }) => `${quoted(value, selector)} : ${text}`)
  draft.words.push(`${selector.text} vmap { ${listed.join(', ')} }`)
  draft.anonymousSets++
}

/** `key`: where nft points when the chain is not there. */
function takeMapVerdict(cursor: Cursor, draft: Draft, key: Token): { verdict: Verdict; text: string } {
  const token = peek(cursor)
  if (stands(token, 'accept') || stands(token, 'drop') || stands(token, 'return')) {
    take(cursor)
    return { verdict: { kind: token.text as 'accept' | 'drop' | 'return' }, text: token.text }
  }
  if (stands(token, 'jump') || stands(token, 'goto')) {
    take(cursor)
    const name = takeName(cursor)
    draft.targets.push({ ...name, line: key.line, column: key.column, length: key.length })
    return {
      verdict: { kind: token.text as 'jump' | 'goto', chain: name.text },
      text: `${token.text} ${name.text}`,
    }
  }
  throw unexpected(token)
}
