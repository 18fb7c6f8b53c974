import { expect, it } from 'vitest'
import { handshakeDrills } from '@/lib/study/drills/handshake'
import { natDrills } from '@/lib/study/drills/nat'
import { subnetDrills } from '@/lib/study/drills/subnet'
import { drillCodec } from './drill-link'
import { questionOf, startOf } from './drill-start'

const all = [
  ['handshake', handshakeDrills],
  ['nat', natDrills],
  ['subnet', subnetDrills],
] as const

it.each(all)('%s: the first question survives the way into the page, and is checked there', (_, drills) => {
  const start = startOf(drills)
  const arrived = JSON.parse(JSON.stringify(start)) as typeof start
  expect(arrived).toEqual(start)
  const answers = Object.fromEntries(start.first.fields.map(({ name }) => [name, '?']))
  expect(drills[0].check(arrived.first, answers)).toEqual(drills[0].check(questionOf(drills[0], 1), answers))
})

it('a link names the drill and the question, and leaves links to moments alone', () => {
  const codec = drillCodec(natDrills)
  const place = { drill: 'nat/who', question: 7 }
  expect(codec.write(place)).toBe('#drill1&drill=nat/who&question=7')
  expect(codec.read(codec.write(place)).state).toEqual(place)
  expect(codec.read('#v1&situation=punch')).toEqual({ state: null, problem: null })
  expect(codec.read('#drill1&drill=nat/none').problem).toContain('drill is')
  expect(codec.read('#drill2').problem).toContain('of a newer form (2)')
})
