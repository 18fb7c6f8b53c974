/** What a command leaves behind: what it wrote (standard output and error as a terminal shows them) and its exit status. */
export type Output = { readonly text: string; readonly status: number }

export function wrote(lines: readonly string[], status = 0): Output {
  return { text: lines.length === 0 ? '' : `${lines.join('\n')}\n`, status }
}

export function failed(line: string, status: number): Output {
  return wrote([line], status)
}
