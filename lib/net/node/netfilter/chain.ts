import { updateChecksum } from '../../bytes/checksum'
import { readU16, writeU16 } from '../../bytes/integers'
import type { Because } from '../because'
import type { Hook, TraverseContext } from '../netfilter-port'
import { logLine } from './log-line'
import { matches } from './matches'
import { type PacketView, viewPacket } from './packet-view'
import { trafficClass } from './payload-matches'
import type { Action, Chain, Match, Rule, Table, Verdict } from './rule'
import type { NetfilterState } from './state'
import { isMatch } from './state'
import { stripOptions } from './strip-options'
import { clampMss } from './tcpmss'

/** One packet on its way through one hook. */
export type Walk = {
  readonly state: NetfilterState
  readonly hook: Hook
  readonly view: PacketView
  readonly context: TraverseContext
  readonly because: Because[]
  table: Table
  /** which rule gave the last verdict */
  decided?: Record<string, string | number>
}

const ACCEPT: Verdict = { kind: 'accept' }
const DROP: Verdict = { kind: 'drop' }

/**
 * Runs a base chain to its verdict: accept, drop, reject, or one of the NAT targets. Rules are tried in order; a jump
 * comes back at the end of the other chain, a goto does not; at the end of the base chain its policy decides.
 */
export function runChain(walk: Walk, table: Table, chain: Chain): Verdict {
  walk.table = table
  const verdict = runRules(walk, table, chain, 0)
  if (verdict !== null && verdict.kind !== 'return') return verdict
  chain.packets++
  chain.bytes += walk.view.length
  if (chain.base?.policy !== 'DROP') return ACCEPT
  walk.because.push({
    key: 'filter.policy-drop',
    layer: 3,
    data: { table: table.name, chain: chain.name, ...toolOf(table) },
  })
  return DROP
}

/** The kernel refuses loops when a ruleset is loaded; this is the depth at which nft refuses (NFT_JUMP_STACK_SIZE). */
const MAX_DEPTH = 16

function runRules(walk: Walk, table: Table, chain: Chain, depth: number): Verdict | null {
  for (let i = 0; i < chain.rules.length; i++) {
    const rule = chain.rules[i]
    const verdict = runRule(walk, rule, i + 1, table, chain)
    if (verdict === null) continue
    if (verdict.kind === 'return') return null
    if (verdict.kind === 'jump' || verdict.kind === 'goto') {
      const target = table.chains.find((candidate) => candidate.name === verdict.chain)
      if (!target || depth >= MAX_DEPTH) return DROP
      const inner = runRules(walk, table, target, depth + 1)
      if (inner !== null || verdict.kind === 'goto') return inner
      continue
    }
    tell(walk, rule, i + 1, table, chain, verdict)
    return verdict
  }
  return null
}

/** Null when a condition fails, or when the rule only acts. */
function runRule(walk: Walk, rule: Rule, number: number, table: Table, chain: Chain): Verdict | null {
  for (const part of rule.parts) {
    if (isMatch(part)) {
      if (!matches(part as Match, walk)) return null
    } else if (part.kind === 'vmap') {
      const entry = part.entries.find(({ match }) => matches(match, walk))
      if (!entry) return null
      return entry.verdict
    } else if (isVerdict(part)) return part
    else act(walk, part as Action, number, table, chain)
  }
  return null
}

function isVerdict(part: Rule['parts'][number]): part is Verdict {
  switch (part.kind) {
    case 'accept':
    case 'drop':
    case 'return':
    case 'jump':
    case 'goto':
    case 'reject':
    case 'snat':
    case 'dnat':
    case 'redirect':
    case 'masquerade':
    case 'netmap':
      return true
    default:
      return false
  }
}

