import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Ipv4, parseIpv4 } from '../addr/ipv4'
import { formatPrefix, type Prefix4, parsePrefix } from '../addr/prefix'
import { readCapture } from '../wire/pcap'
import { formatAsPath, lengthOfPath, originOfPath, prependAs } from './as-path'
import { followPacket } from './follow-packet'
import { countSessions, type Design, pathOutside, routersWithRoute, runInside } from './inside'
import { passingOn } from './passing-on'
import { runBgp } from './run'
import { ACCESS, asSituations, NO_SAFEGUARDS, networkOf, type Safeguards, SHOP } from './situations'
import { decodeUpdate, encodeUpdate } from './update'
import { type Roa, validateOrigin } from './validate-origin'

const prefix = (text: string) => parsePrefix(text) as Prefix4
const ip = (text: string) => parseIpv4(text) as Ipv4

describe('AS paths', () => {
  const path = [
    { kind: 'confed-sequence', ases: [65001, 65002] },
    { kind: 'sequence', ases: [64501, 64502] },
    { kind: 'set', ases: [64503, 64504] },
  ] as const

  it('count a set as one and a confederation as nothing', () => {
    expect(lengthOfPath(path)).toBe(3)
  })
  it('have no origin when they end in a set', () => {
    expect(originOfPath(path)).toBeNull()
    expect(originOfPath(path.slice(0, 2))).toBe(64502)
  })
  it('grow in front', () => {
    expect(formatAsPath(prependAs(path, 64500, 2))).toBe(
      '64500 64500 (65001 65002) 64501 64502 {64503,64504}',
    )
    expect(formatAsPath(prependAs(path, 65000, 1, 'confed-sequence'))).toBe(
      '(65000 65001 65002) 64501 64502 {64503,64504}',
    )
  })
})

describe('what BIRD sent', () => {
  const bytes = readFileSync(new URL('../../../../shared/captures/bgp-session.pcap', import.meta.url))
  const { frames } = readCapture(bytes)
  const messageOf = (number: number) => frames[number - 1].bytes.slice(66)

  it('an announcement is read, and written the same to the byte', () => {
    const message = messageOf(17)
    const update = decodeUpdate(message)
    if (update?.kind !== 'announce') throw new Error('no announcement')
    expect(formatPrefix(update.prefix)).toBe('198.51.100.0/25')
    expect(formatAsPath(update.attributes.asPath)).toBe('64500')
    expect([...encodeUpdate(update)]).toEqual([...message])
  })
  it('so is a withdrawal', () => {
    const message = messageOf(27)
    const update = decodeUpdate(message)
    expect(update?.kind).toBe('withdraw')
    expect(update && [...encodeUpdate(update)]).toEqual([...message])
  })
})

describe('route origin validation', () => {
  const roas: readonly Roa[] = [
    { prefix: prefix('203.0.113.0/24'), maxLength: 25, as: 64500 },
    { prefix: prefix('198.51.100.0/24'), maxLength: 24, as: 0 },
  ]
  it.each([
    ['203.0.113.0/24', 64500, 'valid', 'prefix, length and AS fit'],
    ['203.0.113.128/25', 64500, 'valid', 'not longer than the maximum'],
    ['203.0.113.0/26', 64500, 'invalid', 'longer than the maximum'],
    ['203.0.113.0/24', 64511, 'invalid', 'another AS'],
    ['203.0.113.0/24', null, 'invalid', 'a set at the end has no origin'],
    ['203.0.112.0/23', 64500, 'not-found', 'a ROA covers only what lies in it'],
    ['192.0.2.0/24', 64500, 'not-found', 'no ROA'],
    ['198.51.100.0/24', 0, 'invalid', 'AS 0 allows nobody'],
  ] as const)('%s from %s is %s: %s', (text, as, state, _why) => {
    expect(validateOrigin(roas, prefix(text), as)).toBe(state)
  })
})

/** Where the packets of the situation go when all is quiet. */
function atRest(id: string, safeguards: Partial<Safeguards> = {}): string {
  const situation = asSituations.find((one) => one.id === id)
  if (!situation) throw new Error(id)
  const network = networkOf(situation, { ...NO_SAFEGUARDS, ...safeguards })
  const states = runBgp(network, situation.acts).at(-1)?.states ?? new Map()
  const { hops, end } = followPacket(states, situation.packet.from, situation.packet.to)
  return `${hops.map((hop) => hop.slice(-2)).join(' ')} ${end}`
}

