import { expect, it } from 'vitest'
import { bundleOf, measureBundle } from './bench-bundle'

it.each(['dissect TCP', 'machines'])('%s: what a page downloads stays under its limit', async (name) => {
  const { code, limit } = bundleOf(name)
  expect(await measureBundle(code)).toBeLessThan(limit!)
})

it('who takes one function from lib/net gets that function, not the network', async () => {
  expect(await measureBundle(`export { describeSubnet } from './lib/net/index'`)).toBeLessThan(2)
})
