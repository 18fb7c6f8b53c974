import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatIpv4, type Ipv4, parseIpv4 } from '../addr/ipv4'
import { prefix4 } from '../addr/prefix'
import type { AsPath, AsSegmentKind } from './as-path'
import type { Rule } from './decide'
import type { Network } from './network'
import type { Attributes, Origin, Relation } from './route'
import { newSpeaker, type SpeakerState, stepSpeaker } from './speaker'
import { decodeUpdate, encodeUpdate } from './update'

/** fixtures/cases.json, and what FRR 8.4.4 did with them (fixtures/record-frr.py). */
type Case = {
  readonly name: string
  readonly own: { readonly as: number; readonly confederation?: number; readonly clusterId?: string }
  readonly neighbours: readonly {
    readonly name: string
    readonly address: string
    readonly as: number
    readonly routerId?: string
    readonly client?: boolean
    readonly member?: boolean
    readonly role?: Relation
  }[]
  readonly routes: readonly (RecordedAttributes & { readonly from: string })[]
  readonly metrics?: Readonly<Record<string, number>>
}
type RecordedAttributes = {
  readonly origin?: Origin
  readonly asPath: readonly (readonly [AsSegmentKind, readonly number[]])[]
  readonly nextHop?: string
  readonly med?: number
  readonly localPref?: number
  readonly originatorId?: string
  readonly clusterList?: readonly string[]
  readonly onlyToCustomer?: number
}
type Outcome = {
  readonly name: string
  readonly best: string | null
  readonly reason: string | null
  readonly told: Readonly<Record<string, RecordedAttributes | null>>
}

const read = (file: string) => JSON.parse(readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8'))
const cases: readonly Case[] = read('cases.json')
const recorded: { readonly outcomes: readonly Outcome[] } = read('frr.json')

const ip = (text: string) => parseIpv4(text) as Ipv4
const DUT = 'FRR'
const PREFIX = prefix4(ip('203.0.113.0'), 24)

/** What FRR calls the rules. */
const RULE_OF: Readonly<Record<string, Rule>> = {
  'Local Pref': 'local-pref',
  'AS Path': 'as-path',
  Origin: 'origin',
  MED: 'med',
  'Peer Type': 'external',
  'IGP Metric': 'igp-metric',
  'Router ID': 'router-id',
  'Cluster length': 'cluster-list',
  'Neighbor IP': 'peer-address',
}

function networkOf({ own, neighbours }: Case): Network {
  return {
    roas: [],
    speakers: [
      {
        id: DUT,
        as: own.as,
        confederation: own.confederation ?? null,
        routerId: ip('192.0.2.254'),
        clusterId: own.clusterId ? ip(own.clusterId) : null,
        validates: false,
        roles: true,
      },
      ...neighbours.map(({ name, as, address, routerId, member }) => ({
        id: name,
        as,
        confederation: member ? (own.confederation ?? null) : null,
        routerId: ip(routerId ?? address),
        clusterId: null,
        validates: false,
        roles: false,
      })),
    ],
    sessions: neighbours.map(({ name, client, role }) => {
      const side = { policy: role ?? 'any', client: client ?? false, leaks: false, prepend: 0 } as const
      return {
        ends: [
          { speaker: DUT, ...side },
          { speaker: name, ...side, client: false },
        ],
        delayUs: 0,
      }
    }),
  }
}

function attributesOf(route: RecordedAttributes, address: string, internal: boolean): Attributes {
  return {
    origin: route.origin ?? 'igp',
    asPath: route.asPath.map(([kind, ases]) => ({ kind, ases })) as AsPath,
    nextHop: ip(route.nextHop ?? address),
    med: route.med ?? null,
    localPref: internal ? (route.localPref ?? 100) : null,
    originatorId: route.originatorId ? ip(route.originatorId) : null,
    clusterList: (route.clusterList ?? []).map(ip),
    onlyToCustomer: route.onlyToCustomer ?? null,
  }
}

/** One state of the speaker after all routes of the case have come in, as bytes. */
function play(one: Case): SpeakerState {
  const network = networkOf(one)
  const metric = (nextHop: Ipv4) => {
    const text = formatIpv4(nextHop)
    return one.metrics?.[text] ?? (text.startsWith('192.0.2.') ? 0 : null)
  }
  return one.routes.reduce((state, route) => {
    const neighbour = one.neighbours.find(({ name }) => name === route.from)
    if (!neighbour) throw new Error(`${one.name}: no ${route.from}`)
    const internal = neighbour.as === one.own.as || neighbour.member === true
    const attributes = attributesOf(route, neighbour.address, internal)
    const update = decodeUpdate(encodeUpdate({ kind: 'announce', prefix: PREFIX, attributes }))
    if (!update) throw new Error('unreadable')
    return stepSpeaker(network, state, { kind: 'receive', peer: route.from, update }, metric).state
  }, newSpeaker(DUT))
}

describe('decides as FRR does', () => {
  it.each(cases)('$name', (one) => {
    const outcome = recorded.outcomes.find(({ name }) => name === one.name)
    const decision = play(one).locRib.get('203.0.113.0/24')
    expect(decision?.best?.from?.peer ?? null).toBe(outcome?.best)
    const rule = outcome?.reason ? RULE_OF[outcome.reason] : null
    // FRR tells the rule of its last comparison of two routes
    if (rule && one.routes.length === 2) expect(decision?.because).toBe(rule)
  })
})

describe('tells its neighbours what FRR tells them', () => {
  it.each(cases)('$name', (one) => {
    const outcome = recorded.outcomes.find(({ name }) => name === one.name)
    const state = play(one)
    for (const { name, as, member } of one.neighbours) {
      const told = state.adjRibOut.get(name)?.get('203.0.113.0/24') ?? null
      const expected = outcome?.told[name] ?? null
      const internal = as === one.own.as || member === true
      // FRR may send a route back to where it came from, where it is found to be a loop; this engine keeps it back
      if (name === outcome?.best) continue
      expect(told && shown(told, internal), `to ${name}`).toEqual(
        expected && shown(attributesOf(expected, expected.nextHop ?? '', internal), internal),
      )
    }
  })
})

/**
 * Outside, FRR may pass on a next hop on the same subnet (RFC 4271, 5.1.3): not compared. A missing MED, which counts as 0, it
 * writes out inside.
 */
function shown(attributes: Attributes, internal: boolean) {
  return { ...attributes, nextHop: internal ? attributes.nextHop : null, med: attributes.med ?? 0 }
}
