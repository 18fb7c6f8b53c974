import { expect, it } from 'vitest'
import { bundleOf, measureBundle } from './bench-bundle'

it.each(['dissect TCP', 'machines'])('%s: what a page downloads stays within its goal', async (name) => {
  const { code, goal } = bundleOf(name)
  expect(await measureBundle(code)).toBeLessThan(goal!)
})

it('who takes one function from lib/net gets that function, not the network', async () => {
  expect(await measureBundle(`export { describeSubnet } from './lib/net/index'`)).toBeLessThan(2)
})
