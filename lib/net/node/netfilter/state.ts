import type { Hook } from '../netfilter-port'
import { type Conntrack, makeConntrack } from './connection'
import type { Chain, Match, Part, Rule, Table } from './rule'
import { LINUX_SETTINGS, type NetfilterSettings, withSysctl } from './settings'

/** What a packet meets at one hook, in the order of priorities. */
export type PlanStep =
  | { readonly run: 'track' | 'confirm' }
  | { readonly run: 'chain'; readonly table: Table; readonly chain: Chain }
  | { readonly run: 'nat'; readonly chains: readonly { readonly table: Table; readonly chain: Chain }[] }

export type Plan = Readonly<Record<Hook, readonly PlanStep[]>>

export type RecentEntry = { readonly stamps: number[]; ttl: number }

/** Everything that netfilter on one machine knows. Plain data; a structuredClone is an exact copy. */
export type NetfilterState = {
  settings: NetfilterSettings
  readonly tables: Table[]
  nextTableHandle: number
  readonly conntrack: Conntrack
  /** lists of `-m recent` by name, then by address */
  readonly recent: Map<string, Map<string, RecentEntry>>
  /** made from the tables by `replan` */
  plans: { readonly 4: Plan; readonly 6: Plan }
  /** whether conntrack runs: only when a rule of the family needs it */
  tracking: { readonly 4: boolean; readonly 6: boolean }
}

const HOOKS: readonly Hook[] = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']

// nf_ip_hook_priorities of include/uapi/linux/netfilter_ipv4.h
const PRIORITY_CONNTRACK = -200
const PRIORITY_NAT = { PREROUTING: -100, OUTPUT: -100, POSTROUTING: 100, INPUT: 100 } as const
const PRIORITY_LAST = 2 ** 31

export function makeNetfilter(settings: Partial<NetfilterSettings> = {}): NetfilterState {
  const state: NetfilterState = {
    settings: { ...LINUX_SETTINGS, ...settings },
    tables: [],
    nextTableHandle: 1,
    conntrack: makeConntrack(),
    recent: new Map(),
    plans: { 4: emptyPlan(), 6: emptyPlan() },
    tracking: { 4: false, 6: false },
  }
  return state
}

function emptyPlan(): Plan {
  return { PREROUTING: [], INPUT: [], FORWARD: [], OUTPUT: [], POSTROUTING: [] }
}

/** Conntrack looks at whole packets: IP must put fragments together before PREROUTING and OUTPUT (nf_defrag). */
export function wantsDefragmented(state: NetfilterState, family: 4 | 6): boolean {
  return state.tracking[family]
}

/** `sysctl -w net.netfilter.…`; false when there is no such name. */
export function setConntrackSysctl(state: NetfilterState, name: string, value: number): boolean {
  const settings = withSysctl(state.settings, name, value)
  if (settings === null) return false
  state.settings = settings
  return true
}

/** To be called after every change of tables, chains or rules. */
export function replan(state: NetfilterState): void {
  const tracking = { 4: needsTracking(state, 4), 6: needsTracking(state, 6) }
  state.tracking = tracking
  state.plans = { 4: planOf(state, 4, tracking[4]), 6: planOf(state, 6, tracking[6]) }
  for (const table of state.tables) {
    for (const chain of table.chains) for (const rule of chain.rules) rule.because.clear()
  }
}

function tablesOf(state: NetfilterState, family: 4 | 6): Table[] {
  return state.tables.filter(
    (table) => table.family === 'inet' || table.family === (family === 4 ? 'ip' : 'ip6'),
  )
}

/** The kernel registers conntrack's hooks for a rule that asks for it, and for every NAT chain. */
function needsTracking(state: NetfilterState, family: 4 | 6): boolean {
  return tablesOf(state, family).some((table) =>
    table.chains.some((chain) => chain.base?.type === 'nat' || chain.rules.some(asksForState)),
  )
}

function asksForState(rule: Rule): boolean {
  return rule.parts.some(partAsksForState)
}

function partAsksForState(part: Part): boolean {
  if (part.kind === 'vmap') return part.entries.some((entry) => partAsksForState(entry.match))
  if (part.kind === 'mark' || part.kind === 'set-mark') return part.of === 'connection'
  return STATEFUL.has(part.kind)
}

const STATEFUL: ReadonlySet<Part['kind']> = new Set<Part['kind']>([
  'ct-state',
  'ct-tuple',
  'connlimit',
  'connbytes',
  'ct-direction',
  'ct-status',
  'masquerade',
  'save-mark',
  'assign-helper',
  'restore-mark',
])

function planOf(state: NetfilterState, family: 4 | 6, tracking: boolean): Plan {
  const plan = emptyPlan() as Record<Hook, readonly PlanStep[]>
  for (const hook of HOOKS) plan[hook] = stepsAt(tablesOf(state, family), hook, tracking)
  return plan
}

function stepsAt(tables: readonly Table[], hook: Hook, tracking: boolean): PlanStep[] {
  const steps: { priority: number; step: PlanStep }[] = []
  const natChains: { table: Table; chain: Chain; priority: number }[] = []
  let translates = false
  for (const table of tables) {
    for (const chain of table.chains) {
      if (chain.base?.type === 'nat') translates = true
      if (chain.base?.hook !== hook) continue
      if (chain.base.type === 'nat') natChains.push({ table, chain, priority: chain.base.priority })
      else steps.push({ priority: chain.base.priority, step: { run: 'chain', table, chain } })
    }
  }
  if (tracking) {
    if (hook === 'PREROUTING' || hook === 'OUTPUT')
      steps.push({ priority: PRIORITY_CONNTRACK, step: { run: 'track' } })
    if (hook === 'INPUT' || hook === 'POSTROUTING')
      steps.push({ priority: PRIORITY_LAST, step: { run: 'confirm' } })
  }
  if (translates && hook !== 'FORWARD') {
    natChains.sort((one, other) => one.priority - other.priority)
    steps.push({ priority: PRIORITY_NAT[hook], step: { run: 'nat', chains: natChains } })
  }
  steps.sort((one, other) => one.priority - other.priority)
  return steps.map(({ step }) => step)
}

const MATCH_KINDS: ReadonlySet<Part['kind']> = new Set<Part['kind']>([
  'family',
  'address',
  'interface',
  'protocol',
  'fragment',
  'ports',
  'tcp-flags',
  'icmp',
  'ct-state',
  'ct-tuple',
  'mac',
  'addrtype',
  'mark',
  'number',
  'tos',
  'tcp-option',
  'tcp-mss',
  'text',
  'packet-kind',
  'reverse-path',
  'owner',
  'ct-direction',
  'ct-status',
  'statistic',
  'quota',
  'connbytes',
  'limit',
  'hashlimit',
  'recent',
  'connlimit',
])

/** Whether a part is a condition; the rest acts or decides. */
export function isMatch(part: Part): part is Match {
  return MATCH_KINDS.has(part.kind)
}
