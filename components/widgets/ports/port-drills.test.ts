import { describe, expect, it } from 'vitest'
import { type Drill, seedOf } from '@/lib/study/drills/drill'
import { portNumberDrill } from '@/lib/study/drills/ports-number'
import { portServiceDrill } from '@/lib/study/drills/ports-service'
import { seededRandom } from '@/lib/study/seeded-random'
import { drilledPorts } from './drilled-ports'

const rows = drilledPorts()
const TURNS = Array.from({ length: 60 }, (_, index) => index + 1)

describe.each([
  ['ports/number', portNumberDrill(rows) as unknown as Drill],
  ['ports/service', portServiceDrill(rows) as unknown as Drill],
] as const)('%s', (name, drill) => {
  it('accepts its own answer alone, and says why another one is wrong', () => {
    expect(drill.name).toBe(name)
    for (const turn of TURNS) {
      const question = drill.ask(seededRandom(seedOf(turn)))
      const [{ name: field }] = question.fields
      const [{ expected }] = drill.check(question, { [field]: '?' })
      expect(drill.check(question, { [field]: expected })[0].right).toBe(true)
      for (const { port, used } of rows) {
        const other = name === 'ports/number' ? String(port) : used
        if (other === expected) continue
        const [verdict] = drill.check(question, { [field]: other })
        expect(verdict.right).toBe(false)
        expect(verdict.why.length).toBeGreaterThan(10)
      }
    }
  })
})

it('what is used tells one port from all others', () => {
  expect(new Set(rows.map(({ used }) => used)).size).toBe(rows.length)
  expect(new Set(rows.map(({ port }) => port)).size).toBe(rows.length)
})

it('a wrong port is named by what really listens there', () => {
  const drill = portNumberDrill(rows)
  const question = TURNS.map((turn) => drill.ask(seededRandom(seedOf(turn)))).find(
    ({ row }) => row.port === 993,
  )
  if (!question) throw new Error('no question on 993 in the first sixty')
  const [verdict] = drill.check(question, { port: '995' })
  expect(verdict).toMatchObject({ right: false, misconception: '995 is the port of: IMAP in TLS' })
  expect(verdict.why).toContain('POP3 in TLS')
})
