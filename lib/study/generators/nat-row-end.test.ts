import { expect, it } from 'vitest'
import { runPlan } from '../../net/nat-lab/lab'
import { LINUX_NAT } from '../../net/nat-lab/settings'
import { generate } from '../generate'

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1)

it('names the second at which the engine’s router removes the row', () => {
  for (const seed of SEEDS) {
    const { given, answer } = generate('nat-row-end', {}, seed)
    const [, second, third] = given[0].value.match(/\d+/g)!.map(Number)
    const answered = given[1].value !== 'none'
    const packet = {
      do: 'send',
      from: 'pc',
      // the game server answers at port 3074; 203.0.113.99 has no program, so its answers are ICMP errors
      to: answered ? '192.0.2.44' : '203.0.113.200',
      protocol: 'udp',
      sport: 5000,
      dport: 3074,
    } as const
    const wait = (seconds: number) => ({ do: 'wait', seconds }) as const
    const left = (seconds: number) =>
      runPlan({
        world: 'home',
        settings: { router: LINUX_NAT },
        acts: [packet, wait(second - 1), packet, wait(third - second - 1), packet, wait(seconds)],
      }).moments.at(-1)!.tables.router.rows.length
    expect(left(answer - third - 3)).toBe(1)
    expect(left(answer - third + 3)).toBe(0)
  }
})

it('shares 64,512 ports, and rounds down', () => {
  for (const seed of SEEDS) {
    const { given, answer } = generate('nat-port-share', {}, seed)
    const subscribers = Number(given[0].value)
    expect(answer * subscribers).toBeLessThanOrEqual(64512)
    expect((answer + 1) * subscribers).toBeGreaterThan(64512)
  }
})
