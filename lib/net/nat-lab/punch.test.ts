import { expect, it } from 'vitest'
import { canPunch, natKinds, punchMatrix } from './punch'

const kind = (mapping: string, filtering: string) => {
  const found = natKinds.find((each) => each.mapping === mapping && each.filtering === filtering)
  if (!found) throw new Error(`no kind ${mapping} ${filtering}`)
  return found
}
const matrix = punchMatrix()

it('does not depend on who is called Alice', () => {
  for (const [i, row] of matrix.entries())
    for (const [j, open] of row.entries()) expect(open).toBe(matrix[j][i])
})

it('lets any two NATs that map endpoint-independently be punched, whatever they filter', () => {
  const independent = natKinds.flatMap(({ mapping }, i) => (mapping === 'endpoint-independent' ? [i] : []))
  for (const i of independent) for (const j of independent) expect(matrix[i][j]).toBe(true)
})

it('lets two Linux routers be punched: they keep the port while it is free', () => {
  expect(matrix[0][0]).toBe(true)
})

const SYMMETRIC = kind('address-and-port-dependent', 'address-and-port-dependent')

it.each([
  ['endpoint-independent', 'endpoint-independent', true, 'it lets in whoever comes'],
  ['endpoint-independent', 'address-dependent', true, 'the address was sent to, the port does not matter'],
  ['endpoint-independent', 'address-and-port-dependent', false, 'the port that comes is not the one sent to'],
  ['address-and-port-dependent', 'address-and-port-dependent', false, 'neither knows the other’s port'],
])('behind a mapping for each peer, %s mapping and %s filtering: %s (%s)', (mapping, filtering, open) => {
  expect(canPunch(SYMMETRIC, kind(mapping, filtering))).toBe(open)
})