function act(walk: Walk, action: Action, number: number, table: Table, chain: Chain): void {
  const { view, context, state } = walk
  const { track } = context
  const connection =
    typeof track.connection === 'number' ? state.conntrack.connections.get(track.connection) : undefined
  switch (action.kind) {
    case 'counter':
      action.packets++
      action.bytes += view.length
      return
    case 'log': {
      const line = logLine(action.prefix, view, context)
      const data = {
        table: table.name,
        chain: chain.name,
        rule: number,
        prefix: action.prefix,
        level: action.level,
        line,
      }
      walk.because.push({ key: 'filter.log', layer: 3, data })
      return
    }
    case 'set-mark':
      // MARK --set-xmark: clear the bits of the mask, then XOR the value
      if (action.of === 'packet') track.mark = ((track.mark & ~action.mask) ^ action.value) >>> 0
      else if (connection) connection.mark = ((connection.mark & ~action.mask) ^ action.value) >>> 0
      return
    case 'save-mark':
      if (connection) connection.mark = track.mark
      return
    case 'restore-mark':
      if (connection) track.mark = connection.mark
      return
    case 'notrack':
      if (track.connection !== null) return
      track.connection = 'untracked'
      track.ctState = 'UNTRACKED'
      return
    case 'assign-helper':
      if (track.connection === null && action.helper === 'ftp') track.helper = 'ftp'
      return
    case 'set-ttl':
      setTtl(view, action)
      return
    case 'set-tos':
      setTrafficClass(view, action)
      return
    case 'strip-tcp-options':
      stripOptions(view, action.options)
      return
    case 'tcpmss': {
      const longer = clampMss(view, action.size, context.pathMtu)
      if (longer !== view.bytes) {
        const fresh = viewPacket(longer, view.family)
        if (fresh) Object.assign(view, fresh)
      }
    }
  }
}

/** DSCP and TOS targets: clears the bits of the mask, then XORs the value (xt_DSCP.c). */
function setTrafficClass(view: PacketView, { value, mask }: Extract<Action, { kind: 'set-tos' }>): void {
  const { bytes } = view
  const is = ((trafficClass(view) & ~mask) ^ value) & 0xff
  if (view.family === 6) {
    bytes[0] = 0x60 | (is >>> 4)
    bytes[1] = ((is & 15) << 4) | (bytes[1] & 15)
    return
  }
  const was = readU16(bytes, 0)
  bytes[1] = is
  writeU16(bytes, 10, updateChecksum(readU16(bytes, 10), was, readU16(bytes, 0)))
}

function setTtl(view: PacketView, action: Extract<Action, { kind: 'set-ttl' }>): void {
  const at = view.family === 4 ? 8 : 7
  const was = view.bytes[at]
  const wanted =
    action.by === 'set' ? action.value : action.by === 'increment' ? was + action.value : was - action.value
  const ttl = Math.min(255, Math.max(0, wanted))
  if (view.family === 4) {
    const protocol = view.bytes[9]
    const checksum = updateChecksum(readU16(view.bytes, 10), (was << 8) | protocol, (ttl << 8) | protocol)
    writeU16(view.bytes, 10, checksum)
  }
  view.bytes[at] = ttl
}

/** One sentence a rule, made once and kept until the ruleset changes. */
function tell(walk: Walk, rule: Rule, number: number, table: Table, chain: Chain, verdict: Verdict): void {
  if ('range' in verdict || verdict.kind === 'netmap') {
    walk.decided = { table: table.name, chain: chain.name, rule: number, text: rule.text }
    return
  }
  const key =
    verdict.kind === 'accept' ? 'filter.accept' : verdict.kind === 'drop' ? 'filter.drop' : 'filter.reject'
  let because = rule.because.get(key)
  if (!because) {
    const data = { table: table.name, chain: chain.name, rule: number, text: rule.text, ...toolOf(table) }
    because =
      verdict.kind === 'reject'
        ? { key, layer: rule.layer, data: { ...data, with: rejectName(verdict) } }
        : { key, layer: rule.layer, data }
    rule.because.set(key, because)
  }
  // an ACCEPT in the nat table only means: leave it alone
  if (chain.base?.type === 'nat' && verdict.kind === 'accept') return
  walk.because.push(because)
}

/** With what an administrator looks at a rule of this table. */
function toolOf({ byIptables, family }: Table): { tool: string; family: string } {
  return { tool: byIptables ? (family === 'ip6' ? 'ip6tables' : 'iptables') : 'nft', family }
}

function rejectName(verdict: Extract<Verdict, { kind: 'reject' }>): string {
  if (verdict.with === 'icmpx') return `icmpx ${verdict.icmpx}`
  return verdict.with ?? 'port unreachable'
}
