import type { Action, Limit, TableFamily } from '../rule'
import { Complaint, type Span, spanOf, unexpected } from './complaint'
import { takeCondition } from './conditions'
import {
  atEnd,
  type Cursor,
  expect,
  peek,
  previous,
  stands,
  take,
  takeIf,
  takeName,
  takeNumber,
} from './cursor'
import { type Draft, makeDraft } from './draft'
import { takeReject } from './refuse'
import { isKeyword } from './tokens'
import { takeTranslation } from './translation'

/** One rule: conditions and statements from left to right, at last a comment. Throws a Complaint. */
export function takeRule(cursor: Cursor, family: TableFamily): Draft {
  const draft = makeDraft(family)
  if (atEnd(cursor)) throw unexpected(peek(cursor))
  let began = false
  while (!atEnd(cursor)) {
    const first = peek(cursor)
    if (began && stands(first, 'comment')) {
      takeComment(cursor, draft)
      break
    }
    if (draft.terminal !== null) refuseAfter(cursor, draft, draft.terminal)
    takeStatement(cursor, draft)
    began = true
  }
  return draft
}

/** nft reads the statement to its end before it says that nothing comes after a verdict. */
function refuseAfter(cursor: Cursor, draft: Draft, terminal: Span): never {
  const first = peek(cursor)
  takeStatement(cursor, draft)
  const span = spanOf(first, previous(cursor))
  throw new Complaint('Statement after terminal statement has no effect', span, terminal)
}

function takeStatement(cursor: Cursor, draft: Draft): void {
  const token = peek(cursor)
  const keyword = isKeyword(token) ? token.text : ''
  switch (keyword) {
    case 'accept':
    case 'drop':
    case 'return':
      draft.parts.push({ kind: keyword })
      draft.words.push(keyword)
      draft.terminal = take(cursor)
      return
    case 'jump':
    case 'goto': {
      take(cursor)
      if (peek(cursor).kind !== 'word') throw unexpected(peek(cursor), "'{'")
      const name = takeName(cursor)
      draft.targets.push(name)
      draft.parts.push({ kind: keyword, chain: name.text })
      draft.words.push(`${keyword} ${name.text}`)
      draft.terminal = spanOf(token, name)
      return
    }
    case 'reject':
      takeReject(cursor, draft)
      draft.terminal = spanOf(token, previous(cursor))
      return
    case 'snat':
    case 'dnat':
    case 'redirect':
    case 'masquerade':
      takeTranslation(cursor, draft)
      draft.terminal = spanOf(token, previous(cursor))
      return
    case 'counter':
      takeCounter(cursor, draft)
      return
    case 'log':
      takeLog(cursor, draft)
      return
    case 'limit':
      takeLimit(cursor, draft)
      return
  }
  if (takeCondition(cursor, draft)) return
  if (isKeyword(token) || token.kind !== 'word') throw unexpected(token)
  // a word that nft does not know begins an expression: it stumbles over what comes next
  take(cursor)
  throw unexpected(peek(cursor), null, token)
}

/** `counter [packets 3 bytes 180]` */
function takeCounter(cursor: Cursor, draft: Draft): void {
  expect(cursor, 'counter')
  const counter: Action = { kind: 'counter', packets: 0, bytes: 0 }
  if (takeIf(cursor, 'packets')) {
    counter.packets = takeNumber(cursor, 'number')
    expect(cursor, 'bytes', 'bytes')
    counter.bytes = takeNumber(cursor, 'number')
  }
  draft.words.push({ counter: draft.parts.length })
  draft.parts.push(counter)
}

const LEVELS: readonly string[] = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug']
const WARN = 4

/** `log [prefix "…"] [level …]`; the level warn is not listed (syslog(3) numbers them). */
function takeLog(cursor: Cursor, draft: Draft): void {
  expect(cursor, 'log')
  let prefix = ''
  let level = WARN
  for (;;) {
    if (takeIf(cursor, 'prefix')) prefix = takeText(cursor)
    else if (takeIf(cursor, 'level')) {
      const word = take(cursor)
      level = LEVELS.indexOf(word.text)
      if (level < 0) throw new Complaint('invalid log level', word)
    } else break
  }
  const words = ['log']
  if (prefix !== '') words.push(`prefix "${prefix}"`)
  if (level !== WARN) words.push(`level ${LEVELS[level]}`)
  draft.parts.push({ kind: 'log', prefix, level })
  draft.words.push(words.join(' '))
}

function takeText(cursor: Cursor): string {
  const token = peek(cursor)
  if (token.kind !== 'quoted' && (token.kind !== 'word' || isKeyword(token)))
    throw unexpected(token, 'string or quoted string or string with a trailing asterisk')
  return take(cursor).text
}

function takeComment(cursor: Cursor, draft: Draft): void {
  expect(cursor, 'comment')
  draft.comment = takeText(cursor)
  if (!atEnd(cursor)) throw unexpected(peek(cursor), 'end of file or newline or semicolon')
}

const UNITS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
}
const USUAL_BURST = 5

/** `limit rate [over] 3/minute [burst 5 packets]`; a burst of 5 is not listed (nft(8), LIMIT STATEMENT). */
function takeLimit(cursor: Cursor, draft: Draft): void {
  const first = expect(cursor, 'limit')
  expect(cursor, 'rate', 'rate')
  const over = takeIf(cursor, 'over') !== null
  const rate = takeNumber(cursor)
  expect(cursor, '/', '/ or string or bytes')
  const unit = peek(cursor)
  if (unit.kind !== 'word' || !Object.hasOwn(UNITS, unit.text)) throw unexpected(unit)
  take(cursor)
  let burst = USUAL_BURST
  if (takeIf(cursor, 'burst')) {
    burst = takeNumber(cursor, 'number')
    expect(cursor, 'packets', 'packets')
  }
  if (rate === 0)
    throw new Complaint('Could not process rule: Invalid argument', spanOf(first, previous(cursor)))
  const period = Math.floor((UNITS[unit.text] * 1_000_000) / rate)
  const limit: Limit = { kind: 'limit', over, period, burst, credit: 0, filledAt: null }
  draft.parts.push(limit)
  const tail = burst === USUAL_BURST ? '' : ` burst ${burst} packets`
  draft.words.push(`limit rate ${over ? 'over ' : ''}${rate}/${unit.text}${tail}`)
}
