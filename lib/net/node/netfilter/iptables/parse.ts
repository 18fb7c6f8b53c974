import { protocolNumber } from '../protocol-names'
import { type AddressWord, parseAddressWord } from './address-word'
import type { CommandLetter, Line, RuleWords, TableName } from './line'
import { type Given, type Module, resolveOption } from './module'
import { findMatchModule, findTargetModule, moduleOfProtocol } from './modules'
import { COMMANDS, LISTING, LONG, NEEDS_VALUE, RULE_OPTIONS, TABLES } from './option-letters'
import { badArgument, badWords, noTable, type Refusal, type Tool } from './refusal'

type Draft = { -readonly [K in keyof RuleWords]: RuleWords[K] }

/** Reads the words after the tool's name. What iptables would refuse is a Refusal with its very sentence. */
export function parseLine(words: readonly string[], tool: Tool): Line | Refusal {
  const family = tool === 'iptables' ? 4 : 6
  const modules: { module: Module; given: Given[] }[] = []
  const targetGiven: Given[] = []
  let target: Module | null = null
  const rule: Draft = {
    protocol: null,
    sources: null,
    destinations: null,
    in: null,
    out: null,
    fragment: '--',
    modules,
    target: null,
    targetGiven,
  }
  let command: CommandLetter | null = null
  let commandAt = 0
  let table: TableName = 'filter'
  let chain: string | null = null
  let chainAt: number | null = null
  let number: number | null = null
  let numberAt: number | null = null
  let extra: string | null = null
  let counters: Line['counters'] = null
  let negated = false
  let unresolved: Refusal | null = null
  const seen = new Map<string, string>()
  const bad = (sentence: string, at: number | null) => badWords(tool, sentence, at, words)

  let i = 0
  while (i < words.length) {
    const word = words[i]
    if (word === '!') {
      if (negated) return bad('multiple consecutive ! not allowed', i)
      negated = true
      i++
      if (i === words.length) return bad('nothing appropriate following !', i - 1)
      continue
    }
    if (!word.startsWith('-') || word === '-') return earlier() ?? badArgument(tool, i, words)
    const letters = lettersOf(word)
    if (letters === null) {
      const step = takeModuleOption(word, i)
      if (typeof step !== 'number') return step
      i = step
      negated = false
      continue
    }
    for (let k = 0; k < letters.options.length; k++) {
      const letter = letters.options[k]
      const shown = letters.long ? word : `-${letter}`
      const rest = letters.long ? null : letters.options.slice(k + 1)
      const needs = NEEDS_VALUE.includes(letter)
      let value: string | null = letters.value
      let valueAt = i
      if (needs && value === null) {
        if (rest !== null && rest.length > 0) {
          value = rest.join('')
          k = letters.options.length
        } else if (i + 1 < words.length) {
          value = words[++i]
          valueAt = i
        } else return bad(`option "${shown}" requires an argument`, i)
      }
      const problem = takeOption(letter, value ?? '', valueAt)
      if (problem) return problem
      negated = false
    }
    i++
  }
  if (command === null) return bad('no command specified', null)
  return finish(command)

  function lettersOf(word: string): { options: string[]; long: boolean; value: string | null } | null {
    if (!word.startsWith('--')) {
      const options = [...word.slice(1)]
      return { options, long: false, value: null }
    }
    const equals = word.indexOf('=')
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals)
    const found = Object.keys(LONG).filter((option) => option.startsWith(name))
    const exact = LONG[name] ?? (found.length === 1 && !ownsOption(name) ? LONG[found[0]] : undefined)
    if (exact === undefined) return null
    return { options: [exact], long: true, value: equals < 0 ? null : word.slice(equals + 1) }
  }

  function ownsOption(name: string): boolean {
    return [...modules.map((one) => one.module), ...(target ? [target] : [])].some(
      (module) => resolveOption(module, name) !== null,
    )
  }

  function takeModuleOption(word: string, at: number): number | Refusal {
    const equals = word.indexOf('=')
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals)
    let owner: { module: Module; given: Given[] } | null = null
    if (target && resolveOption(target, name)) owner = { module: target, given: targetGiven }
    // of two matches of one name, the later takes the options
    for (const one of modules.toReversed()) if (!owner && resolveOption(one.module, name)) owner = one
    if (!owner && rule.protocol && !rule.protocol.negated) {
      const implied = findMatchModule(moduleOfProtocol(rule.protocol.value, family) ?? '')
      if (implied && resolveOption(implied, name) && !modules.some((one) => one.module === implied)) {
        owner = { module: implied, given: [] }
        modules.push(owner as { module: Module; given: Given[] })
      }
    }
    if (!owner) return earlier() ?? bad(`unknown option "${word}"`, at)
    const option = resolveOption(owner.module, name) as string
    const count = owner.module.options[option]
    const values = equals < 0 ? [] : [word.slice(equals + 1)]
    let next = at + 1
    while (
      values.length < count &&
      next < words.length &&
      (values.length === 0 || !words[next].startsWith('-'))
    )
      values.push(words[next++])
    if (values.length === 0 && count > 0) return bad(`option "${word}" requires an argument`, at)
    if (values.length < count) return bad(`--${option} requires two args.`, at)
    owner.given.push({ option, values, negated, at })
    return next
  }

  /** Values are judged as they are read: a bad one before a bad word is what iptables complains about. */
  function earlier(): Refusal | null {
    const context = {
      family: family as 4 | 6,
      protocol: rule.protocol?.value ?? 0,
      protocolNegated: rule.protocol?.negated ?? false,
    }
    for (const { module, given } of modules) {
      const built = module.build(given, context)
      if ('wrong' in built && built.at !== null) return bad(built.wrong, built.at)
    }
    return null
  }

  function once(letter: string, at: number): Refusal | null {
    if (seen.has(letter)) return bad(`multiple -${letter} flags not allowed`, at)
    seen.set(letter, letter)
    return null
  }

  function takeOption(letter: string, value: string, at: number): Refusal | null {
    if (COMMANDS.includes(letter)) return takeCommand(letter as CommandLetter, value, at)
    switch (letter) {
      case 't': {
        if (negated) return bad('unexpected ! flag before --table', at)
        if (!TABLES.includes(value as TableName)) return noTable(tool, value, at, words)
        table = value as TableName
        return null
      }
      case 'p': {
        const again = once('p', at)
        if (again) return again
        const protocol = protocolNumber(value)
        if (protocol === null) return bad(`unknown protocol "${value.toLowerCase()}" specified`, at)
        if (protocol === 0 && negated) return bad('rule would never match protocol', at)
        rule.protocol = { value: protocol, negated, at }
        return null
      }
      case 's':
      case 'd': {
        const again = once(letter, at)
        if (again) return again
        const parsed: AddressWord[] = []
        for (const text of value.split(',')) {
          const address = parseAddressWord(text, family)
          if (typeof address === 'string') {
            // names are only resolved when every word has been read
            unresolved ??= bad(address, at)
            continue
          }
          parsed.push(address)
        }
        if (negated && parsed.length > 1)
          return bad('! not allowed with multiple source or destination IP addresses', at)
        if (letter === 's') rule.sources = { value: parsed, negated, at }
        else rule.destinations = { value: parsed, negated, at }
        return null
      }
      case 'i':
      case 'o': {
        const again = once(letter, at)
        if (again) return again
        if (value === '') return bad('Empty interface is likely to be undesired', at)
        if (value.length > 15) return bad(`interface name \`${value}' must be shorter than IFNAMSIZ (15)`, at)
        if (letter === 'i') rule.in = { value, negated, at }
        else rule.out = { value, negated, at }
        return null
      }
      case 'j':
      case 'g': {
        if (negated) return bad(`cannot have ! before -${letter}`, at - 1)
        const again = once(letter, at - 1)
        if (again) return again
        target = letter === 'j' ? findTargetModule(value, family) : null
        rule.target = { name: value, goto: letter === 'g', at }
        return null
      }
      case 'm': {
        if (negated) return bad('unexpected ! flag before --match', at - 1)
        const module = findMatchModule(value, family)
        if (!module) return bad(`Couldn't load match \`${value}':No such file or directory\n`, at)
        modules.push({ module, given: [] })
        return null
      }
      case 'f':
        if (family === 6) return bad("`-f' is not supported in IPv6, use -m frag instead", at)
        rule.fragment = negated ? '!f' : '-f'
        return null
      case 'c': {
        const [packets, bytes] = [value, words[at + 1] ?? '']
        if (!isValue(words[at + 1])) return bad('-c requires packet and byte counter', at)
        if (!/^\d+$/.test(packets) || !/^\d+$/.test(bytes)) return bad('-c packet counter not numeric', at)
        counters = { packets: Number(packets), bytes: Number(bytes) }
        i = at + 1
        return null
      }
      case 'w':
        if (/^\d+$/.test(words[i + 1] ?? '')) i++
        return null
      case 'n':
      case 'v':
      case 'x':
      case '0':
        seen.set(letter, letter)
        return null
      case 'V':
        command = 'V'
        return null
      case '4':
      case '6':
        return null
      default:
        return bad(`unknown option "-${letter}"`, i)
    }
  }

  function takeCommand(letter: CommandLetter, value: string, at: number): Refusal | null {
    if (command !== null && !(command === 'L' && letter === 'Z') && !(command === 'Z' && letter === 'L'))
      return bad(`Cannot use -${letter} with -${command}`, i)
    if (command !== 'L') {
      command = letter
      commandAt = i
    }
    const optional = 'LSFZX'.includes(letter)
    if (optional) {
      if (isValue(words[i + 1])) {
        chain = words[++i]
        chainAt = i
      }
    } else {
      chain = value
      chainAt = at
    }
    const takesNumber = 'DIRLSZ'.includes(letter)
    const next = words[i + 1]
    if (chain !== null && takesNumber && isValue(next)) {
      if (letter === 'I' || letter === 'R' || 'LSZ'.includes(letter) || letter === 'D') {
        if (!/^[1-9]\d*$/.test(next)) return bad(`Invalid rule number \`${next}'`, i + 1)
        number = Number(next)
        numberAt = ++i
      }
    } else if (letter === 'R') return bad('-R requires a rule number', null)
    if (letter === 'E' || letter === 'P') {
      if (!isValue(next))
        return bad(
          letter === 'P'
            ? '-P requires a chain and a policy'
            : '-E requires old-chain-name and new-chain-name',
          null,
        )
      extra = next
      i++
    }
    return null
  }

  function isValue(word: string | undefined): word is string {
    return word !== undefined && !word.startsWith('-') && word !== '!'
  }

  function finish(letter: CommandLetter): Line | Refusal {
    const takesRule = 'ACDIR'.includes(letter)
    for (const option of seen.keys()) {
      const allowed = LISTING.includes(option)
        ? option === 'v' || ('L'.includes(letter) && true)
        : RULE_OPTIONS.includes(option)
          ? takesRule
          : true
      if (!allowed) return bad(`Illegal option \`-${option}' with this command`, commandAt)
    }
    if (unresolved) return unresolved
    if (takesRule) {
      const hooked = chain ?? ''
      if (rule.out && (hooked === 'PREROUTING' || hooked === 'INPUT'))
        return bad(`Can't use -o with ${hooked}\n`, rule.out.at - 1)
      if (rule.in && (hooked === 'POSTROUTING' || hooked === 'OUTPUT'))
        return bad(`Can't use -i with ${hooked}\n`, rule.in.at - 1)
    }
    return {
      ok: true,
      tool,
      family,
      words,
      command: letter,
      table,
      chain,
      chainAt,
      number,
      numberAt,
      extra,
      rule,
      numeric: seen.has('n'),
      verbose: seen.has('v'),
      exact: seen.has('x'),
      lineNumbers: seen.has('0'),
      counters,
    }
  }
}
