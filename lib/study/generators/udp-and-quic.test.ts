import fc from 'fast-check'
import { expect, it } from 'vitest'
import { generate } from '../generate'

const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

it('the data of a datagram and its headers make its length', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { given, answer } = generate('udp-data-length', {}, seed)
      const headers = given[0].name.startsWith('IPv4') ? 28 : 8
      expect(answer + headers).toBe(Number.parseInt(given[0].value, 10))
    }),
  )
})

it('pieces behind a hole, counted one by one', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      const { given, answer } = generate('pieces-behind-a-hole', {}, seed)
      const [transport, streams, each, lost] = given.map(({ value }) => value)
      const count = Number.parseInt(streams, 10)
      const hole = Number(/packet (\d+)/.exec(lost)?.[1])
      let waiting = 0
      for (let packet = hole + 1; packet <= count * Number(each); packet++)
        if (transport === 'TCP' || packet % count === hole % count) waiting++
      expect(answer).toBe(waiting)
    }),
  )
})
