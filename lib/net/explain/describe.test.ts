import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parseScenarioText } from '../scenario/parse'
import { runScenario } from '../scenario/run'
import { describedKeys, describeEvent } from './describe'

const folder = fileURLToPath(new URL('../scenario/fixtures/', import.meta.url))
const events = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && !file.endsWith('.expected.json'))
  .flatMap((file) => {
    const parsed = parseScenarioText(readFileSync(folder + file, 'utf8'))
    if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.problem)}`)
    return runScenario(parsed.scenario, file).simulation.trace.events
  })

it('has a sentence, with every value filled in, for everything that happens in the recorded networks', () => {
  const unfilled = new Set(
    events.map((event) => `${event.because}: ${describeEvent(event)}`).filter((text) => /\{\w+\}/.test(text)),
  )
  expect([...unfilled]).toEqual([])
})

it('says each sentence as a sentence: a capital or an address first, a full stop last', () => {
  const odd = new Set(
    events
      .map((event) => describeEvent(event))
      .filter((text) => !/^[\p{Lu}\d“‘{:a-f].*[.…:)"\w-]$/su.test(text)),
  )
  expect([...odd]).toEqual([])
})

it('throws on a key without a sentence, naming it', () => {
  expect(() => describeEvent({ because: 'no.such', data: {} })).toThrow('no sentence for "no.such"')
})

it('has no two tables with the same key', () => {
  const keys = describedKeys()
  expect(new Set(keys).size).toBe(keys.length)
})

it('names in every sentence only the words of a sentence, no key', () => {
  for (const key of describedKeys()) expect(key).toMatch(/^[a-z0-9]+\.[a-z0-9-]+$/)
})
