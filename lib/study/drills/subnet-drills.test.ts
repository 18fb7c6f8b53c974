import { describe, expect, it } from 'vitest'
import { parseIpv4 } from '../../net/addr/ipv4'
import { parseIpv6 } from '../../net/addr/ipv6'
import { containsPrefix, parsePrefix } from '../../net/addr/prefix'
import { seededRandom } from '../seeded-random'
import { type Drill, type DrillQuestion, seedOf } from './drill'
import { endsDrill } from './subnet-ends'
import { shortenDrill } from './subnet-ipv6'
import { maskDrill } from './subnet-masks'
import { planDrill } from './subnet-plan'
import { summaryDrill } from './subnet-summary'
import { whichDrill } from './subnet-which'

const TURNS = Array.from({ length: 200 }, (_, index) => index + 1)

function askEach<Question extends DrillQuestion>(drill: Drill<Question>): Question[] {
  return TURNS.map((turn) => drill.ask(seededRandom(seedOf(turn))))
}

/** What the drill itself expects, field by field. */
function solved<Question extends DrillQuestion>(drill: Drill<Question>, question: Question) {
  const blank = Object.fromEntries(question.fields.map(({ name }) => [name, '?']))
  return Object.fromEntries(drill.check(question, blank).map(({ field, expected }) => [field, expected]))
}

const drills = [maskDrill, endsDrill, whichDrill, planDrill, summaryDrill, shortenDrill] as unknown as Drill[]

describe.each(drills.map((drill) => [drill.name, drill] as const))('%s', (_, drill) => {
  it('accepts its own answers, refuses others, and shows its working, 200 times', () => {
    for (const question of askEach(drill)) {
      const right = solved(drill, question)
      expect(drill.check(question, right).map((verdict) => verdict.right)).not.toContain(false)
      const other = Object.fromEntries(question.fields.map(({ name }) => [name, '192.0.2.99/31']))
      const verdicts = drill.check(question, other)
      expect(verdicts.map((verdict) => verdict.right)).not.toContain(true)
      expect(verdicts.every(({ why }) => why.length > 10)).toBe(true)
      expect(question.working.length).toBeGreaterThan(0)
    }
  })

  it('asks the same for the same seed', () => {
    expect(drill.ask(seededRandom(7))).toEqual(drill.ask(seededRandom(7)))
  })
})

describe('the answers are right', () => {
  it('of masks and hosts: a known one of each kind', () => {
    const asked = askEach(maskDrill)
    const kinds = ['A network is a', 'A network has the mask', 'A network has to hold']
    for (const kind of kinds) expect(asked.some(({ prompt }) => prompt.startsWith(kind))).toBe(true)
    for (const question of asked) {
      const right = solved(maskDrill, question)
      const hosts = Number(/\*\*(\d+)\*\*/.exec(question.prompt)?.[1])
      if (!hosts) continue
      const room = (bits: number) => 2 ** (32 - bits) - 2
      const bits = Number(right.prefix.slice(1))
      expect(room(bits)).toBeGreaterThanOrEqual(hosts)
      expect(room(bits + 1)).toBeLessThan(hosts)
    }
  })

  it('of network and broadcast: by comparing bits', () => {
    for (const question of askEach(endsDrill)) {
      const { network, broadcast } = solved(endsDrill, question)
      const bits = (text: string) => (parseIpv4(text) ?? 0).toString(2).padStart(32, '0')
      const address = question.address.toString(2).padStart(32, '0')
      expect(bits(network)).toBe(address.slice(0, question.bits).padEnd(32, '0'))
      expect(bits(broadcast)).toBe(address.slice(0, question.bits).padEnd(32, '1'))
    }
  })

  it('of a plan: inside the block, apart from each other, and as small as can be', () => {
    for (const question of askEach(planDrill)) {
      const base = parsePrefix(/`([^`]+)`/.exec(question.prompt)?.[1] ?? '')
      const blocks = question.answers.map(({ prefix }) => parsePrefix(prefix))
      for (const [index, block] of blocks.entries()) {
        if (!base || !block) throw new Error('a plan has no block')
        expect(containsPrefix(base, block)).toBe(true)
        for (const other of blocks.slice(index + 1))
          if (other) expect(containsPrefix(block, other) || containsPrefix(other, block)).toBe(false)
        const hosts = Number(
          question.table?.rows.find(([name]) => name === question.answers[index].name)?.[1],
        )
        expect(2 ** (32 - block.bits) - 2).toBeGreaterThanOrEqual(hosts)
        expect(2 ** (31 - block.bits) - 2).toBeLessThan(hosts)
      }
    }
  })

  it('of a summary: it holds them all, and neither of its halves does', () => {
    for (const question of askEach(summaryDrill)) {
      const summary = parsePrefix(solved(summaryDrill, question).summary)
      if (summary?.family !== 4) throw new Error('no summary')
      expect(question.blocks.every((block) => containsPrefix(summary, block))).toBe(true)
      const half = { ...summary, bits: summary.bits + 1 }
      expect(question.blocks.every((block) => containsPrefix(half, block))).toBe(false)
    }
  })
})

describe('a wrong answer is told from its misconception', () => {
  const question = (text: string) => ({
    ...endsDrill.ask(seededRandom(1)),
    address: parseIpv4(text) as never,
    bits: 20,
  })

  it.each([
    ['10.4.97.0', 'The address is cut at an octet', undefined],
    ['10.4.0.0', 'octet', 'The split is taken to lie between two octets'],
    ['10.4.97.200', 'itself', 'The address itself is taken for its network'],
    ['255.255.240.0', 'mask', 'The mask is taken for the network'],
  ])('network %s of 10.4.97.200/20 (%s)', (network, _, misconception) => {
    const [verdict] = endsDrill.check(question('10.4.97.200'), { network, broadcast: '10.4.111.255' })
    expect(verdict).toMatchObject({ right: false, expected: '10.4.96.0' })
    expect(verdict.misconception).toBe(misconception)
  })

  it.each([
    ['2001:DB8::1', false, 'Capital letters in the short form'],
    ['2001:db8::1', true, undefined],
    ['2001:0db8::1', false, 'Leading zeros of a group are kept'],
    ['2001:db8:0:0:0:0:0:1', false, 'The wrong run of zeros is shortened'],
    ['2001:db8::10', false, 'Zeros inside a group are dropped'],
    ['2001::db8::1', false, 'Two runs of zeros are both shortened'],
    ['2001:db8:1', false, 'The short form is not an address'],
  ])('short form %s: %s', (short, right, misconception) => {
    const asked = { ...shortenDrill.ask(seededRandom(1)), address: parseIpv6('2001:db8::1') as bigint }
    const [verdict] = shortenDrill.check(asked, { short })
    expect(verdict.right).toBe(right)
    expect(verdict.misconception).toBe(misconception)
  })
})
