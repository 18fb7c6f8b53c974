import { unexpected } from './complaint'
import { isKeyword, type Token } from './tokens'

/** Where the parser stands in its tokens. */
export type Cursor = { readonly tokens: readonly Token[]; at: number }

export function peek(cursor: Cursor, ahead = 0): Token {
  return cursor.tokens[Math.min(cursor.at + ahead, cursor.tokens.length - 1)]
}

export function take(cursor: Cursor): Token {
  const token = peek(cursor)
  if (token.kind !== 'end') cursor.at++
  return token
}

/** The token before the place where the parser stands. */
export function previous(cursor: Cursor): Token {
  return cursor.tokens[Math.max(0, cursor.at - 1)]
}

/** A keyword or symbol, written so and not quoted. */
export function stands(token: Token, text: string): boolean {
  return (token.kind === 'word' || token.kind === 'symbol') && token.text === text
}

export function takeIf(cursor: Cursor, text: string): Token | null {
  return stands(peek(cursor), text) ? take(cursor) : null
}

export function expect(cursor: Cursor, text: string, expecting: string | null = null): Token {
  const token = peek(cursor)
  if (!stands(token, text)) throw unexpected(token, expecting)
  return take(cursor)
}

/** The name of a table or chain. */
export function takeName(cursor: Cursor): Token {
  const token = peek(cursor)
  if (token.kind !== 'word' || isKeyword(token)) throw unexpected(token, 'string')
  return take(cursor)
}

export function takeNumber(cursor: Cursor, expecting: string | null = null): number {
  const token = peek(cursor)
  if (token.kind !== 'number') throw unexpected(token, expecting)
  return Number(take(cursor).text)
}

export function skipNewlines(cursor: Cursor): void {
  while (peek(cursor).kind === 'newline') take(cursor)
}

/** Between commands, and between the lines of a block. */
export function skipSeparators(cursor: Cursor): void {
  while (peek(cursor).kind === 'newline' || stands(peek(cursor), ';')) take(cursor)
}

/** A rule ends at a newline or semicolon, or at the brace of its block. */
export function atEnd(cursor: Cursor): boolean {
  const token = peek(cursor)
  return token.kind === 'newline' || token.kind === 'end' || stands(token, ';') || stands(token, '}')
}
