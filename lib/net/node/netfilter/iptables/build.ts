import { protocolName } from '../protocol-names'
import type { IptablesPrint, Match, Part, Rule } from '../rule'
import type { AddressWord } from './address-word'
import type { Line } from './line'
import { type Built, printed } from './module'
import { findTargetModule } from './modules'
import { badWords, type Refusal } from './refusal'

/** A rule before it has its place: without handle and counter. */
export type BuiltRule = { readonly rule: Omit<Rule, 'handle'>; readonly save: string }

/** A line of addresses makes several rules: one for each pair of a source and a destination. */
export function buildRules(line: Line, isChain: (name: string) => boolean): BuiltRule[] | Refusal {
  const { rule, tool, words, family } = line
  const context = {
    family,
    protocol: rule.protocol?.value ?? 0,
    protocolNegated: rule.protocol?.negated ?? false,
  }
  const modules: Built[] = []
  for (const { module, given } of rule.modules) {
    const built = module.build(given, context)
    if ('wrong' in built) return badWords(tool, built.wrong, built.at, words)
    modules.push(built)
  }
  const target = buildTarget(line, isChain, context)
  if ('ok' in target) return target
  const rules: BuiltRule[] = []
  for (const source of rule.sources?.value ?? [null]) {
    for (const destination of rule.destinations?.value ?? [null]) {
      rules.push(oneRule(line, source, destination, modules, target))
    }
  }
  return rules
}

function buildTarget(
  { rule, tool, words }: Line,
  isChain: (name: string) => boolean,
  context: { family: 4 | 6; protocol: number; protocolNegated: boolean },
): Built | Refusal {
  if (!rule.target) return { parts: [], printed: printed('', ''), nft: '' }
  const { name, goto, at } = rule.target
  const module = goto ? null : findTargetModule(name, context.family)
  if (module) {
    const built = module.build(rule.targetGiven, context)
    return 'wrong' in built ? badWords(tool, built.wrong, built.at, words) : built
  }
  if (!isChain(name)) return badWords(tool, `Chain '${name}' does not exist`, at, words)
  const kind = goto ? 'goto' : 'jump'
  return {
    parts: [{ kind, chain: name }],
    printed: printed(`-${goto ? 'g' : 'j'} ${name}`, goto ? '[goto] ' : ''),
    nft: `${kind} ${name}`,
  }
}

function oneRule(
  { rule, family, counters }: Line,
  source: AddressWord | null,
  destination: AddressWord | null,
  modules: readonly Built[],
  target: Built,
): BuiltRule {
  const parts: Part[] = []
  const nft: string[] = []
  const save: string[] = []
  const ip = family === 4 ? 'ip' : 'ip6'
  for (const [side, word, given] of [
    ['source', source, rule.sources],
    ['destination', destination, rule.destinations],
  ] as const) {
    if (!word || !given || (word.all && !given.negated)) continue
    save.push(`${given.negated ? '! ' : ''}-${side === 'source' ? 's' : 'd'} ${word.save}`)
  }
  for (const [side, given] of [
    ['in', rule.in],
    ['out', rule.out],
  ] as const) {
    if (!given) continue
    parts.push(interfaceMatch(side, given.value, given.negated))
    save.push(`${given.negated ? '! ' : ''}-${side === 'in' ? 'i' : 'o'} ${given.value}`)
    nft.push(
      `${side === 'in' ? 'iifname' : 'oifname'} ${given.negated ? '!= ' : ''}"${given.value.replace(/\+$/, '*')}"`,
    )
  }
  const native =
    modules.length > 0 && /^(tcp|udp) /.test(modules[0].nft) && rule.modules[0].module.name !== 'multiport'
  if (rule.protocol && rule.protocol.value !== 0) {
    const { value, negated } = rule.protocol
    parts.push({ kind: 'protocol', negated, among: [value] })
    save.push(`${negated ? '! ' : ''}-p ${protocolName(value)}`)
    if (!native) nft.push(`meta l4proto ${negated ? '!= ' : ''}${protocolName(value)}`)
  }
  for (const [side, word, given] of [
    ['source', source, rule.sources],
    ['destination', destination, rule.destinations],
  ] as const) {
    if (!word || !given || (word.all && !given.negated)) continue
    parts.push({ kind: 'address', side, negated: given.negated, among: [word.range], set: null })
    nft.push(`${ip} ${side === 'source' ? 'saddr' : 'daddr'} ${given.negated ? '!= ' : ''}${word.list}`)
  }
  if (rule.fragment !== '--') {
    parts.push({ kind: 'fragment', negated: rule.fragment === '!f' })
    save.push(rule.fragment === '!f' ? '! -f' : '-f')
    nft.push(`ip frag-off & 8191 ${rule.fragment === '!f' ? '==' : '!='} 0`)
  }
  for (const [index, built] of modules.entries()) {
    parts.push(...built.parts.map(copyPart))
    save.push(built.printed.save)
    // nft 1.0.6 prints nothing for a comment of iptables, but the blanks around it
    if (built.nft !== '' || rule.modules[index].module.name === 'comment') nft.push(built.nft)
  }
  parts.push({ kind: 'counter', packets: counters?.packets ?? 0, bytes: counters?.bytes ?? 0 })
  parts.push(...target.parts)
  if (target.printed.save !== '') save.push(target.printed.save)
  const text = save.join(' ')
  const layer = parts.some((part) => ['ports', 'tcp-flags', 'ct-state', 'icmp'].includes(part.kind)) ? 4 : 3
  const print: IptablesPrint = {
    protocol: {
      number: rule.protocol?.value ?? 0,
      name: protocolName(rule.protocol?.value ?? 0),
      negated: rule.protocol?.negated ?? false,
    },
    fragment: rule.fragment,
    in: { text: rule.in?.value ?? '', negated: rule.in?.negated ?? false },
    out: { text: rule.out?.value ?? '', negated: rule.out?.negated ?? false },
    source: addressPrint(source, rule.sources?.negated ?? false),
    destination: addressPrint(destination, rule.destinations?.negated ?? false),
    modules: modules.map((built) => built.printed),
    target: { name: rule.target?.name ?? '', goto: rule.target?.goto ?? false, printed: target.printed },
  }
  const nftText = [...nft, '\u0000', ...(target.nft === '' ? [] : [target.nft])].join(' ')
  return {
    rule: { parts, text, layer, print: { tool: 'iptables', spec: print, nft: nftText }, because: new Map() },
    save: text,
  }
}

/** Buckets are a rule's own, also when one line made several rules. */
function copyPart(part: Part): Part {
  if (part.kind === 'limit' || part.kind === 'statistic' || part.kind === 'quota') return { ...part }
  return part.kind === 'hashlimit' ? { ...part, buckets: new Map() } : part
}

function addressPrint(word: AddressWord | null, negated: boolean): IptablesPrint['source'] {
  if (!word || (word.all && !negated)) return { text: '', save: '', negated: false }
  return { text: word.list, save: word.save, negated }
}

/** `eth0`, or every interface that begins so with `eth+`. */
function interfaceMatch(side: 'in' | 'out', text: string, negated: boolean): Match {
  const wildcard = text.endsWith('+')
  return {
    kind: 'interface',
    side,
    negated,
    among: [{ name: wildcard ? text.slice(0, -1) : text, wildcard }],
  }
}
