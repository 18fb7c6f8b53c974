import { describe, expect, it } from 'vitest'
import { countSessions, runInside } from '@/lib/net/bgp/inside'
import { generate } from '../generate'

describe('iBGP sessions are as many as the engine builds', () => {
  it.each([1, 2, 3, 4])('seed %i', (seed) => {
    for (const design of ['mesh', 'reflectors'] as const)
      for (const count of ['sessions', 'statements'] as const) {
        const { given, answer } = generate('ibgp-sessions', { design, count }, seed)
        const [routers, groups] = given.map(({ value }) => Number(value))
        const built = countSessions(runInside({ design, routers, groups: groups ?? 1, entryIsClient: true }))
        expect(answer).toBe(count === 'sessions' ? built.total : built.statements)
      }
  })
})
