import { describeMoment } from '../../net/explain/describe-nat'
import type { Act } from '../../net/nat-lab/act'
import { runPlan } from '../../net/nat-lab/lab'
import type { Moment } from '../../net/nat-lab/moment'
import { type HostPlace, worlds } from '../../net/nat-lab/places'
import { LINUX_NAT, type NatSettings } from '../../net/nat-lab/settings'
import type { NatTable } from '../../net/nat-lab/table'
import { pick, type Random, wholeNumber } from '../seeded-random'
import type { DrillTable } from './drill'

// What the NAT drills share: the home network of the simulator, run on the engine.

export const home = worlds.home
export const [router] = home.nats
export const insiders: readonly HostPlace[] = home.hosts.filter(({ gateway }) => gateway === router.inside)
export const outsiders: readonly HostPlace[] = home.hosts.filter(({ gateway }) => gateway !== router.inside)

/** Moments of a run of the home network, each with the act that it belongs to. */
export function runHome(settings: Partial<NatSettings>, acts: readonly Act[]): readonly Moment[] {
  return runPlan({ world: 'home', settings: { router: { ...LINUX_NAT, ...settings } }, acts }).moments
}

/** The moments of one act, by its place in the list of acts. */
export function momentsOf(moments: readonly Moment[], act: number): readonly Moment[] {
  return moments.filter(({ actIndex }) => actIndex === act)
}

/** The table as it was before an act. */
export function tableBefore(moments: readonly Moment[], act: number): NatTable | null {
  const last = moments.filter(({ actIndex }) => actIndex < act).at(-1)
  return last?.tables[router.name] ?? null
}

export function drillTable(table: NatTable | null): DrillTable | undefined {
  if (!table || table.rows.length === 0) return undefined
  return {
    caption: 'The router’s table at that moment',
    columns: ['Protocol', 'Inside', 'Outside', 'Remote'],
    rows: table.rows.map(({ protocol, inside, outside, remote }) => [protocol, inside, outside, remote]),
  }
}

export function sentence(moment: Moment): string {
  return describeMoment(moment, home)
}

/** A port that clients use (RFC 6335, section 6: dynamic). */
export function clientPort(random: Random): number {
  return wholeNumber(random, 49152, 65535)
}

export function serverPort(random: Random): number {
  return pick(random, [53, 123, 443, 3074, 5060, 9999])
}

/** "Laptop" for "the laptop". */
export function nameOf({ title }: HostPlace): string {
  const plain = title.replace(/^the /, '')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
