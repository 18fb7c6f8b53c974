import { nameOfToken, type Token } from './tokens'

/** A stretch of one line, columns from 1. */
export type Span = { readonly line: number; readonly column: number; readonly length: number }

/** Thrown by the parser and by the checks, caught in `runNft`: nothing of the text is applied then. */
export class Complaint extends Error {
  readonly span: Span
  /** what the sentence also talks about, underlined with ~ */
  readonly also: Span | null
  /** the word a reader has to change, when nft points elsewhere */
  readonly wrong: Token | null

  constructor(message: string, span: Span, also: Span | null = null, wrong: Token | null = null) {
    super(message)
    this.span = span
    this.also = also
    this.wrong = wrong
  }
}

/** `syntax error, unexpected …[, expecting …]`, the sentence of bison. */
export function unexpected(
  token: Token,
  expecting: string | null = null,
  wrong: Token | null = null,
): Complaint {
  const tail = expecting === null ? '' : `, expecting ${expecting}`
  return new Complaint(`syntax error, unexpected ${nameOfToken(token)}${tail}`, token, null, wrong ?? token)
}

export function spanOf(first: Span, last: Span): Span {
  if (first.line !== last.line) return first
  return { line: first.line, column: first.column, length: last.column + last.length - first.column }
}

/** A span from a line's beginning to behind its end, as nft points at a whole command that the kernel refused. */
export function wholeCommand(first: Span, newline: Span): Span {
  return spanOf(first, newline)
}

/**
 * The lines nft writes: the sentence, the line of the text, and the marks below it. With `file` the place stands before
 * the sentence (erec_print of libnftables).
 */
export function complaintLines(complaint: Complaint, text: string, file: string | null): string[] {
  const { span, also, message } = complaint
  const lines = text.split('\n')
  // the end of a file is shown at its last line
  const shown = lines[span.line - 1] || (lines[span.line - 2] ?? '')
  const last = span.column + span.length - 1
  const place = file === null ? '' : `${file}:${span.line}:${span.column}-${last}: `
  // tabs stay tabs, so that the marks stand below what they mark
  const marks: string[] = [...shown].map((char) => (char === '\t' ? '\t' : ' '))
  while (marks.length < last) marks.push(' ')
  if (also && also.line === span.line) marks.fill('~', also.column - 1, also.column - 1 + also.length)
  marks.fill('^', span.column - 1, last)
  return [`${place}Error: ${message}`, shown, marks.join('').replace(/ +$/, '').slice(0, Math.max(last, 0))]
}
