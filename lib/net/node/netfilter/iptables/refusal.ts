/** What iptables says when it refuses a line. */
export type Refusal = {
  readonly ok: false
  /** everything that goes to standard error, without the last newline */
  readonly text: string
  /** exit status: 1 the kernel or chain said no, 2 bad words, 3 no such table, 4 the kernel refused the rule */
  readonly exit: number
  /** the word that is wrong, and its index among the words; null when something is missing at the end */
  readonly word: string | null
  readonly at: number | null
}

export type Tool = 'iptables' | 'ip6tables'

export const IPTABLES_VERSION = 'v1.8.9 (nf_tables)'

/** xtables_error(PARAMETER_PROBLEM, …): the sentence and where to look for help. */
export function badWords(tool: Tool, sentence: string, at: number | null, words: readonly string[]): Refusal {
  return refusal(`${tool} ${IPTABLES_VERSION}: ${sentence}\n${tryHelp(tool)}`, 2, at, words)
}

/** A word that is neither option nor value; iptables leaves out its own name here. */
export function badArgument(tool: Tool, at: number, words: readonly string[]): Refusal {
  return refusal(`Bad argument \`${words[at]}'\n${tryHelp(tool)}`, 2, at, words)
}

/** nft_strerror: a sentence for an errno of the kernel. */
export function notThere(tool: Tool, sentence: string, at: number | null, words: readonly string[]): Refusal {
  return refusal(`${tool}: ${sentence}`, 1, at, words)
}

/** What the kernel answered to the change itself. */
export function kernelRefused(
  tool: Tool,
  what: string,
  error: string,
  object: string,
  at: number | null,
  words: readonly string[],
): Refusal {
  return refusal(`${tool} ${IPTABLES_VERSION}:  ${what} failed (${error}): ${object}`, 4, at, words)
}

export function noTable(tool: Tool, table: string, at: number, words: readonly string[]): Refusal {
  const text = `${tool} ${IPTABLES_VERSION}: table '${table}' does not exist\nPerhaps ${tool} or your kernel needs to be upgraded.`
  return refusal(text, 3, at, words)
}

export function refusal(text: string, exit: number, at: number | null, words: readonly string[]): Refusal {
  return { ok: false, text, exit, at, word: at === null ? null : (words[at] ?? null) }
}

function tryHelp(tool: Tool): string {
  return `Try \`${tool} -h' or '${tool} --help' for more information.`
}