describe('six ASes', () => {
  it.each([
    ['announce', {}, '98 96 99 00 arrived', 'a customer comes before a peer'],
    ['cut', {}, '98 96 97 00 arrived', 'without the customer, the peer'],
    ['prepend', {}, '98 96 99 00 arrived', 'local preference comes before length'],
    ['leak', {}, '97 99 96 98 arrived', 'the customer’s leak comes before the peer'],
    ['leak', { roles: true }, '97 96 98 arrived', 'marked as only for customers'],
    ['hijack', {}, '98 96 11 arrived', 'the shorter of two customers’ paths'],
    ['hijack', { roa: 'exact', drops: 'north' }, '98 96 99 00 arrived', 'invalid: dropped'],
    ['hijack', { roa: 'exact' }, '98 96 11 arrived', 'a ROA that nobody looks at'],
    ['hijack', { drops: 'both' }, '98 96 11 arrived', 'looking without a ROA'],
    ['specific', {}, '98 96 11 arrived', 'longest prefix'],
    ['specific', { roa: 'exact', drops: 'north' }, '98 96 99 00 arrived', 'longer than the maximum'],
    ['specific', { roa: 'loose', drops: 'north' }, '98 96 99 00 arrived', 'the wrong origin'],
    ['forged', { roa: 'exact', drops: 'north' }, '98 96 99 00 arrived', 'longer than the maximum'],
    ['forged', { roa: 'loose', drops: 'both' }, '98 96 11 arrived', 'the owner allowed it'],
  ] as const)('%s, %o: %s, %s', (id, safeguards, expected, _why) => {
    expect(atRest(id, safeguards)).toBe(expected)
  })

  it('a more specific prefix takes the packets of the owner’s own neighbour', () => {
    const situation = asSituations.find(({ id }) => id === 'specific')
    if (!situation) throw new Error('specific')
    const states = runBgp(networkOf(situation, NO_SAFEGUARDS), situation.acts).at(-1)?.states ?? new Map()
    expect(followPacket(states, 'AS 64499', ip('203.0.113.80')).hops.at(-1)).toBe('AS 64511')
    expect(followPacket(states, 'AS 64499', ip('203.0.113.200')).hops.at(-1)).toBe(SHOP)
  })

  it('ends the same however often it runs', () => {
    const [first] = asSituations
    const once = () =>
      JSON.stringify(runBgp(networkOf(first, NO_SAFEGUARDS), first.acts).map((moment) => moment.sent))
    expect(once()).toBe(once())
  })

  it('without a policy nothing passes', () => {
    const [first] = asSituations
    const network = networkOf(first, NO_SAFEGUARDS)
    const sessions = network.sessions.map((session) => ({
      ...session,
      ends: session.ends.map((end) => ({ ...end, policy: 'none' })) as unknown as typeof session.ends,
    }))
    const states = runBgp({ ...network, sessions }, first.acts).at(-1)?.states ?? new Map()
    expect(followPacket(states, ACCESS, ip('203.0.113.80')).end).toBe('no-route')
  })
})

describe('the routers of one AS', () => {
  it.each([
    ['mesh', 10, 1, 45, 90, 10],
    ['hub', 10, 1, 9, 18, 2],
    ['reflectors', 10, 1, 9, 18, 10],
    ['reflectors', 11, 2, 19, 38, 11],
    ['confederation', 10, 2, 21, 42, 10],
    ['confederation', 12, 4, 16, 32, 12],
  ] as const)('%s of %i in %i: %i sessions, %i statements, %i routers hear of the route', (...row) => {
    const [design, routers, groups, total, statements, reached] = row
    const inside = runInside({ design, routers, groups, entryIsClient: true })
    expect(countSessions(inside)).toMatchObject({ total, statements })
    expect(routersWithRoute(inside)).toHaveLength(reached)
  })

  it.each<[Design, string | null]>([
    ['mesh', '64500 64496'],
    ['hub', null],
    ['reflectors', '64500 64496'],
    ['confederation', '64500 64496'],
  ])('%s looks from outside like %s', (design, path) => {
    expect(pathOutside(runInside({ design, routers: 10, groups: 3, entryIsClient: true }))).toBe(path)
  })

  it('every plan comes to rest with every router reached', () => {
    for (const design of ['mesh', 'reflectors', 'confederation'] as const)
      for (let routers = 4; routers <= 12; routers += 4)
        for (let groups = 1; groups <= 4; groups++) {
          if (design === 'confederation' && groups === 1) continue
          if (design === 'reflectors' && groups === routers) continue
          expect(
            routersWithRoute(runInside({ design, routers, groups, entryIsClient: true })),
            `${design} ${routers} ${groups}`,
          ).toHaveLength(routers)
        }
  })

  it('the two rules: from a non-client to clients alone, from a client to everybody', () => {
    const told = (entryIsClient: boolean) =>
      passingOn(runInside({ design: 'reflectors', routers: 6, groups: 2, entryIsClient }))[0]
    expect(told(true)).toMatchObject({
      router: 'RR1',
      client: true,
      told: ['RR2', 'R2', 'R3', 'R4'],
      withheld: [],
    })
    expect(told(false)).toMatchObject({
      client: false,
      told: ['R2', 'R3', 'R4'],
      withheld: [{ to: 'RR2', because: 'reflect.non-client' }],
    })
  })

  it('a reflected route names its originator and its cluster', () => {
    const inside = runInside({ design: 'reflectors', routers: 10, groups: 2, entryIsClient: true })
    const decision = inside.moments.at(-1)?.states.get('R8')?.locRib.get('203.0.113.0/24')
    expect(decision?.best?.attributes).toMatchObject({
      originatorId: ip('192.0.2.3'),
      clusterList: [ip('192.0.2.1')],
    })
    expect(decision?.because).toBe('peer-address')
  })
})
