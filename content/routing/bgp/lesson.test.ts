import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chosenRows, heardRows, tellAsStory } from '@/components/widgets/bgp/as-story'
import { countSessions, pathOutside, runInside } from '@/lib/net/bgp/inside'
import { asSituations, NO_SAFEGUARDS, type Safeguards } from '@/lib/net/bgp/situations'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'
import { readCapture } from '@/lib/net/wire/pcap'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const lesson = read('lesson.mdx')

function endOf(id: string, safeguards: Partial<Safeguards> = {}) {
  const situation = asSituations.find((one) => one.id === id)
  if (!situation) throw new Error(id)
  const frame = tellAsStory(situation, { ...NO_SAFEGUARDS, ...safeguards }).at(-1)
  if (!frame) throw new Error(`${id} has no frames`)
  return frame
}

describe('what the lesson says of the ASes is what the engine did', () => {
  it('AS 64496 hears twice and keeps the customer’s route', () => {
    expect(heardRows(endOf('announce'), 'AS 64496').map((row) => row[4])).toEqual([
      'chosen',
      'not chosen; the other: higher local preference, 200 against 150',
    ])
  })

  it('prepending three times changes nothing at AS 64496', () => {
    const row = chosenRows(endOf('prepend')).find(([name]) => name === 'AS 64496')
    expect(row?.[2]).toBe('64499 64500 64500 64500 64500')
    expect(lesson).toContain('64499 64500 64500 64500 64500')
  })

  it('the half goes to the stranger even from AS 64497, and one ROA with one network that drops is enough for AS 64498', () => {
    const chosen = chosenRows(endOf('specific')).filter(([name]) => name === 'AS 64497')
    expect(chosen.map((row) => [row[1], row[2]])).toContainEqual(['203.0.113.0/25', '64496 64511'])
    expect(endOf('specific', { roa: 'exact', drops: 'north' }).hops.at(-1)).toBe('AS 64500')
    expect(endOf('specific', { roa: 'exact' }).hops.at(-1)).toBe('AS 64511')
  })

  it('a forged origin within the length is valid, and not beyond it', () => {
    expect(endOf('forged', { roa: 'loose', drops: 'both' }).hops.at(-1)).toBe('AS 64511')
    expect(endOf('forged', { roa: 'exact', drops: 'north' }).hops.at(-1)).toBe('AS 64500')
  })

  it('the leak draws AS 64497 through AS 64499, and roles stop it', () => {
    expect(endOf('leak').hops).toEqual(['AS 64497', 'AS 64499', 'AS 64496', 'AS 64498'])
    expect(endOf('leak', { roles: true }).hops).toEqual(['AS 64497', 'AS 64496', 'AS 64498'])
  })
})

describe('sessions are counted from what was built', () => {
  it.each([
    ['mesh', 10, 1, 45, 90],
    ['reflectors', 10, 1, 9, 18],
    ['reflectors', 11, 2, 19, 38],
    ['reflectors', 20, 2, 37, 74],
    ['mesh', 20, 1, 190, 380],
  ] as const)('%s of %i, %i: %i sessions, %i statements', (design, routers, groups, total, statements) => {
    const inside = runInside({ design, routers, groups, entryIsClient: true })
    expect(countSessions(inside)).toMatchObject({ total, statements })
    expect(lesson).toContain(String(total))
  })

  it('AS 64511 sees one number, and a router of 65002 the other member', () => {
    const inside = runInside({ design: 'confederation', routers: 10, groups: 2, entryIsClient: true })
    expect(pathOutside(inside)).toBe('64500 64496')
    const [decision] = inside.moments.at(-1)?.states.get('R8')?.locRib.values() ?? []
    expect(decision?.best?.attributes.asPath).toEqual([
      { kind: 'confed-sequence', ases: [65001] },
      { kind: 'sequence', ases: [64496] },
    ])
  })
})

describe('what was recorded is what the lesson says', () => {
  it('frame 17 announces 198.51.100.0/25 from AS 64500, next hop the sender', () => {
    const bytes = readFileSync(new URL('../../../public/captures/bgp-session.pcap', import.meta.url))
    const frame = readCapture(bytes).frames[16]
    const fields = dissect(frame.bytes, frame.linkType, allProtocols).layers.flatMap((layer) =>
      layer.fields.map(({ name, value }) => `${name} ${value}`),
    )
    expect(fields).toEqual(
      expect.arrayContaining([
        'bgp.nlri_prefix 198.51.100.0',
        'bgp.update.path_attribute.as_path_segment.as4 64500',
        'bgp.update.path_attribute.next_hop 192.0.2.129',
        'ip.src 192.0.2.129',
      ]),
    )
  })

  it('a real router gave the figure’s reasons', () => {
    expect(read('transcripts/two-paths.txt')).toContain('localpref 200, valid, external, best (Local Pref)')
    expect(read('transcripts/hijacked.txt')).toContain('localpref 200, valid, external, best (AS Path)')
    const hijacked = chosenRows(endOf('hijack')).find(([name]) => name === 'AS 64496')
    expect(hijacked?.[4]).toBe('shorter AS path, 1 against 2')
  })
})
